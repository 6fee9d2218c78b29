/** What a network engineer reads who made a mistake: where it is, what is wrong, and what to write instead. */
import assert from "node:assert/strict";
import { parseDualWan } from "../../../src/failover/args";
import { each, type Given, mistakesOf } from "../support/mistakes";
import { dhcp, lte, plain, pppoe, standing } from "../support/offices";

/** The plain office with something changed. */
const office = (change: Given): Given => ({ ...plain, ...change });
/** The same with its first line changed. */
const first = (change: Given): Given => ({ wans: [{ ...pppoe, ...change }, dhcp] });
const second = (line: Given): Given => ({ wans: [pppoe, line] });
const probes = (given: Given): Given => office({ probes: given });
const recursive = (given: Given): Given => office({ strategy: "recursive", probes: given });
const onSwitch = (given: Given): Given => office({ onSwitch: given });

const name =
  "use a letter and then letters, digits or hyphens, 20 at most: RouterOS and its scripts take no others everywhere";
const address = 'an IPv4 address is needed, such as "203.0.113.10"';
const network = 'a network is needed, such as "192.168.88.0/24"';
const prefixed = 'an address with its prefix length is needed, such as "198.51.100.20/24"';
const characters = "a name has no blanks, quotes, brackets, commas, semicolons, $ or \\";
const ofInterface =
  "an interface has no quotes, brackets, commas, semicolons, $, \\, tabs or line breaks in its name";
const from = (span: string) => `a duration from ${span} is needed, such as "5s" or "250ms"`;
const flush =
  'onSwitch.flush: use "departed-wan", "nothing", { services: "how-to" } or { services: [{ protocol: "udp", port: 5060 }] }; ' +
  "protocols are tcp, udp, ospf, gre and icmp";

const web = { name: "web", protocol: "tcp", port: 443, to: "192.168.88.20" };
const voip = { name: "voip", wan: "ISP2", list: "phones" };
const gre = { name: "gre-hq", wan: "ISP1", remoteAddress: "203.0.118.1" };
const ipsec = { name: "hq", wan: "ISP1", peer: "hq-peer", dstAddress: "10.200.0.0/16" };

