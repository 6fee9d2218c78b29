import assert from "node:assert/strict";
import { host, type Office, office, policyRouting, twoLines } from "./office";

const sip = {
  kind: "udp",
  name: "sip",
  from: "192.168.88.12",
  interface: "bridge",
  to: "9.9.9.9",
  port: 5060,
  every: 20_000,
} as const;
const session = {
  kind: "tcp",
  name: "session",
  from: "192.168.88.11",
  interface: "bridge",
  to: "9.9.9.9",
} as const;

const connections = (made: Office, ...queries: string[]) => made.rows("/ip/firewall/connection", ...queries);

describe("tracked connections", () => {
  it("have columns for ports in v7, and both in one in v6", async () => {
    for (const [version, source] of [
      ["7.21.5", { "src-address": "192.168.88.12", "src-port": "5060" }],
      ["6.49", { "src-address": "192.168.88.12:5060", "src-port": undefined }],
    ] as const) {
      const made = twoLines(office({ sources: [sip] }, version));
      await made.network.run("21s");
      const [row] = connections(made, "protocol=udp");
      assert.deepEqual(
        { "src-address": row?.["src-address"], "src-port": row?.["src-port"] },
        source,
        version,
      );
      assert.deepEqual([row?.srcnat, row?.["seen-reply"]], ["true", "true"]);
    }
  });

  it("of UDP live 30 seconds, and as an answered stream three minutes", async () => {
    const made = twoLines(office({ sources: [sip] }));
    await made.network.run("20s");
    assert.equal(connections(made, "protocol=udp")[0]?.timeout, "30s");
    await made.network.run("20s");
    assert.equal(connections(made, "protocol=udp")[0]?.timeout, "3m");
    made.network.traffic(false);
    await made.network.run("2m59s");
    assert.equal(connections(made, "protocol=udp").length, 1);
    await made.network.run("1s");
    assert.equal(connections(made, "protocol=udp").length, 0);
  });

  it("follow /ip/firewall/connection/tracking, and are not there without it", async () => {
    const made = twoLines(office({ sources: [sip] }));
    made.set("/ip/firewall/connection/tracking", "", { "udp-timeout": "5s" });
    await made.network.run("20s");
    assert.equal(connections(made, "protocol=udp")[0]?.timeout, "5s");
    made.set("/ip/firewall/connection/tracking", "", { enabled: "no" });
    await made.network.run("1m");
    assert.deepEqual(connections(made), []);
  });

  it("of TCP are established for a day, and reset by whoever does not know them", async () => {
    const made = twoLines(office({ sources: [session] }));
    await made.network.run("5s");
    const [row] = connections(made, "protocol=tcp");
    assert.deepEqual([row?.["tcp-state"], row?.timeout], ["established", "1d"]);
  });

  it("are not begun by packets that were dropped", async () => {
    const made = twoLines(office({ sources: [sip] }));
    made.add("/ip/firewall/filter", { chain: "forward", action: "drop" });
    await made.network.run("1m");
    assert.deepEqual(connections(made), []);
    assert.equal(made.network.report().sources[0]?.lost, 3);
  });

  it("are removed by id, once", async () => {
    const made = twoLines(office({ sources: [sip] }));
    await made.network.run("21s");
    const id = connections(made)[0]?.[".id"];
    assert.equal((await made.run("/ip/firewall/connection/remove", [`=.id=${id}`])).trap, undefined);
    assert.equal((await made.run("/ip/firewall/connection/remove", [`=.id=${id}`])).trap, "no such item");
    assert.deepEqual(connections(made, "protocol=udp"), []);
  });

  it("are gone after a reboot, and lines dial again", async () => {
    const made = twoLines(office({ sources: [sip] }));
    await made.network.run("41s");
    made.router.reboot();
    assert.deepEqual(connections(made), []);
    assert.equal(made.rows("/ip/firewall/nat")[0]?.packets, "0");
    await made.network.run("30s");
    assert.equal(made.network.isp("ISP1").address, "203.0.113.10");
  });
});

