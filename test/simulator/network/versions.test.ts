import assert from "node:assert/strict";
import { routerOsVersions } from "../../../simulator/config/contract";
import { dhcpIsp, host, office, policyRouting, pppoeIsp, twoLines } from "./office";

describe("the network", () => {
  for (const version of routerOsVersions) {
    it(`carries an office's traffic on ${version}, also after a failure`, async () => {
      const inbound = {
        kind: "forward",
        isp: "ISP2",
        port: 80,
        host: "192.168.88.20",
        interface: "bridge",
      } as const;
      const made = twoLines(office({ sources: [host, { ...inbound, name: "in" }] }, version));
      if (version !== "6.49") policyRouting(made);
      const forward = { chain: "dstnat", action: "dst-nat", protocol: "tcp", "dst-port": "80" };
      made.add("/ip/firewall/nat", { ...forward, "in-interface": "ether2", "to-addresses": "192.168.88.20" });
      await made.network.run("5s");
      made.network.resetReport();
      await made.network.run("10s");
      made.network.link("ether1", false);
      await made.network.run("10s");
      const { sources, gaps } = made.network.report();
      assert.deepEqual(gaps, []);
      assert.deepEqual([sources[0]?.byIsp, sources[0]?.lost], [{ ISP1: 100, ISP2: 100 }, 0]);
      // Without marks the answers take the default route: half of the time the wrong line.
      assert.equal(sources[1]?.delivered, version === "6.49" ? 10 : 20);
    });
  }

  it("of 7.22 and later takes policy-rules as the order of the built-in rules", async () => {
    const made = twoLines(office({ sources: [host] }, "7.24"));
    policyRouting(made);
    const mark = {
      chain: "prerouting",
      action: "mark-routing",
      "in-interface": "bridge",
      "new-routing-mark": "ISP2",
    };
    made.add("/ip/firewall/mangle", mark);
    await made.network.run("5s");
    made.add("/routing/rule", {
      action: "lookup-only-in-table",
      table: "ISP1",
      "src-address": "192.168.88.0/24",
    });
    for (const [rules, byIsp] of [
      ["", { ISP2: 10 }],
      ["local,user,mangle,main", { ISP1: 10 }],
    ] as const) {
      made.set("/routing/settings", "", { "policy-rules": rules });
      made.network.resetReport();
      await made.network.run("1s");
      assert.deepEqual(made.network.report().sources[0]?.byIsp, byIsp, rules);
    }
    made.set("/routing/settings", "", { "policy-rules": "something else" });
    made.network.resetReport();
    await made.network.run("1s");
    const { trap } = await made.run("/ip/route/check", ["=dst-ip=8.8.8.8", "=once="]);
    assert.match(trap ?? "", /does not implement policy-rules/);
    assert.match(made.network.report().gaps.join(), /policy-rules/);
    assert.equal(made.network.report().sources[0]?.delivered, 0);
  });
});

describe("providers that differ", () => {
  it("one without a source filter lets the other's address out, and the answer comes home by the other line", async () => {
    const sip = {
      kind: "udp",
      name: "sip",
      from: "192.168.88.12",
      interface: "bridge",
      to: "9.9.9.9",
      port: 5060,
    } as const;
    const made = twoLines(office({ isps: [{ ...pppoeIsp, sourceFilter: false }, dhcpIsp], sources: [sip] }));
    await made.network.run("1s");
    made.network.link("ether1", false);
    await made.network.run("1m");
    made.network.link("ether1", true);
    await made.network.run("10s");
    made.network.resetReport();
    await made.network.run("1m");
    const { sources, leaks } = made.network.report();
    assert.deepEqual([sources[0]?.byIsp, sources[0]?.bySource], [{ ISP1: 3 }, { "198.51.100.20": 3 }]);
    assert.equal(leaks[0]?.packets, 3);
  });

  it("one with proxy ARP answers a ping through its standby interface", async () => {
    for (const proxyArp of [false, true]) {
      const made = twoLines(
        office({ isps: [pppoeIsp, { ...dhcpIsp, proxyArp }], targets: [{ address: "8.8.8.8" }] }),
      );
      await made.network.run("3s");
      const { rows } = await made.run("/ping", ["=address=8.8.8.8", "=count=1", "=interface=ether2"]);
      assert.equal(rows[0]?.received, proxyArp ? "1" : "0");
    }
  });

  it("one behind CGNAT carries outbound traffic like any other", async () => {
    const cgnat = { ...dhcpIsp, address: "100.64.3.4/10", gateway: "100.64.0.1" };
    const made = twoLines(office({ isps: [cgnat], sources: [host] }));
    await made.network.run("3s");
    made.network.resetReport();
    await made.network.run("1s");
    assert.deepEqual(made.network.report().sources[0]?.bySource, { "100.64.3.4": 10 });
  });
});
