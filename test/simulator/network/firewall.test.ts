import assert from "node:assert/strict";
import { schemaFor } from "../../../simulator/config/schema";
import { matchers, notMatchers } from "../../../simulator/network/firewall/matchers";
import { packet, protocols, tcpFlags } from "../../../simulator/network/packet";
import { host, office, twoLines } from "./office";

/** Value of a matcher, a packet property that meets it and one that does not: met by ICMP from 192.168.88.10 to 8.8.8.8. */
const cases: readonly (readonly [matcher: string, meets: string, misses: string])[] = [
  ["protocol", "udp", "tcp"],
  ["src-address", "192.168.88.0/24", "192.168.89.0/24"],
  ["src-address", "192.168.88.1-192.168.88.20", "!192.168.88.10"],
  ["dst-address", "8.8.8.8", "!8.8.8.8"],
  ["dst-port", "80,400-500", "444-500"],
  ["src-port", "!1-1000", "1-1000"],
  ["port", "443", "442"],
  ["in-interface", "bridge", "!bridge"],
  ["out-interface", "pppoe-isp1", "ether2"],
  ["out-interface", "all-ppp", "all-ethernet"],
  ["in-interface-list", "LAN", "WAN"],
  ["out-interface-list", "WAN", "!WAN"],
  ["in-interface-list", "all", "none"],
  ["connection-state", "established,new", "invalid,related"],
  ["connection-mark", "no-mark", "!no-mark"],
  ["packet-mark", "no-mark", "x"],
  ["routing-mark", "main", "!main"],
  ["src-address-list", "desks", "!desks"],
  ["dst-address-list", "!desks", "desks"],
  ["dst-address-type", "unicast", "local"],
  ["src-address-type", "!local", "broadcast"],
  ["packet-size", "60-70", "65-70"],
  ["dscp", "0", "!0"],
  ["ttl", "equal:63", "greater-than:63"],
  ["ttl", "less-than:64", "not-equal:63"],
  ["random", "99", ""],
  ["nth", "1,1", ""],
  ["limit", "1000/1s,1000:packet", ""],
  ["dst-limit", "1000/1s,1000,src-and-dst-addresses/1m40s", ""],
  ["connection-limit", "0,32", "100000,24"],
  ["psd", "1,3s,3,1", "10,3s,3,1"],
  // Simulated packets carry nothing to look into.
  ["content", "", "secret"],
  ["tls-host", "!*.example.com", "*.example.com"],
  ["time", "0s-1d", "1h-2h"],
  ["connection-bytes", "1-1000000", "1000000-2000000"],
  ["connection-bytes", "1-0", "2000000-0"],
  ["ipsec-policy", "out,none", "out,ipsec"],
  ["fragment", "no", "yes"],
  ["connection-nat-state", "!dstnat", "srcnat"],
];