describe("a mistake in the arguments is told with its place:", () => {
  describe("the whole", () => {
    each([
      ["nothing at all", null, "the arguments: a group of arguments is needed, not nothing"],
      ["a list", [], "the arguments: a group of arguments is needed, not an array"],
      ["no lines", {}, "wans: is missing"],
      ["one line", { wans: [pppoe] }, "wans: a failover needs two lines at least: a primary and a backup"],
      [
        "nine lines",
        { wans: Array.from({ length: 9 }, (_, index) => ({ access: "dhcp", interface: `ether${index}` })) },
        "wans: at most eight lines",
      ],
      [
        "arguments that are not there",
        office({ wan: [], lann: 1 }),
        'the arguments: there is no such argument: "wan", "lann"',
      ],
      [
        "a strategy that is not there",
        office({ strategy: "netwatch" }),
        'strategy: use "script" or "recursive"',
      ],
      ["a RouterOS that is not there", office({ dialect: "6" }), "dialect: use 7, or 6 for RouterOS 6.49"],
      ["flows", office({ flows: "both" }), 'flows: use "follow" or "pin"'],
      ["translation", office({ natMode: "snat" }), 'natMode: use "masquerade" or "src-nat"'],
      ["preflight", office({ preflight: "on" }), 'preflight: use "off" or "warn" or "enforce"'],
      ["a switch", office({ sourceGuard: "no" }), "sourceGuard: true or false is needed, not a string"],
      ["adoption", office({ adopt: "yes" }), "adopt: true or false is needed, not a string"],
      ["a prefix with a blank", office({ naming: { prefix: "our office" } }), `naming.prefix: ${name}`],
      ["naming without a prefix", office({ naming: {} }), "naming.prefix: is missing"],
      ["no duration", office({ interval: "often" }), `interval: ${from("1s to 10m")}`],
      ["a short interval", office({ interval: "900ms" }), `interval: ${from("1s to 10m")}`],
      ["a long interval", office({ interval: 601 }), `interval: ${from("1s to 10m")}`],
      [
        "true for a duration",
        office({ interval: true }),
        'interval: a duration is needed, such as "5s" or "250ms"',
      ],
      ["a line by its number", office({ maintenance: 2 }), "maintenance: a text is needed, not a number"],
      [
        "an objective",
        office({ objectives: { blackHole: "25h" } }),
        `objectives.blackHole: ${from("0s to 1d")}`,
      ],
      ["a count", office({ objectives: { flapping: -1 } }), "objectives.flapping: at least 0"],
      [
        "an objective that is not there",
        office({ objectives: { speed: 1 } }),
        'objectives: there is no such argument: "speed"',
      ],
    ]);
  });

  describe("lines", () => {
    const kinds = 'access is needed: "pppoe", "dhcp", "static" or "existing"';
    each([
      ["no kind", second({}), `wans[1].access: ${kinds}`],
      ["no such kind", second({ access: "lte", interface: "lte1" }), `wans[1].access: ${kinds}`],
      ["a name alone", office({ wans: [pppoe, "ether2"] }), `wans[1]: ${kinds}`],
      ["no interface", second({ access: "dhcp" }), "wans[1].interface: is missing"],
      ["an empty interface", second({ ...dhcp, interface: "" }), "wans[1].interface: a name is needed"],
      ["blanks in it, as RouterOS takes them", second({ ...dhcp, interface: "ether2 - backup" })],
      [
        "a blank behind it",
        second({ ...dhcp, interface: "ether2 " }),
        "wans[1].interface: a name has no blank at its beginning or end",
      ],
      ["quotes in it", second({ ...dhcp, interface: 'ether"2' }), `wans[1].interface: ${ofInterface}`],
      [
        "an interface that is all others",
        second({ ...dhcp, interface: "!ether2" }),
        "wans[1].interface: a name begins with neither ! nor *: RouterOS reads those as something else",
      ],
      [
        "an interface that a gateway cannot name",
        second({ ...dhcp, interface: "vlan%5" }),
        "wans[1].interface: an interface of a line has no % or @ in its name: gateways are written with them",
      ],
      [
        "an endless one",
        second({ ...dhcp, interface: "x".repeat(61) }),
        "wans[1].interface: RouterOS takes no name that long",
      ],
      ["a number", second({ ...dhcp, interface: 2 }), "wans[1].interface: a text is needed, not a number"],
      ["a name with a blank", first({ name: "ISP 1" }), `wans[0].name: ${name}`],
      ["a name with a digit in front", first({ name: "1st" }), `wans[0].name: ${name}`],
      [
        "PPPoE without its login",
        second({ access: "pppoe", interface: "ether2" }),
        "wans[1].user: is missing",
        "wans[1].password: is missing",
      ],
      ["no user", first({ user: "" }), "wans[0].user: the provider's user name is needed"],
      ["an empty password", first({ password: "" }), "wans[0].password: it is empty"],
      [
        "a number as password",
        first({ password: 12345678 }),
        "wans[0].password: a text is needed, not a number",
      ],
      [
        "an address of DHCP",
        second({ ...dhcp, address: "1.2.3.4/24" }),
        'wans[1]: there is no such argument: "address"',
      ],
      [
        "a standing line without its address",
        second({ access: "static", interface: "ether2" }),
        "wans[1].address: is missing",
        "wans[1].gateway: is missing",
      ],
      ["no prefix length", second({ ...standing, address: "203.0.113.130" }), `wans[1].address: ${prefixed}`],
      ["no address", second({ ...standing, gateway: "203.0.113" }), `wans[1].gateway: ${address}`],
      [
        "a gateway that cannot be followed",
        second({ ...lte, gateway: "auto" }),
        'wans[1].gateway: use "interface" for a point-to-point line, "dhcp", or the gateway\'s address',
      ],
      ["no source address", first({ sourceAddress: "1.2.3" }), `wans[0].sourceAddress: ${address}`],
      [
        "a bare secondary address",
        first({ secondaryAddresses: ["198.51.100.9"] }),
        `wans[0].secondaryAddresses[0]: ${prefixed}`,
      ],
      [
        "no list",
        first({ secondaryAddresses: "198.51.100.9/29" }),
        "wans[0].secondaryAddresses: a list is needed, not a string",
      ],
      [
        "metered, somehow",
        first({ metered: "yes" }),
        'wans[0].metered: use true, false or { block: "heavy" }, the name of an address list',
      ],
      [
        "a list that cannot be",
        first({ metered: { block: "heavy hosts" } }),
        `wans[0].metered.block: ${characters}`,
      ],
      ["hooks", first({ hooks: "no" }), "wans[0].hooks: true or false is needed, not a string"],
      [
        "no keepalive",
        first({ keepaliveTimeout: "disabled" }),
        'wans[0].keepaliveTimeout: the number of seconds is needed. "disabled" would never notice a dead line',
      ],
      ["a hasty keepalive", first({ keepaliveTimeout: 0 }), "wans[0].keepaliveTimeout: at least 1 second"],
      [
        "a late keepalive",
        first({ keepaliveTimeout: 601 }),
        "wans[0].keepaliveTimeout: at most 600 seconds: the line would be dead for twice as long before it is noticed",
      ],
      [
        "no method",
        first({ allow: [] }),
        "wans[0].allow: at least one method is needed: leave it out for all",
      ],
      [
        "no such method",
        first({ allow: ["eap"] }),
        'wans[0].allow[0]: use "pap" or "chap" or "mschap1" or "mschap2"',
      ],
      ["small packets", first({ mtu: 100 }), "wans[0].mtu: at least 512"],
      ["packets in words", first({ mtu: "1500" }), "wans[0].mtu: a whole number from 512 to 1500 is needed"],
    ]);
  });

  describe("the inside", () => {
    each([
      ["no group", office({ lan: "bridge" }), "lan: a group of arguments is needed, not a string"],
      ["no network", office({ lan: { networks: ["192.168.88.0/33"] } }), `lan.networks[0]: ${network}`],
      ["an interface", office({ lan: { interface: "br[idge" } }), `lan.interface: ${ofInterface}`],
      [
        "a list",
        office({ lan: { wanList: "*1" } }),
        "lan.wanList: a name begins with neither ! nor *: RouterOS reads those as something else",
      ],
      ["an empty comment", office({ lan: { fastTrackRule: " " } }), "lan.fastTrackRule: a text is needed"],
      [
        "a comment that no script can find",
        office({ lan: { fastTrackRule: 'the "fast" rule' } }),
        'lan.fastTrackRule: no quotes ("), $, \\ or line breaks: a script has to find it',
      ],
      [
        "an essay",
        office({ lan: { fastTrackRule: "x".repeat(101) } }),
        "lan.fastTrackRule: at most 100 characters",
      ],
    ]);
  });

  describe("probes", () => {
    const failback = 'probes.failback: use "automatic", "manual" or { after: "30m" }';
    each([
      ["no such kind", probes({ kind: "arp" }), 'probes.kind: use "ping" or "tcp" or "http" or "dns"'],
      ["no targets", probes({ targets: [] }), "probes.targets: at least one target is needed"],
      [
        "a web server that nobody named",
        probes({ kind: "http" }),
        'probes.targets: are needed with kind "http": addresses of hosts that answer GET / over plain HTTP with 200 or 204, best ' +
          "your own. The hosts that are asked otherwise do not, and no line would ever be up",
      ],
      ["a name", probes({ targets: ["one.one.one.one"] }), `probes.targets[0]: ${address}`],
      [
        "many targets",
        probes({ targets: Array.from({ length: 9 }, (_, index) => `1.1.1.${index}`) }),
        "probes.targets: at most eight targets",
      ],
      ["no packets", probes({ packets: 0 }), "probes.packets: at least 1"],
      ["many packets", probes({ packets: 6 }), "probes.packets: at most 5"],
      ["half a packet", probes({ packets: 1.5 }), "probes.packets: a whole number from 1 to 5 is needed"],
      ["a patient probe", probes({ maxRtt: "1001ms" }), `probes.maxRtt: ${from("10ms to 1s")}`],
      ["an impatient probe", probes({ maxRtt: "9ms" }), `probes.maxRtt: ${from("10ms to 1s")}`],
      ["no window", probes({ window: 0 }), "probes.window: at least 1"],
      ["no loss", probes({ lossLimit: 0 }), "probes.lossLimit: at least 1"],
      ["all loss", probes({ lossLimit: 101 }), "probes.lossLimit: at most 100"],
      ["the way back", probes({ failback: "never" }), failback],
      ["the way back, some time", probes({ failback: {} }), failback],
      ["a port", probes({ kind: "tcp", port: 65536 }), "probes.port: at most 65535"],
      ["days of dwelling", probes({ dwell: "25h" }), `probes.dwell: ${from("0s to 1d")}`],
      ["fail", probes({ fail: 0 }), "probes.fail: at least 1"],
      ["recover", probes({ recover: "12" }), "probes.recover: a whole number from 1 to 1000 is needed"],
      [
        "what only routes are asked",
        probes({ checkGateway: { interval: "2s", timeout: "1s", count: 2 } }),
        'probes: there is no such argument: "checkGateway" with strategy "script"',
      ],
      [
        "what routes do not weigh",
        recursive({ lossLimit: 15, kind: "tcp" }),
        'probes: there is no such argument: "lossLimit", "kind" with strategy "recursive"',
      ],
      [
        "half of a check",
        recursive({ checkGateway: { interval: "2s" } }),
        'probes.checkGateway.timeout: a duration is needed, such as "5s" or "250ms"',
        "probes.checkGateway.count: a whole number from 1 to 100 is needed",
      ],
      [
        "a check that RouterOS does not make",
        recursive({ checkGateway: { interval: "99ms", timeout: "2s", count: 0 } }),
        `probes.checkGateway.interval: ${from("100ms to 10m")}`,
        `probes.checkGateway.timeout: ${from("1ms to 1s")}`,
        "probes.checkGateway.count: at least 1",
      ],
    ]);
  });

  describe("a switch", () => {
    const notify = (given: Given) => onSwitch({ notify: [given] });
    each([
      ["no such flush", onSwitch({ flush: "all" }), flush],
      ["no such services", onSwitch({ flush: { services: "sip" } }), flush],
      [
        "no services",
        onSwitch({ flush: { services: [] } }),
        "onSwitch.flush.services: at least one service is needed",
      ],
      ["no such protocol", onSwitch({ flush: { services: [{ protocol: "sctp" }] } }), flush],
      [
        "nobody to tell",
        notify({ sms: "+1" }),
        "onSwitch.notify[0]: use { telegram }, { email }, { webhook } or { script }",
      ],
      ["no list", onSwitch({ notify: {} }), "onSwitch.notify: a list is needed, not an object"],
      [
        "no chat",
        notify({ telegram: { token: "1:a", chat: "our chat" } }),
        "onSwitch.notify[0].telegram.chat: the number of a chat is needed, or @channel",
      ],
      [
        "no token",
        notify({ telegram: { token: "", chat: "5" } }),
        "onSwitch.notify[0].telegram.token: it is empty",
      ],
      [
        "no mailbox",
        notify({ email: { to: "noc" } }),
        "onSwitch.notify[0].email.to: an e-mail address is needed",
      ],
      [
        "no sender",
        notify({ email: { to: "noc@example.com", from: "router" } }),
        "onSwitch.notify[0].email.from: an e-mail address is needed",
      ],
      [
        "no URL",
        notify({ webhook: { url: "ftp://a/b" } }),
        "onSwitch.notify[0].webhook.url: a URL is needed",
      ],
      [
        "a URL that a script cannot hold",
        notify({ webhook: { url: 'https://a/"b' } }),
        "onSwitch.notify[0].webhook.url: a URL is needed",
      ],
      ["a script", notify({ script: "my script" }), `onSwitch.notify[0].script: ${characters}`],
      [
        "the cache",
        onSwitch({ flushDns: "yes" }),
        "onSwitch.flushDns: true or false is needed, not a string",
      ],
    ]);
  });

  describe("services, pins and tunnels", () => {
    const ports = "a port from 1 to 65535 is needed, or a range such as 5000-5010";
    const inbound = (change: Given) => office({ inbound: [{ ...web, ...change }] });
    const tunnel = (change: Given) => office({ tunnels: { gre: [{ ...gre, ...change }] } });
    each([
      [
        "a forward of nothing",
        office({ inbound: [{}] }),
        "inbound[0].name: is missing",
        'inbound[0].protocol: use "tcp" or "udp"',
        "inbound[0].port: a port or a range of ports is needed, such as 443 or 5000-5010",
        "inbound[0].to: is missing",
      ],
      ["port 0", inbound({ port: 0 }), `inbound[0].port: ${ports}`],
      ["a port too far", inbound({ port: 65536 }), `inbound[0].port: ${ports}`],
      ["half a range", inbound({ port: "80-" }), `inbound[0].port: ${ports}`],
      ["a range backwards", inbound({ port: "90-80" }), `inbound[0].port: ${ports}`],
      ["a port inside", inbound({ toPort: "http" }), `inbound[0].toPort: ${ports}`],
      ["a server by name", inbound({ to: "server" }), `inbound[0].to: ${address}`],
      ["clients", inbound({ from: ["anybody"] }), `inbound[0].from[0]: ${network}`],
      [
        "a service",
        office({ routerServices: [{ name: "win box", protocol: "icmp", port: 8291 }] }),
        `routerServices[0].name: ${name}`,
        'routerServices[0].protocol: use "tcp" or "udp"',
      ],
      [
        "a pin's mode",
        office({ pinning: [{ ...voip, mode: "soft" }] }),
        'pinning[0].mode: use "strict" or "fallback"',
      ],
      [
        "a pin's hosts",
        office({ pinning: [{ name: "a", wan: "ISP1", hosts: ["pc"] }] }),
        `pinning[0].hosts[0]: ${network}`,
      ],
      [
        "the other end",
        tunnel({ remoteAddress: "head office" }),
        'tunnels.gre[0].remoteAddress: "head office" is not accepted: use an IP address or DNS name such as "192.0.2.1" or "office.example.com"',
      ],
      [
        "a keepalive",
        tunnel({ keepalive: "often" }),
        'tunnels.gre[0].keepalive: "often" is not accepted: use an interval and a number of retries, such as "10s,10"',
      ],
      ["a tunnel's packets", tunnel({ mtu: 60 }), "tunnels.gre[0].mtu: at least 68"],
      [
        "a policy of nothing",
        office({ tunnels: { ipsec: [{}] } }),
        "tunnels.ipsec[0].name: is missing",
        "tunnels.ipsec[0].wan: is missing",
        "tunnels.ipsec[0].peer: is missing",
        "tunnels.ipsec[0].dstAddress: is missing",
      ],
    ]);

    it("a policy's protocol", () => {
      const [mistake = "", ...more] = mistakesOf(
        office({ tunnels: { ipsec: [{ ...ipsec, protocol: "ipx" }] } }),
      );
      assert.match(mistake, /^tunnels\.ipsec\[0\]\.protocol: "ipx" is not accepted: use /);
      assert.deepEqual(more, []);
    });
  });
});