describe("masquerade and src-nat", () => {
  /** ISP1 fails; what a standing flow does then, and when the line comes back. */
  async function failover(action: "masquerade" | "src-nat") {
    const made = twoLines(office({ sources: [sip] }));
    if (action === "src-nat") {
      made.set("/ip/firewall/nat", "0", { disabled: "yes" });
      for (const [port, address] of [
        ["pppoe-isp1", "203.0.113.10"],
        ["ether2", "198.51.100.20"],
      ] as const) {
        made.add("/ip/firewall/nat", {
          chain: "srcnat",
          action,
          "out-interface": port,
          "to-addresses": address,
        });
      }
    }
    await made.network.run("1m");
    made.network.resetReport();
    return made;
  }

  it("masquerade purges when the interface goes down: the flow moves to the other line", async () => {
    const { network } = await failover("masquerade");
    network.link("ether1", false);
    await network.run("1m");
    const [flow] = network.report().sources;
    assert.deepEqual([flow?.bySource, flow?.lost], [{ "198.51.100.20": 3 }, 0]);
  });

  it("masquerade does not purge when the route flips back: the flow leaks and dies", async () => {
    const { network } = await failover("masquerade");
    network.link("ether1", false);
    await network.run("1m");
    network.link("ether1", true);
    network.resetReport();
    await network.run("10m");
    const report = network.report();
    assert.equal(report.sources[0]?.delivered, 0);
    assert.deepEqual(
      report.leaks.map(({ isp, address, kind, packets }) => [isp, address, kind, packets]),
      [["ISP1", "198.51.100.20", "other", 30]],
    );
  });

  it("a flush by reply-dst-address frees the flow", async () => {
    const made = await failover("masquerade");
    made.network.link("ether1", false);
    await made.network.run("1m");
    made.network.link("ether1", true);
    await made.network.run("1m");
    made.network.resetReport();
    for (const row of connections(made, "reply-dst-address=198.51.100.20")) {
      await made.run("/ip/firewall/connection/remove", [`=.id=${row[".id"]}`]);
    }
    await made.network.run("1m");
    assert.deepEqual(made.network.report().sources[0]?.bySource, { "203.0.113.10": 3 });
  });

  it("masquerade purges when the address changes, too", async () => {
    const { network } = await failover("masquerade");
    network.isp("ISP1").renumber({ address: "203.0.113.77" });
    network.isp("ISP1").terminate();
    await network.run("1m");
    assert.deepEqual(network.report().sources[0]?.bySource, { "203.0.113.77": 3 });
  });

  it("src-nat keeps the connection over the outage, which goes on with the same address", async () => {
    const { network, rows } = await failover("src-nat");
    const id = rows("/ip/firewall/connection", "protocol=udp")[0]?.[".id"];
    network.link("ether1", false);
    await network.run("30s");
    network.link("ether1", true);
    await network.run("30s");
    assert.equal(rows("/ip/firewall/connection", "protocol=udp")[0]?.[".id"], id);
    const report = network.report();
    assert.deepEqual(report.sources[0]?.bySource, { "203.0.113.10": 2 });
    // In between it left by the other line with the dead line's address.
    assert.deepEqual(
      report.leaks.map(({ isp, address }) => [isp, address]),
      [["ISP2", "203.0.113.10"]],
    );
  });

  /** ISP2 without a lease: its port runs, and a route names it, but it has no address. */
  function withoutAddress() {
    const made = office({ sources: [sip] });
    made.add("/ip/route", { gateway: "198.51.100.1%ether2" });
    made.add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", "out-interface": "ether2" });
    return made;
  }

  it("masquerade on an interface without an address borrows the first address of the router", async () => {
    const made = withoutAddress();
    await made.network.run("1m");
    const sources = () => made.network.report().leaks.map(({ isp, address }) => [isp, address]);
    assert.deepEqual(sources(), [["ISP2", "192.168.88.1"]]);
    // The binding is one of that interface: it stays until this goes down, whatever addresses come elsewhere.
    made.add("/ip/address", { address: "192.0.2.2/24", interface: "ether1" });
    made.network.resetReport();
    await made.network.run("1m");
    assert.deepEqual(sources(), [["ISP2", "192.168.88.1"]]);
    made.network.link("ether2", false);
    made.network.link("ether2", true);
    made.network.resetReport();
    await made.network.run("1m");
    assert.deepEqual(sources(), [["ISP2", "192.0.2.2"]]);
  });

  it("masquerade drops what it has no address for at all", async () => {
    const made = withoutAddress();
    made.router.hand.remove("/ip/address", "0");
    await made.network.run("1m");
    const { sources, leaks } = made.network.report();
    const rule = made.rows("/ip/firewall/nat")[0];
    assert.deepEqual(sources[0]?.reasons, { [`nat srcnat masquerade ${rule?.[".id"]}`]: 3 });
    assert.deepEqual([leaks, connections(made), rule?.packets], [[], [], "3"]);
  });

  it("two hosts with the same port get different ones", async () => {
    const sources = ["12", "13"].map((last) => ({ ...sip, name: last, from: `192.168.88.${last}` }));
    const made = twoLines(office({ sources }));
    await made.network.run("41s");
    const ports = connections(made, "protocol=udp").map((row) => row["reply-dst-port"]);
    assert.equal(new Set(ports).size, 2);
    assert.deepEqual(
      made.network.report().sources.map(({ lost }) => lost),
      [0, 0],
    );
  });

  it("a purge in the middle of a TCP connection costs the connection, not the host", async () => {
    const made = twoLines(office({ sources: [session] }));
    await made.network.run("1m");
    made.network.resetReport();
    made.network.link("ether1", false);
    await made.network.run("1m");
    const [flow] = made.network.report().sources;
    assert.equal(flow?.reconnects, 1);
    assert.equal(flow?.lost, 0);
  });
});

