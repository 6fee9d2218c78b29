/** Values that are right alone and wrong together. */
import assert from "node:assert/strict";
import { parseDualWan } from "../../../src/failover/args";
import { each, type Given, mistakesOf } from "../support/mistakes";
import { dhcp, lte, plain, pppoe, standing } from "../support/offices";

const office = (change: Given): Given => ({ ...plain, ...change });
const wans = (...lines: readonly Given[]): Given => ({ wans: lines });
const probes = (given: Given): Given => office({ probes: given });
const recursive = (given: Given, rest: Given = {}): Given =>
  office({ strategy: "recursive", probes: given, ...rest });

const web = { name: "web", protocol: "tcp", port: 443, to: "192.168.88.20" };
const winbox = { name: "winbox", protocol: "tcp", port: 8291 };
const voip = { name: "voip", wan: "ISP2", list: "phones" };
const gre = { name: "gre-hq", wan: "ISP1", remoteAddress: "203.0.118.1" };
const ipsec = { name: "hq", wan: "ISP1", peer: "hq-peer", dstAddress: "10.200.0.0/16" };
const ether1 = { ...dhcp, interface: "ether1" };

describe("arguments that cannot be together are told with their place:", () => {
  describe("lines", () => {
    each([
      [
        "one interface twice",
        wans(ether1, ether1),
        "wans[1].interface: ISP2 and ISP1 have the same interface, ether1: each line needs its own",
      ],
      [
        "one cable twice",
        wans(pppoe, ether1),
        "wans[1].interface: ISP2 and ISP1 are on the same port: one cable that is cut takes both",
      ],
      [
        "two sessions over one cable",
        wans(pppoe, { ...pppoe, name: "Second" }),
        "wans[1].interface: Second and ISP1 are on the same port: one cable that is cut takes both",
      ],
      [
        "one name twice",
        wans({ ...pppoe, name: "Fiber" }, { ...dhcp, name: "fiber" }),
        "wans[1].name: two lines are named fiber",
      ],
      [
        "a name that another line has by default",
        wans(pppoe, { ...dhcp, name: "ISP1" }),
        "wans[1].name: two lines are named ISP1",
      ],
      [
        "names that differ in a sign alone",
        wans({ ...pppoe, name: "A-1" }, { ...dhcp, name: "a--1" }),
        "wans[1].name: two lines are named a--1",
      ],
      [
        "a table of RouterOS's own",
        wans(pppoe, { ...dhcp, name: "Main" }),
        "wans[1].name: RouterOS has a table or list Main of its own: choose another name",
      ],
      [
        "the first word of other comments",
        wans(pppoe, { ...dhcp, name: "GRE" }),
        "wans[1].name: GRE is what the comments of forwards, services or tunnels begin with: choose another name",
      ],
      [
        "one address on two lines",
        wans({ ...pppoe, sourceAddress: "203.0.113.130" }, standing),
        "wans[1]: ISP2 and ISP1 have the same address, 203.0.113.130: it tells by which line a packet leaves",
      ],
      [
        "one secondary address on two lines",
        wans(
          { ...pppoe, secondaryAddresses: ["198.51.100.9/29"] },
          { ...dhcp, secondaryAddresses: ["198.51.100.9/24"] },
        ),
        "wans[1]: ISP2 and ISP1 have the same address, 198.51.100.9: it tells by which line a packet leaves",
      ],
      [
        "a PPPoE interface named like its own port",
        wans({ ...pppoe, pppoeInterface: "ether1" }, dhcp),
        "wans[0].pppoeInterface: ether1 is the name of another interface of the router: choose one of its own",
      ],
      [
        "a PPPoE interface named like the bridge",
        wans({ ...pppoe, pppoeInterface: "bridge" }, dhcp),
        "wans[0].pppoeInterface: bridge is the name of another interface of the router: choose one of its own",
      ],
      [
        "a line that is the inside",
        wans(pppoe, { ...dhcp, interface: "bridge" }),
        "wans[1].interface: bridge is the interface of the inside (lan.interface)",
      ],
      [
        "a gateway out of reach",
        wans(pppoe, { ...standing, gateway: "203.0.113.1" }),
        "wans[1].gateway: 203.0.113.1 is not in the line's network (203.0.113.130/25): the router could not reach it",
      ],
      [
        "a gateway that is the line itself",
        wans(pppoe, { ...standing, gateway: "203.0.113.130" }),
        "wans[1].gateway: is the line's own address",
      ],
      [
        "a source that the line does not have",
        wans(pppoe, { ...standing, sourceAddress: "203.0.113.131" }),
        "wans[1].sourceAddress: 203.0.113.131 is neither the line's address nor one of secondaryAddresses: it could not be sent from",
      ],
      [
        "a line's network inside",
        { ...wans(pppoe, standing), lan: { networks: ["203.0.113.128/25"] } },
        "wans[1].address: is in a network inside (lan.networks)",
      ],
      [
        "a line's network around one inside",
        { ...wans(pppoe, standing), lan: { networks: ["203.0.113.192/26"] } },
        "wans[1].address: 203.0.113.128/25 overlaps 203.0.113.192/26, a network inside (lan.networks): packets to it would stay inside",
      ],
      [
        "a line behind a box, in the network of the office",
        {
          ...wans(pppoe, { ...standing, address: "192.168.88.2/24", gateway: "192.168.88.1" }),
          lan: { networks: ["192.168.88.0/25"] },
        },
        "wans[1].address: 192.168.88.0/24 overlaps 192.168.88.0/25, a network inside (lan.networks): packets to it would stay inside",
      ],
      [
        "a further address inside",
        {
          ...wans({ ...pppoe, secondaryAddresses: ["203.0.119.9/29"] }, dhcp),
          lan: { networks: ["203.0.119.0/24"] },
        },
        "wans[0].secondaryAddresses[0]: 203.0.119.8/29 overlaps 203.0.119.0/24, a network inside (lan.networks): packets to it would stay inside",
      ],
      [
        "the address of a network",
        wans(pppoe, { ...standing, address: "203.0.113.0/30", gateway: "203.0.113.1" }),
        "wans[1].address: is the network address of 203.0.113.0/30: no host can have it",
      ],
      [
        "the address of all hosts, and a gateway that is none",
        wans(pppoe, { ...standing, address: "203.0.113.3/30", gateway: "203.0.113.0" }),
        "wans[1].address: is the broadcast address of 203.0.113.0/30: no host can have it",
        "wans[1].gateway: is the network address of 203.0.113.0/30: no host can have it",
      ],
      [
        "a further address of no host",
        wans({ ...pppoe, secondaryAddresses: ["198.51.100.8/29"] }, dhcp),
        "wans[0].secondaryAddresses[0]: is the network address of 198.51.100.8/29: no host can have it",
      ],
    ]);
  });

  describe("probes", () => {
    const outside = "which is not on the internet: it would answer, or not, whatever the line does";
    each([
      [
        "a target inside",
        probes({ targets: ["192.168.88.1"] }),
        `probes.targets (192.168.88.1): is in 192.168.0.0/16, ${outside}`,
      ],
      [
        "a target in a network that was added",
        { ...probes({ targets: ["203.0.119.5"] }), lan: { networks: ["203.0.119.0/24"] } },
        `probes.targets (203.0.119.5): is in 203.0.119.0/24, ${outside}`,
      ],
      [
        "a target on the router",
        probes({ targets: ["127.0.0.1"] }),
        `probes.targets (127.0.0.1): is in 127.0.0.0/8, ${outside}`,
      ],
      [
        "a target on the cable",
        probes({ targets: ["169.254.1.1"] }),
        `probes.targets (169.254.1.1): is in 169.254.0.0/16, ${outside}`,
      ],
      [
        "a target that is many",
        probes({ targets: ["224.0.0.1"] }),
        `probes.targets (224.0.0.1): is in 224.0.0.0/3, ${outside}`,
      ],
      [
        "the gateway as target",
        { ...wans(pppoe, standing), probes: { targets: ["203.0.113.129"] } },
        "probes.targets (203.0.113.129): is an address of a line itself: it says nothing about the internet behind it",
      ],
      [
        "the line as target",
        { ...wans(pppoe, standing), probes: { targets: ["203.0.113.130"] } },
        "probes.targets (203.0.113.130): is an address of a line itself: it says nothing about the internet behind it",
      ],
      [
        "a target twice",
        probes({ targets: ["1.1.1.1", "8.8.8.8", "1.1.1.1"] }),
        "probes.targets (1.1.1.1): is given twice",
      ],
      [
        "fewer targets than lines that routes ask by",
        recursive({ targets: ["1.1.1.1"] }),
        'probes.targets: ISP2 has none: strategy "recursive" needs a target of its own for each of the 2 lines',
      ],
      [
        "a canary inside",
        recursive({ targets: ["1.1.1.1", "10.1.1.1"] }),
        `probes.targets (10.1.1.1): is in 10.0.0.0/8, ${outside}`,
      ],
      [
        "good and bad at once",
        probes({ lossLimit: 10, recoverLoss: 10 }),
        "probes.recoverLoss: 10 % is not below lossLimit (10 %): a line would be good and bad at once",
      ],
      [
        "the port of a ping",
        probes({ port: 443 }),
        'probes.port: has a meaning only with kind "tcp" or "http", not "ping"',
      ],
      [
        "the port of a name server",
        probes({ kind: "dns", port: 53 }),
        'probes.port: has a meaning only with kind "tcp" or "http", not "dns"',
      ],
      [
        "an interval too short for the probes",
        office({ interval: "3s" }),
        "interval: 3 s is too short: a round takes up to 4 s when nothing answers (2 lines × 4 targets × 0.25 s, and 2 s), " +
          "and the next one would run beside it. Make the interval longer, or take fewer targets or a shorter maxRtt",
      ],
    ]);
  });

  describe("promises", () => {
    const kept = "Promise more, or shorten interval, fail, targets or maxRtt";
    const notWeighed =
      'objectives.loss: cannot be promised: strategy "recursive" weighs no loss, and probes of kind "tcp", "http" and "dns" ' +
      "repeat what was lost. Leave it out, or probe by ping";
    each([
      [
        "sooner than a dead line can be noticed",
        office({ objectives: { blackHole: "15s" } }),
        "objectives.blackHole: 15 s cannot be kept: with these arguments a dead line is noticed after up to 19 s " +
          `(3 bad rounds of 5 s, the last of which takes up to 4 s). ${kept}`,
      ],
      [
        "sooner than the routes can notice",
        recursive({}, { objectives: { blackHole: "20s" } }),
        `objectives.blackHole: 20 s cannot be kept: with these arguments a dead line is noticed after up to 21 s (the checks of the gateway). Promise more, or set probes.checkGateway (RouterOS 7.21)`,
      ],
      [
        "sooner than a window fills",
        office({ probes: { window: 20 } }),
        "objectives.loss: 60 s cannot be kept: half a window of 20 rounds and 3 bad rounds take 65 s. Promise more, or shorten interval, window or fail",
      ],
      ["loss that routes do not weigh", recursive({}, { objectives: { loss: "1m" } }), notWeighed],
      ["loss that TCP hides", office({ probes: { kind: "tcp" }, objectives: { loss: "1m" } }), notWeighed],
    ]);

    it("of four lines need fewer targets, or more time, and say so", () => {
      const four = wans(pppoe, dhcp, standing, lte);
      assert.deepEqual(mistakesOf(four), [
        "objectives.blackHole: 20 s cannot be kept: with these arguments a dead line is noticed after up to 24 s " +
          `(3 bad rounds of 6 s, the last of which takes up to 6 s). ${kept}`,
      ]);
      assert.deepEqual(mistakesOf({ ...four, probes: { targets: ["1.1.1.1", "9.9.9.9", "8.8.8.8"] } }), []);
      assert.deepEqual(mistakesOf({ ...four, objectives: { blackHole: "24s" } }), []);
    });
  });

  describe("RouterOS 6", () => {
    const six = (change: Given) => office({ dialect: 6, ...change });
    const netwatch = "probes.kind: needs RouterOS 7: netwatch of RouterOS 6 can only ping";
    each([
      ["tcp", six({ probes: { kind: "tcp" } }), netwatch],
      ["http", six({ probes: { kind: "http", targets: ["203.0.118.80", "203.0.118.81"] } }), netwatch],
      ["dns", six({ probes: { kind: "dns" } }), netwatch],
      [
        "tuned checks",
        six({ strategy: "recursive", probes: { checkGateway: { interval: "5s", timeout: "1s", count: 2 } } }),
        "probes.checkGateway: needs RouterOS 7: before 7.21 it is fixed at 10 s, 1 s and 2",
      ],
    ]);
  });

  describe("names of lines", () => {
    const unknown = (name: string) => `there is no line "${name}": the lines are Fiber, ISP2`;
    const named = (change: Given) => ({ ...wans({ ...pppoe, name: "Fiber" }, dhcp), ...change });
    each([
      ["maintenance", named({ maintenance: "ISP1" }), `maintenance: ${unknown("ISP1")}`],
      [
        "a pin",
        named({ pinning: [voip, { ...voip, name: "b", wan: "fiber" }] }),
        `pinning[1].wan: ${unknown("fiber")}`,
      ],
      [
        "a tunnel",
        named({ tunnels: { gre: [{ ...gre, wan: "LTE" }] } }),
        `tunnels.gre[0].wan: ${unknown("LTE")}`,
      ],
      [
        "a policy",
        named({ tunnels: { ipsec: [{ ...ipsec, wan: "" }] } }),
        `tunnels.ipsec[0].wan: ${unknown("")}`,
      ],
    ]);
  });

  describe("services, pins and tunnels", () => {
    const pin = (...pins: readonly Given[]) => office({ pinning: pins });
    const flush = (protocol: string, port?: number) =>
      office({
        onSwitch: {
          flush: {
            services: [
              { protocol: "udp", port: 5060 },
              { protocol, port },
            ],
          },
        },
      });
    each([
      [
        "a pin of everything",
        pin({ name: "all", wan: "ISP2" }),
        "pinning[0]: pins everything: name hosts, a list, or a protocol (to use one line only, order wans accordingly)",
      ],
      [
        "hosts and a list",
        pin({ ...voip, hosts: ["192.168.88.9"] }),
        "pinning[0].list: give hosts or a list, not both",
      ],
      ["a port of no protocol", pin({ ...voip, port: 5060 }), "pinning[0].port: needs protocol"],
      ["one name for two pins", pin(voip, { ...voip, name: "VoIP" }), "pinning: two are named VoIP"],
      [
        "one name for two forwards",
        office({ inbound: [web, { ...web, port: 80 }] }),
        "inbound: two are named web",
      ],
      [
        "one port for two servers",
        office({ inbound: [web, { ...web, name: "mail" }] }),
        "inbound: mail and web forward the same port, tcp 443",
      ],
      [
        "ranges of ports that meet",
        office({
          inbound: [
            { ...web, port: "5000-5010" },
            { ...web, name: "mail", port: 5005 },
          ],
        }),
        "inbound: mail and web forward the same port, tcp 5005 (5000-5010)",
      ],
      [
        "a service of the router among them",
        office({ inbound: [{ ...web, port: "8000-9000" }], routerServices: [winbox] }),
        "inbound: web forwards tcp 8000-9000, which winbox of the router needs (8291)",
      ],
      [
        "a network as a server",
        office({ inbound: [{ ...web, to: "10.0.0.0" }] }),
        "inbound: web forwards to 10.0.0.0, which is the network address of 10.0.0.0/8: no host can have it",
      ],
      [
        "a server outside",
        office({ inbound: [{ ...web, to: "203.0.119.5" }] }),
        "inbound: web forwards to 203.0.119.5, which is in none of lan.networks: add its network there",
      ],
      [
        "a port that the router needs",
        office({ inbound: [{ ...web, port: 8291 }], routerServices: [winbox] }),
        "inbound: web forwards tcp 8291, which winbox of the router needs",
      ],
      [
        "one name for two services",
        office({ routerServices: [winbox, { ...winbox, port: 22 }] }),
        "routerServices: two are named winbox",
      ],
      [
        "one name for two tunnels",
        office({ tunnels: { gre: [{ ...gre, name: "gre.hq" }, gre] } }),
        "tunnels.gre: two are named gre-hq",
      ],
      [
        "one name for two policies",
        office({ tunnels: { ipsec: [ipsec, ipsec] } }),
        "tunnels.ipsec: two are named hq",
      ],
      [
        "a tunnel named like a line",
        office({ tunnels: { gre: [{ ...gre, name: "pppoe-isp1" }] } }),
        "tunnels.gre[0].name: pppoe-isp1 is the name of another interface of the router: choose one of its own",
      ],
      ["UDP without a port", flush("udp"), "onSwitch.flush.services[1]: udp needs a port"],
      ["OSPF with a port", flush("ospf", 89), "onSwitch.flush.services[1]: ospf has no ports"],
    ]);
  });
});

