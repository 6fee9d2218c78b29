import assert from "node:assert/strict";
import { parseDualWan } from "../../../src/failover/args";
import { namesOf } from "../../../src/failover/names";
import { dhcp, lte, plain, pppoe, standing } from "../support/offices";

const private10 = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const hosts = ["1.1.1.1", "8.8.8.8", "9.9.9.9", "208.67.222.222"];

/** The office of two lines of the given kinds. */
const linesOf = (first: object, second: object = dhcp, rest: object = {}) =>
  parseDualWan({ wans: [first, second], ...rest }).lines;

describe("what is left out of the arguments", () => {
  it("is decided, down to the last value", () => {
    const { names, ...office } = parseDualWan(plain);
    assert.equal(JSON.stringify(names), JSON.stringify(namesOf(7, undefined)));
    assert.deepEqual(office, {
      dialect: 7,
      lines: [
        {
          number: 1,
          name: "ISP1",
          access: {
            kind: "pppoe",
            port: "ether1",
            user: "user1",
            password: "secret-of-isp1",
            keepaliveTimeout: 10,
            ...{
              profile: undefined,
              serviceName: undefined,
              acName: undefined,
              allow: undefined,
              mtu: undefined,
            },
          },
          gateway: { by: "interface" },
          interface: "pppoe-isp1",
          address: undefined,
          secondaryAddresses: [],
          metered: false,
          blockList: undefined,
          hooks: true,
        },
        {
          number: 2,
          name: "ISP2",
          access: { kind: "dhcp" },
          gateway: { by: "dhcp" },
          interface: "ether2",
          address: undefined,
          secondaryAddresses: [],
          metered: false,
          blockList: undefined,
          hooks: true,
        },
      ],
      lan: { networks: private10, interface: "bridge", wanList: "WAN", fastTrackRule: undefined },
      flows: "follow",
      natMode: "masquerade",
      strategy: {
        kind: "script",
        probing: {
          kind: "ping",
          targets: hosts,
          port: undefined,
          packets: 2,
          wait: 250,
          maxRtt: undefined,
          window: 6,
          lossLimit: 13,
          recoverLoss: 5,
          fail: 3,
          recover: 12,
          dwell: 60_000,
          failback: "automatic",
        },
      },
      interval: 5000,
      objectives: { blackHole: 20_000, loss: 60_000, linkLoss: 2000, flowRecovery: 5000, flapping: 2 },
      flush: { what: "departed-wan" },
      notify: [],
      flushDns: false,
      updateCloudDns: false,
      inbound: [],
      routerServices: [],
      pins: [],
      gre: [],
      ipsec: [],
      sourceGuard: true,
      maintenance: undefined,
      adopt: undefined,
      preflight: "warn",
    });
  });

  it("is what the routes can keep, with strategy recursive", () => {
    const { strategy, interval, objectives } = parseDualWan({ ...plain, strategy: "recursive" });
    assert.deepEqual(strategy, {
      kind: "recursive",
      checking: {
        canaries: [
          [hosts[0], hosts[2]],
          [hosts[1], hosts[3]],
        ],
        settings: undefined,
      },
    });
    assert.equal(interval, 5000);
    assert.deepEqual(objectives, {
      blackHole: 22_000,
      loss: undefined,
      linkLoss: 2000,
      flowRecovery: 5000,
      flapping: undefined,
    });
  });

  for (const [kind, port, packets, fail, loss] of [
    ["ping", undefined, 2, 3, 60_000],
    ["tcp", 443, 1, 2, undefined],
    ["http", 80, 1, 2, undefined],
    ["dns", undefined, 1, 2, undefined],
  ] as const)
    it(`suits probes of kind ${kind}`, () => {
      const { strategy, objectives } = parseDualWan({
        ...plain,
        probes: { kind, ...(kind === "http" && { targets: ["203.0.118.80", "203.0.118.81"] }) },
      });
      assert.ok(strategy.kind === "script");
      const { probing } = strategy;
      assert.deepEqual(
        [probing.port, probing.packets, probing.fail, objectives.loss],
        [port, packets, fail, loss],
      );
    });

  it("is an interval that a round of many lines fits into", () => {
    const three = parseDualWan({ wans: [pppoe, dhcp, standing] });
    assert.equal(three.interval, 5000);
    const slow = parseDualWan({
      ...plain,
      probes: { maxRtt: "1s" },
      objectives: { blackHole: "1m", loss: "2m" },
    });
    // Two lines, four hosts, a second for each, and two to spare.
    assert.equal(slow.interval, 10_000);
  });

  it("is a hook wherever the line can have one, and none where that would dial a line that is taken over", () => {
    const hooked = (first: object, rest: object = {}) => linesOf(first, dhcp, rest)[0]?.hooks;
    assert.equal(hooked(pppoe), true);
    assert.equal(hooked({ ...dhcp, interface: "ether1" }), true);
    assert.equal(hooked(standing), false);
    assert.equal(hooked(lte), false);
    assert.equal(hooked(lte, { adopt: false }), false);
    assert.equal(hooked({ ...pppoe, profile: "of-the-provider" }), false);
    assert.equal(hooked({ ...pppoe, hooks: false }), false);
    assert.equal(hooked(pppoe, { adopt: true }), false);
    assert.equal(hooked({ ...pppoe, hooks: true }, { adopt: true }), true);
  });

  it("is the address that stands, and the way to the gateway that the line's kind has", () => {
    const ways = [
      [pppoe, undefined, { by: "interface" }],
      [{ ...pppoe, sourceAddress: "203.0.113.7" }, "203.0.113.7", { by: "interface" }],
      [{ ...dhcp, interface: "ether1" }, undefined, { by: "dhcp" }],
      [standing, "203.0.113.130", { by: "address", address: "203.0.113.129" }],
      [lte, undefined, { by: "interface" }],
      [{ ...lte, gateway: "dhcp" }, undefined, { by: "dhcp" }],
      [{ ...lte, gateway: "203.0.113.1" }, undefined, { by: "address", address: "203.0.113.1" }],
    ] as const;
    for (const [line, address, gateway] of ways) {
      const [first] = linesOf(line);
      assert.deepEqual([first?.address, first?.gateway], [address, gateway], JSON.stringify(line));
    }
  });

  it("is a name for the PPPoE interface that is the line's", () => {
    assert.equal(linesOf({ ...pppoe, name: "Fiber" })[0]?.interface, "pppoe-fiber");
    assert.equal(linesOf({ ...pppoe, pppoeInterface: "dsl" })[0]?.interface, "dsl");
  });

  it("is the how-to's list of services", () => {
    const { flush } = parseDualWan({ ...plain, onSwitch: { flush: { services: "how-to" } } });
    assert.ok(flush.what === "services");
    assert.deepEqual(
      flush.services.map(({ protocol, port }) => `${protocol} ${port ?? ""}`.trim()),
      ["udp 5060", "udp 4569", "udp 4500", "udp 500", "udp 1701", "ospf"],
    );
  });
});