describe("FastTrack", () => {
  it("goes past mangle and filter, counts in the dummy rules, and forgets routing marks", async () => {
    const made = twoLines(office({ sources: [sip] }));
    policyRouting(made);
    const mark = {
      chain: "prerouting",
      action: "mark-routing",
      "in-interface-list": "LAN",
      "dst-address-type": "!local",
    };
    made.add("/ip/firewall/mangle", { ...mark, "new-routing-mark": "ISP2" });
    made.add("/ip/firewall/filter", {
      chain: "forward",
      action: "fasttrack-connection",
      "connection-state": "established",
    });
    await made.network.run("1s");
    made.network.resetReport();
    await made.network.run("2m");
    const dummies = made.rows("/ip/firewall/filter", "dynamic=true");
    assert.ok(Number(dummies[0]?.packets) > 0);
    assert.equal(connections(made, "protocol=udp")[0]?.fasttrack, "true");
    // The mark sent the first packet by ISP2; without it main sends the rest by ISP1, with ISP2's address.
    const report = made.network.report();
    assert.deepEqual(report.sources[0]?.byIsp, { ISP2: 1 });
    assert.deepEqual(
      report.leaks.map(({ isp, address }) => [isp, address]),
      [["ISP1", "198.51.100.20"]],
    );
  });
});

describe("the router's own packets", () => {
  it("meet the output filter with the interface of the first decision", async () => {
    const made = twoLines(office({ sources: [{ kind: "router", name: "own", isp: "ISP2", to: "1.1.1.1" }] }));
    policyRouting(made);
    made.add("/ip/firewall/mangle", {
      chain: "output",
      action: "mark-routing",
      "src-address": "198.51.100.20",
      "new-routing-mark": "ISP2",
    });
    made.add("/ip/firewall/filter", {
      chain: "output",
      action: "passthrough",
      "out-interface": "pppoe-isp1",
    });
    made.add("/ip/firewall/filter", { chain: "output", action: "passthrough", "out-interface": "ether2" });
    await made.network.run("2s");
    made.network.resetReport();
    const packets = () => made.rows("/ip/firewall/filter").map((row) => Number(row.packets));
    const before = packets();
    await made.network.run("10s");
    const after = packets();
    assert.deepEqual([(after[0] ?? 0) - (before[0] ?? 0), (after[1] ?? 0) - (before[1] ?? 0)], [10, 0]);
    assert.deepEqual(made.network.report().sources[0]?.byIsp, { ISP2: 10 });
  });

  it("answer on the line they were asked on, once connections are marked", async () => {
    const made = twoLines(
      office({ sources: [{ kind: "forward", name: "winbox", isp: "ISP2", port: 8291 }] }),
    );
    await made.network.run("2s");
    made.network.resetReport();
    await made.network.run("5s");
    assert.equal(made.network.report().sources[0]?.brokenReplies, 5);
    policyRouting(made);
    made.network.resetReport();
    await made.network.run("5s");
    assert.deepEqual(
      [made.network.report().sources[0]?.lost, made.network.report().sources[0]?.byIsp],
      [0, { ISP2: 5 }],
    );
  });
});

it("a drop of invalid packets stops what a purge left without NAT", async () => {
  const made = twoLines(office({ sources: [host] }));
  made.set("/ip/firewall/connection/tracking", "", { "loose-tcp-tracking": "no" });
  made.add("/ip/firewall/filter", { chain: "forward", action: "drop", "connection-state": "invalid" });
  await made.network.run("5s");
  assert.equal(made.rows("/ip/firewall/filter")[0]?.packets, "0");
});