describe("arguments that only look like a clash", () => {
  for (const [what, args] of [
    [
      "one gateway for two lines",
      wans(
        { ...standing, address: "192.168.1.10/24", gateway: "192.168.1.1" },
        { ...standing, interface: "ether4", address: "192.168.1.11/24", gateway: "192.168.1.1" },
      ),
    ],
    [
      "a line in a private network",
      wans(pppoe, { ...standing, address: "10.20.30.40/24", gateway: "10.20.30.1" }),
    ],
    [
      "a source that is secondary",
      wans(pppoe, { ...standing, secondaryAddresses: ["203.0.113.140/25"], sourceAddress: "203.0.113.140" }),
    ],
    ["one port of two protocols", office({ inbound: [web, { ...web, name: "quic", protocol: "udp" }] })],
    [
      "a table's name behind a prefix",
      { ...wans({ ...pppoe, name: "main" }, dhcp), naming: { prefix: "office" } },
    ],
    ["a name that begins like another", wans({ ...pppoe, name: "LTE" }, { ...dhcp, name: "LTE-2" })],
    [
      "ranges of ports side by side",
      office({
        inbound: [
          { ...web, port: "5000-5010" },
          { ...web, name: "mail", port: 5011 },
          { ...web, name: "sip", port: "5000-5010", protocol: "udp" },
        ],
      }),
    ],
    [
      "a line between two routers, of two addresses",
      wans(pppoe, { ...standing, address: "203.0.113.0/31", gateway: "203.0.113.1" }),
    ],
    [
      "a line behind a box beside the network of the office",
      {
        ...wans(pppoe, { ...standing, address: "192.168.1.2/24", gateway: "192.168.1.1" }),
        lan: { networks: ["192.168.88.0/24"] },
      },
    ],
    ["an interval just long enough", office({ interval: "4s" })],
    ["the very promise", office({ objectives: { blackHole: "19s" } })],
  ] as const)
    it(`is taken: ${what}`, () => void parseDualWan(args));
});
