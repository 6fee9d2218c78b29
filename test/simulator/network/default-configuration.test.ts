import assert from "node:assert/strict";
import { dhcpIsp, host, type Office, office, pppoeIsp, staticIsp, twoLines } from "./office";

const filter = "/ip/firewall/filter";
const open = "established,related,untracked";

/** The firewall that a home or office router of MikroTik comes with. */
const defaults: readonly (readonly [menu: string, rule: Readonly<Record<string, string>>])[] = [
  [filter, { chain: "input", action: "accept", "connection-state": open }],
  [filter, { chain: "input", action: "drop", "connection-state": "invalid" }],
  [filter, { chain: "input", action: "accept", protocol: "icmp" }],
  [filter, { chain: "input", action: "accept", "dst-address": "127.0.0.1" }],
  [filter, { chain: "input", action: "drop", "in-interface-list": "!LAN" }],
  [filter, { chain: "forward", action: "accept", "ipsec-policy": "in,ipsec" }],
  [filter, { chain: "forward", action: "accept", "ipsec-policy": "out,ipsec" }],
  [filter, { chain: "forward", action: "fasttrack-connection", "connection-state": "established,related" }],
  [filter, { chain: "forward", action: "accept", "connection-state": open }],
  [filter, { chain: "forward", action: "drop", "connection-state": "invalid" }],
  [
    filter,
    {
      chain: "forward",
      action: "drop",
      "connection-state": "new",
      "connection-nat-state": "!dstnat",
      "in-interface-list": "WAN",
    },
  ],
];

/** What public how-tos put in front of it. */
const hardening: typeof defaults = [
  [filter, { chain: "input", action: "jump", "jump-target": "attacks", "in-interface-list": "WAN" }],
  [filter, { chain: "attacks", action: "return", "dst-limit": "32,32,src-and-dst-addresses/10s" }],
  [
    filter,
    {
      chain: "attacks",
      action: "add-src-to-address-list",
      "address-list": "attackers",
      "address-list-timeout": "10m",
    },
  ],
  [
    filter,
    {
      chain: "input",
      action: "tarpit",
      protocol: "tcp",
      "connection-limit": "3,32",
      "src-address-list": "attackers",
    },
  ],
  [
    filter,
    {
      chain: "input",
      action: "add-src-to-address-list",
      protocol: "tcp",
      psd: "21,3s,3,1",
      "address-list": "scanners",
      "address-list-timeout": "2w",
    },
  ],
  [filter, { chain: "input", action: "drop", protocol: "tcp", "tcp-flags": "fin,!syn,!rst,!ack" }],
  [filter, { chain: "output", action: "accept", protocol: "tcp", content: "530 Login incorrect" }],
  [
    filter,
    { chain: "forward", action: "reject", protocol: "tcp", "tls-host": "*.example.com", "dst-port": "443" },
  ],
];

const web = {
  kind: "forward",
  name: "web",
  isp: "ISP1",
  port: 80,
  host: "192.168.88.20",
  interface: "bridge",
} as const;

for (const version of ["6.49", "7.12.2", "7.21.5", "7.24"] as const) {
  it(`the default configuration, hardened, runs whole on ${version}: out, in by a forward, and nothing else`, async () => {
    const sources = [host, web, { kind: "forward", name: "winbox", isp: "ISP1", port: 8291 }] as const;
    const made = twoLines(office({ sources }, version));
    for (const [menu, rule] of [...hardening, ...defaults]) made.add(menu, rule);
    made.set("/ip/firewall/nat", "0", { "ipsec-policy": "out,none" });
    made.add("/ip/firewall/nat", {
      chain: "dstnat",
      action: "dst-nat",
      protocol: "tcp",
      "dst-port": "80",
      "in-interface-list": "WAN",
      "to-addresses": "192.168.88.20",
    });
    await made.network.run("3s");
    made.network.resetReport();
    await made.network.run("10s");
    const report = made.network.report();
    assert.deepEqual(report.gaps, []);
    assert.deepEqual(report.leaks, []);
    assert.deepEqual(
      report.sources.map(({ delivered }) => delivered),
      [100, 10, 0],
    );
    const ping = await made.run("/ping", ["=address=127.0.0.1", "=count=1"]);
    assert.equal(ping.rows.at(-1)?.received, "1");
  });
}