describe("mistakes in the arguments", () => {
  it("are listed all at once, in one message", () => {
    const args = {
      wans: [{ access: "pppoe", interface: "ether;1", user: "u" }, { access: "dhcp" }],
      interval: "often",
      onSwitch: { notify: [{ email: { to: "noc" } }] },
      inbound: [web, { ...web, port: 0 }],
    };
    assert.throws(
      () => parseDualWan(args),
      (error: Error) => {
        assert.equal(error.name, "DualWanError");
        assert.equal(
          error.message,
          [
            "These arguments of the failover cannot be used:",
            `- wans[0].interface: ${ofInterface}`,
            "- wans[0].password: is missing",
            "- wans[1].interface: is missing",
            `- interval: ${from("1s to 10m")}`,
            "- onSwitch.notify[0].email.to: an e-mail address is needed",
            "- inbound[1].port: a port from 1 to 65535 is needed, or a range such as 5000-5010",
          ].join("\n"),
        );
        return true;
      },
    );
  });

  it("that concern several values are listed all at once, too", () => {
    assert.deepEqual(
      mistakesOf({
        wans: [pppoe, { ...dhcp, interface: "ether1" }],
        maintenance: "ISP9",
        pinning: [{ name: "all", wan: "ISP8" }],
        probes: { targets: ["10.0.0.1"], recoverLoss: 15 },
      }).map((mistake) => mistake.split(":")[0]),
      [
        "pinning[0].wan",
        "wans[1].interface",
        "probes.targets (10.0.0.1)",
        "probes.recoverLoss",
        "maintenance",
        "pinning[0]",
      ],
    );
  });
});