describe("matchers", () => {
  for (const [name, meets, misses] of cases) {
    it(`${name}=${meets || "anything"} meets${misses === "" ? "" : `, ${misses} does not`}`, async () => {
      const made = twoLines(office({ sources: [host] }));
      made.add("/ip/firewall/address-list", { list: "desks", address: "192.168.88.10" });
      await made.network.run("2s");
      // What tells the desk's packets from the answers, with another matcher than the one in question.
      const base: Record<string, string> =
        name === "src-address" ? { "dst-address": "8.8.8.8" } : { "src-address": "192.168.88.10" };
      const rule = { chain: "forward", action: "passthrough", ...base };
      const ported: Record<string, string> = name.includes("port") ? { protocol: "udp" } : {};
      made.add("/ip/firewall/filter", { ...ported, ...rule, [name]: meets });
      if (misses !== "") made.add("/ip/firewall/filter", { ...ported, ...rule, [name]: misses });
      await made.network.run("1s");
      const packets = made.rows("/ip/firewall/filter").map((row) => Number(row.packets));
      // One percent of chance is left out of `random`.
      assert.ok((packets[0] ?? 0) >= (name === "random" ? 8 : 10), `${packets[0]} of 10 meet it`);
      if (misses !== "") assert.equal(packets[1], 0);
      assert.deepEqual(made.network.report().gaps, []);
    });
  }

  it("limit lets its rate through", async () => {
    const made = twoLines(office({ sources: [host] }));
    made.add("/ip/firewall/filter", {
      chain: "forward",
      action: "passthrough",
      limit: "1/1s,2:packet",
      "in-interface": "bridge",
    });
    await made.network.run("10s");
    assert.equal(made.rows("/ip/firewall/filter")[0]?.packets, "11");
  });

  it("nth takes every third, the classifier its share of the ports", async () => {
    const made = twoLines(office({ sources: [host] }));
    const rule = { chain: "forward", action: "passthrough", "in-interface": "bridge" };
    await made.network.run("2s");
    made.add("/ip/firewall/filter", { ...rule, nth: "3,1" });
    made.add("/ip/firewall/filter", { ...rule, "per-connection-classifier": "src-port:2/0" });
    made.add("/ip/firewall/filter", { ...rule, "per-connection-classifier": "src-port:2/1" });
    await made.network.run("30s");
    const [third = 0, even = 0, odd = 0] = made.rows("/ip/firewall/filter").map((row) => Number(row.packets));
    assert.equal(third, 100);
    assert.equal(even + odd, 300);
    assert.ok(even > 90 && odd > 90, `${even} and ${odd}`);
  });

  it("tcp-flags and icmp-options look into packets", () => {
    const around = {} as Parameters<NonNullable<(typeof matchers)[string]>>[1];
    const syn = packet({ protocol: protocols.tcp, source: 1, destination: 2, tcp: tcpFlags.syn });
    const echo = packet({ protocol: protocols.icmp, source: 1, destination: 2 });
    assert.equal(matchers["tcp-flags"]?.("syn,!ack", around)?.(syn), true);
    assert.equal(matchers["tcp-flags"]?.("syn,ack", around)?.(syn), false);
    assert.equal(matchers["icmp-options"]?.("8:0-255", around)?.(echo), true);
    assert.equal(matchers["icmp-options"]?.("0:0", around)?.(echo), false);
  });

  it("that a version has are simulated, or known gaps, or no matchers", () => {
    const gaps = new Set([
      ...["connection-rate", "connection-type", "hotspot", "in-bridge-port", "in-bridge-port-list"],
      ...["ingress-priority", "ipv4-options", "out-bridge-port", "out-bridge-port-list", "p2p", "priority"],
      ...["realm", "src-mac-address", "tcp-mss"],
    ]);
    for (const version of ["6.49", "7.21.5", "7.24"] as const) {
      for (const table of ["filter", "nat", "mangle"]) {
        for (const name of schemaFor(version).get(`/ip/firewall/${table}`)?.properties.keys() ?? []) {
          const known = name in matchers || notMatchers.has(name) || gaps.has(name);
          assert.ok(known, `${version} ${table}: ${name} is neither simulated nor a known gap`);
        }
      }
    }
  });
});

describe("a matcher or action that is not simulated", () => {
  it("ends a packet that may meet it, and says which rule and what", async () => {
    const made = twoLines(office({ sources: [host] }));
    made.add("/ip/firewall/filter", { chain: "forward", action: "accept", realm: "7" });
    await made.network.run("2s");
    const report = made.network.report();
    assert.equal(report.sources[0]?.delivered, 0);
    assert.deepEqual(report.gaps, ["/ip/firewall/filter *1: the matcher realm=7"]);
    const logged = made.rows("/log").filter((row) => row.topics === "simulator,error");
    assert.deepEqual(
      logged.map((row) => row.message),
      ["the simulator does not implement /ip/firewall/filter *1: the matcher realm=7"],
    );
  });

  it("does nothing to packets that cannot meet its rule", async () => {
    const made = twoLines(office({ sources: [host] }));
    made.add("/ip/firewall/mangle", {
      chain: "forward",
      action: "route",
      "route-dst": "10.0.0.1",
      protocol: "gre",
    });
    made.add("/ip/firewall/filter", {
      chain: "input",
      action: "accept",
      realm: "7",
      "in-interface": "ether5",
    });
    await made.network.run("2s");
    assert.deepEqual(made.network.report().gaps, []);
    assert.ok((made.network.report().sources[0]?.delivered ?? 0) > 15);
  });
});