describe("what is given in the arguments", () => {
  it("is times in milliseconds, however they are written", () => {
    for (const interval of ["4s", 4, "00:00:04", "4000ms"])
      assert.equal(parseDualWan({ ...plain, interval }).interval, 4000, String(interval));
  });

  it("is taken once, in RouterOS's form", () => {
    const { lan, pins, inbound, lines } = parseDualWan({
      wans: [{ ...pppoe, secondaryAddresses: ["198.51.100.9/29", "198.51.100.9/29"] }, dhcp],
      lan: { networks: ["192.168.88.1/24", "10.0.0.0/8", "192.168.88.0/24"] },
      pinning: [{ name: "a", wan: "ISP1", hosts: ["192.168.88.9", "192.168.88.9/32", "192.168.88.0/24"] }],
      inbound: [
        { name: "web", protocol: "tcp", port: 80, to: "192.168.88.9", from: ["1.2.3.4", "1.2.3.4/32"] },
      ],
    });
    assert.deepEqual(lan.networks, [...private10, "192.168.88.0/24"]);
    assert.deepEqual(pins[0]?.hosts, ["192.168.88.9", "192.168.88.0/24"]);
    assert.deepEqual(inbound[0]?.from, ["1.2.3.4"]);
    assert.deepEqual(lines[0]?.secondaryAddresses, ["198.51.100.9/29"]);
  });

  it("gives each line its share of the hosts that routes ask", () => {
    const { strategy } = parseDualWan({
      wans: [pppoe, dhcp, standing],
      strategy: "recursive",
      probes: { targets: hosts, checkGateway: { interval: "2s", timeout: "1s", count: 2 } },
    });
    assert.deepEqual(strategy, {
      kind: "recursive",
      checking: {
        canaries: [[hosts[0], hosts[3]], [hosts[1]], [hosts[2]]],
        settings: { interval: 2000, timeout: 1000, count: 2 },
      },
    });
  });
});
