import assert from "node:assert/strict";
import type { TimelineEvent } from "../../../simulator/network";
import { dhcpIsp, host, office, policyRouting, pppoeIsp, twoLines } from "./office";

const sources = [
  host,
  { kind: "tcp", name: "session", from: "192.168.88.11", interface: "bridge", to: "9.9.9.9" },
  { kind: "udp", name: "sip", from: "192.168.88.12", interface: "bridge", to: "9.9.9.10", port: 5060 },
  { kind: "udp", name: "wireguard", from: "router", to: "9.9.9.11", port: 51820, every: 25_000 },
  { kind: "forward", name: "web by ISP1", isp: "ISP1", port: 80, host: "192.168.88.20", interface: "bridge" },
  { kind: "forward", name: "web by ISP2", isp: "ISP2", port: 80, host: "192.168.88.20", interface: "bridge" },
  { kind: "router", name: "own by ISP2", isp: "ISP2", to: "1.1.1.1" },
  { kind: "gre", name: "tunnel", isp: "ISP1", to: "7.7.7.7" },
] as const;

function lab(seed: number) {
  const made = twoLines(
    office({
      isps: [
        { ...pppoeIsp, loss: 2, latency: 20, jitter: 15 },
        { ...dhcpIsp, loss: 1, latency: 40, jitter: 30 },
      ],
      targets: [{ address: "8.8.8.8" }],
      sources,
      seed,
    }),
  );
  policyRouting(made);
  made.add("/ip/firewall/nat", {
    chain: "dstnat",
    action: "dst-nat",
    protocol: "tcp",
    "dst-port": "80",
    "dst-address-type": "local",
    "to-addresses": "192.168.88.20",
  });
  made.add("/tool/netwatch", { host: "8.8.8.8", type: "icmp", "startup-delay": "0s" });
  return made;
}

const outages: readonly TimelineEvent[] = [
  { at: "2m", isp: "ISP1", set: { upstream: "blackhole" } },
  { at: "4m", isp: "ISP1", set: { upstream: "up", loss: 30 } },
  { at: "6m", isp: "ISP1", set: { loss: 0, answers: false } },
  { at: "8m", isp: "ISP1", set: { answers: true } },
  { at: "9m", isp: "ISP1", does: "terminate" },
  { at: "10m", link: "ether1", up: false },
  { at: "11m", link: "ether2", up: false },
  { at: "12m", link: "ether2", up: true },
  { at: "13m", link: "ether1", up: true },
  { at: "14m", isp: "ISP2", does: "renumber", address: "198.18.0.9/24", gateway: "198.18.0.1" },
  { at: "15m", target: "8.8.8.8", alive: false },
  { at: "16m", run: (network) => network.traffic(false) },
];

async function played(seed: number) {
  const made = lab(seed);
  made.network.timeline(outages);
  await made.network.run("20m");
  return { log: made.network.log.text(), report: JSON.stringify(made.network.report()), made };
}

describe("a scenario", () => {
  it("with the same seed is the same, byte for byte", async () => {
    const [one, other, different] = [await played(7), await played(7), await played(8)];
    assert.equal(one.log, other.log);
    assert.equal(one.report, other.report);
    assert.notEqual(one.report, different.report);
    assert.ok(one.log.split("\n").length > 40);
  });

  it("with both lines down and back counts an outage from the first lost packet to the first that arrives", async () => {
    const made = twoLines(office({ sources: [host] }));
    await made.network.run("5s");
    made.network.resetReport();
    made.network.timeline([
      { at: 10_050, link: "ether1", up: false },
      { at: 10_050, link: "ether2", up: false },
      { at: 20_050, link: "ether2", up: true },
    ]);
    await made.network.run("60s");
    const [desk] = made.network.report().sources;
    // The lease is there 100 ms after the link: the first lost packet went at 10.1 s, the first good one at 20.2 s.
    assert.deepEqual(
      desk?.outages.map(({ from, to, lost }) => [to - from, lost]),
      [[10_100, 101]],
    );
    assert.equal(desk?.outageSeconds, 10.1);
    assert.equal(desk?.lost, 101);
  });

  it("of one dead target of several leaves the others alone", async () => {
    const made = twoLines(
      office({ sources: [host, { ...host, name: "other", from: "192.168.88.13", to: "9.9.9.9" }] }),
    );
    await made.network.run("5s");
    made.network.resetReport();
    made.network.target("8.8.8.8", false);
    await made.network.run("10s");
    assert.deepEqual(
      made.network.report().sources.map(({ lost }) => lost),
      [100, 0],
    );
  });

  it("with the same gateway on both lines tells them apart by the interface", async () => {
    const same = { gateway: "192.168.1.1", access: "dhcp" } as const;
    const made = office({
      isps: [
        { ...same, name: "A", interface: "ether1", address: "192.168.1.10/24" },
        { ...same, name: "B", interface: "ether2", address: "192.168.1.20/24" },
      ],
      sources: [host],
    });
    for (const port of ["ether1", "ether2"]) {
      made.add("/ip/dhcp-client", { interface: port, "add-default-route": "no", disabled: "no" });
      made.add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", "out-interface": port });
    }
    made.add("/ip/route", { gateway: "192.168.1.1%ether2" });
    await made.network.run("5s");
    made.network.resetReport();
    await made.network.run("5s");
    assert.deepEqual(made.network.report().sources[0]?.bySource, { "192.168.1.20": 50 });
  });

  it("with a hairpin reaches the server of the LAN by the WAN address", async () => {
    const made = twoLines(
      office({
        sources: [
          {
            kind: "host",
            name: "inside",
            from: "192.168.88.10",
            interface: "bridge",
            to: "203.0.113.10",
            protocol: "tcp",
            port: 80,
          },
          {
            kind: "forward",
            name: "outside",
            isp: "ISP1",
            port: 80,
            host: "192.168.88.20",
            interface: "bridge",
          },
        ],
      }),
    );
    const dstnat = {
      chain: "dstnat",
      action: "dst-nat",
      protocol: "tcp",
      "dst-port": "80",
      "dst-address-type": "local",
    };
    made.add("/ip/firewall/nat", { ...dstnat, "to-addresses": "192.168.88.20" });
    await made.network.run("3s");
    made.add("/ip/firewall/nat", {
      chain: "srcnat",
      action: "masquerade",
      "src-address": "192.168.88.0/24",
      "dst-address": "192.168.88.20",
    });
    made.network.resetReport();
    await made.network.run("5s");
    assert.deepEqual(
      made.network.report().sources.map(({ lost }) => lost),
      [0, 0],
    );
  });
});

describe("a network", () => {
  it("cannot be put around a router twice", () => {
    const made = office();
    assert.throws(() => made.router.attach(() => assert.fail("built")), /has a network already/);
  });

  it("says which ISP or target does not exist", () => {
    const { network } = office();
    assert.throws(() => network.isp("ISP9"), /there is no ISP ISP9/);
    assert.throws(() => network.target("1.2.3.4", false), /there is no target 1\.2\.3\.4/);
  });
});