describe("chains", () => {
  it("jump and return, count each rule they meet, and can be counted anew", async () => {
    const made = twoLines(office({ sources: [host] }));
    const rules: Record<string, string>[] = [
      { chain: "forward", action: "jump", "jump-target": "mine" },
      { chain: "mine", action: "return", "in-interface-list": "!LAN" },
      { chain: "mine", action: "passthrough" },
      { chain: "forward", action: "accept" },
    ];
    for (const rule of rules) made.add("/ip/firewall/filter", rule);
    await made.network.run("400ms");
    made.network.resetReport();
    await made.run("/ip/firewall/filter/reset-counters-all");
    await made.network.run("1s");
    const counted = () => made.rows("/ip/firewall/filter").map((row) => Number(row.packets));
    assert.deepEqual(counted(), [20, 10, 10, 20]);
    assert.equal(made.rows("/ip/firewall/filter")[0]?.bytes, String(20 * 64));
    await made.run("/ip/firewall/filter/reset-counters", ["=numbers=0"]);
    assert.deepEqual(counted().slice(0, 2), [0, 10]);
  });

  it("redirect to the address of the interface that a packet came in on, and drop it where there is none", async () => {
    const made = twoLines(office({ sources: [host] }));
    made.add("/ip/firewall/nat", { chain: "dstnat", action: "redirect", protocol: "udp", "to-ports": "53" });
    await made.network.run("1s");
    const [tracked] = made.rows("/ip/firewall/connection", "protocol=udp");
    assert.deepEqual([tracked?.["reply-src-address"], tracked?.["reply-src-port"]], ["192.168.88.1", "53"]);
    made.set("/ip/address", "0", { disabled: "yes" });
    made.network.resetReport();
    await made.network.run("1s");
    const [{ delivered, reasons } = { delivered: 0, reasons: {} }] = made.network.report().sources;
    assert.deepEqual([delivered, Object.keys(reasons)], [0, ["nat dstnat redirect *2"]]);
  });

  it("log what a rule with log=yes meets", async () => {
    const made = twoLines(office({ sources: [host] }));
    made.add("/ip/firewall/filter", { chain: "forward", action: "drop", log: "yes", "log-prefix": "no" });
    await made.network.run("1s");
    const [line] = made.rows("/log").filter((row) => row.topics === "firewall,info");
    assert.match(
      line?.message ?? "",
      /^no forward: in:bridge out:\S+, connection-state:new proto UDP, 192\.168\.88\.10:\d+->8\.8\.8\.8:443, len 64$/,
    );
  });

  it("add to address lists with a timeout", async () => {
    const made = twoLines(office({ sources: [host] }));
    const rule = { chain: "forward", action: "add-src-to-address-list", "in-interface": "bridge" };
    made.add("/ip/firewall/filter", { ...rule, "address-list": "seen", "address-list-timeout": "10s" });
    await made.network.run("2s");
    const [entry] = made.rows("/ip/firewall/address-list");
    assert.deepEqual([entry?.list, entry?.address, entry?.dynamic], ["seen", "192.168.88.10", "true"]);
    made.network.traffic(false);
    await made.network.run("15s");
    assert.deepEqual(made.rows("/ip/firewall/address-list"), []);
  });
});