describe("counting", () => {
  const reportOf = async (made: Office, time = "10s") => {
    made.network.resetReport();
    await made.network.run(time);
    return made.network.report();
  };

  it("takes a delivered answer by the other line for a broken one, where the lines filter no sources", async () => {
    const isps = [{ ...pppoeIsp, sourceFilter: false }, dhcpIsp];
    const inbound = { kind: "forward", name: "own", isp: "ISP2", port: 22 } as const;
    const made = twoLines(office({ isps, sources: [inbound] }));
    await made.network.run("3s");
    const { sources, leaks } = await reportOf(made);
    assert.deepEqual(
      [sources[0]?.delivered, sources[0]?.brokenReplies, sources[0]?.byIsp],
      [10, 10, { ISP1: 10 }],
    );
    assert.deepEqual(
      leaks.map(({ kind, address, packets }) => [kind, address, packets]),
      [["other", "198.51.100.20", 10]],
    );
  });

  it("takes a packet that no ARP reply let onto the line for no leak", async () => {
    const made = office({ isps: [staticIsp], sources: [host] });
    made.add("/ip/address", { address: "192.0.2.2/24", interface: "ether3" });
    made.add("/ip/route", { gateway: "192.0.2.77" });
    await made.network.run("1s");
    const silent = await reportOf(made);
    assert.deepEqual(
      [silent.leaks, silent.sources[0]?.reasons],
      [[], { "no ARP reply from 192.0.2.77": 100 }],
    );
    made.set("/ip/route", "0", { gateway: "192.0.2.1" });
    const { leaks } = await reportOf(made);
    assert.deepEqual(
      leaks.map(({ kind, address, packets }) => [kind, address, packets]),
      [["private", "192.168.88.10", 100]],
    );
  });

  it("reaches nobody behind carrier-grade NAT from outside", async () => {
    const isps = [pppoeIsp, { ...dhcpIsp, address: "100.64.3.4/10", gateway: "100.64.0.1" }];
    const made = twoLines(
      office({ isps, sources: [{ kind: "forward", name: "own", isp: "ISP2", port: 22 }] }),
    );
    await made.network.run("3s");
    const { sources } = await reportOf(made);
    assert.deepEqual(sources[0]?.reasons, { "100.64.3.4 is behind the NAT of ISP2": 10 });
  });

  it("gets nothing from a gateway for an address that is not its customer's", async () => {
    const made = twoLines(office());
    made.set("/ip/firewall/nat", "0", { disabled: "yes" });
    await made.network.run("3s");
    const ping = async (source: string) =>
      (await made.run("/ping", ["=address=198.51.100.1", `=src-address=${source}`, "=count=1"])).rows.at(-1)
        ?.received;
    assert.deepEqual([await ping("198.51.100.20"), await ping("203.0.113.10")], ["1", "0"]);
  });

  it("passes over disabled rules, and those on a bridge's port", async () => {
    const made = twoLines(office({ sources: [host] }));
    made.add("/interface/bridge/port", { bridge: "bridge", interface: "ether4" });
    made.add(filter, { chain: "forward", action: "drop", disabled: "yes" });
    made.add(filter, { chain: "forward", action: "drop", "in-interface": "!ether4" });
    made.add(filter, { chain: "forward", action: "passthrough", "src-address": "192.168.88.10" });
    await made.network.run("3s");
    for (const row of ["0", "1", "2"]) await made.run(`${filter}/reset-counters`, [`=numbers=${row}`]);
    const { sources } = await reportOf(made);
    assert.equal(sources[0]?.delivered, 100);
    assert.deepEqual(
      made.rows(filter).map(({ packets, bytes }) => [packets, bytes]),
      [
        ["0", "0"],
        ["0", "0"],
        ["100", "6400"],
      ],
    );
  });

  it("two providers with the same gateway and the same private address are told apart", async () => {
    const same = { access: "dhcp", address: "192.168.1.10/24", gateway: "192.168.1.1" } as const;
    const isps = [
      { ...same, name: "A", interface: "ether1" },
      { ...same, name: "B", interface: "ether2" },
    ];
    const made = office({ isps, sources: [host] });
    for (const port of ["ether1", "ether2"]) {
      made.add("/ip/dhcp-client", { interface: port, "add-default-route": "no", disabled: "no" });
      made.add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", "out-interface": port });
    }
    made.add("/ip/route", { gateway: "192.168.1.1%ether2" });
    await made.network.run("5s");
    made.network.isp("A").set({ upstream: "blackhole" });
    const { sources } = await reportOf(made);
    assert.deepEqual(sources[0]?.byIsp, { B: 100 });
  });
});
