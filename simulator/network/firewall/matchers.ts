/** The matchers of filter, NAT and mangle, by RouterOS's names. Which exist is data: what is not here is a gap. */
import { type AddressSet, isMulticast, rangeOf, within } from "../addresses";
import type { Interface, Interfaces } from "../interfaces";
import { type Packet, protocolNumber, protocols, tcpFlags } from "../packet";
import type { Random } from "../random";
import {
  type CountConnections,
  connectionLimiter,
  limiter,
  limiterByEnds,
  scanDetector,
  timeWindow,
} from "./limits";

export type Test = (packet: Packet) => boolean;

/** What matchers see besides the packet. */
export interface Surroundings {
  readonly interfaces: () => Interfaces;
  readonly lists: () => ReadonlyMap<string, AddressSet>;
  /** Whether a blackhole route is what an address meets in the main table. */
  readonly blackholed: (address: number) => boolean;
  readonly now: () => number;
  /** What the router's clock shows: 1970 until it is told the time. */
  readonly wall: () => number;
  readonly random: Random;
  readonly connectionsFrom: CountConnections;
}

/** Makes the test of a value (without its leading `!`); undefined for a value that is not simulated. */
type Matcher = (value: string, around: Surroundings) => Test | undefined;

const number =
  (read: (packet: Packet) => number): Matcher =>
  (value) => {
    const wanted = Number(value);
    return (packet) => read(packet) === wanted;
  };

const between =
  (read: (packet: Packet) => number): Matcher =>
  (value) => {
    const [from = 0, to = from] = value.split("-").map(Number);
    return (packet) => read(packet) >= from && read(packet) <= to;
  };

function ports(value: string): (port: number) => boolean {
  const ranges = value.split(",").map((part) => {
    const [from = 0, to = from] = part.split("-").map(Number);
    return { from, to };
  });
  return (port) => ranges.some((range) => within(range, port));
}

const hasPorts = ({ protocol }: Packet): boolean => protocol === protocols.tcp || protocol === protocols.udp;

const address =
  (read: (packet: Packet) => number): Matcher =>
  (value) => {
    const range = rangeOf(value);
    return (packet) => within(range, read(packet));
  };

const listed =
  (read: (packet: Packet) => number): Matcher =>
  (name, { lists }) =>
  (packet) =>
    lists().get(name)?.has(read(packet)) === true;

/** What an address is to the router. */
const addressType =
  (read: (packet: Packet) => number): Matcher =>
  (value, { interfaces, blackholed }) => {
    const kinds: Readonly<Record<string, (of: number) => boolean>> = {
      local: (of) => interfaces().isOwn(of),
      broadcast: (of) => interfaces().isBroadcast(of) || of === 0xffffffff,
      multicast: isMulticast,
      blackhole: blackholed,
      unicast: (of) => !isMulticast(of) && !interfaces().isBroadcast(of) && !interfaces().isOwn(of),
    };
    const tests = value.split(",").map((word) => kinds[word]);
    if (tests.includes(undefined)) return undefined;
    return (packet) => tests.some((test) => test?.(read(packet)) === true);
  };

/** Words that stand for every interface of a kind. */
const groups: Readonly<Record<string, (of: Interface) => boolean>> = {
  "all-ethernet": ({ menu }) => menu === "/interface/ethernet",
  "all-ppp": ({ menu }) => menu === "/interface/pppoe-client",
  "all-vlan": ({ menu }) => menu === "/interface/vlan",
  // There are no wireless interfaces here.
  "all-wireless": () => false,
};

const onInterface =
  (read: (packet: Packet) => Interface | undefined): Matcher =>
  (value) => {
    const group = groups[value];
    return (packet) => {
      const at = read(packet);
      return at !== undefined && (group === undefined ? at.name === value : group(at));
    };
  };

const onList =
  (read: (packet: Packet) => Interface | undefined): Matcher =>
  (value) =>
  (packet) =>
    read(packet)?.lists.has(value) === true;

const mark =
  (none: string, read: (packet: Packet) => string): Matcher =>
  (value) => {
    const wanted = value === none ? "" : value;
    return (packet) => read(packet) === wanted;
  };

/** Hash of the ends that a connection keeps; RouterOS's own hash is not published, so remainders differ from its. */
const classifier: Matcher = (value) => {
  const [fields = "", fraction = ""] = value.split(":");
  const [divisor = 1, remainder = 0] = fraction.split("/").map(Number);
  const source = fields.startsWith("both") || fields.startsWith("src-address");
  const destination = fields.startsWith("both") || fields.startsWith("dst-address");
  const onlyPorts = fields.endsWith("-port") && !fields.includes("and");
  const addresses = fields !== "both-ports" && !onlyPorts;
  const sourcePort = fields.endsWith("ports") || fields.startsWith("src-") ? fields.includes("port") : false;
  const destinationPort =
    fields.endsWith("ports") || fields.startsWith("dst-") ? fields.includes("port") : false;
  return (packet) => {
    let hash = 0;
    if (addresses && source) hash = Math.imul(hash ^ packet.source, 0x9e3779b1);
    if (addresses && destination) hash = Math.imul(hash ^ packet.destination, 0x85ebca6b);
    if (sourcePort) hash = Math.imul(hash ^ packet.sourcePort, 0xc2b2ae35);
    if (destinationPort) hash = Math.imul(hash ^ packet.destinationPort, 0x27d4eb2f);
    return ((hash ^ (hash >>> 15)) >>> 0) % divisor === remainder;
  };
};

const flags: Matcher = (value) => {
  let on = 0;
  let off = 0;
  for (const word of value.split(",")) {
    const name = word.replace("!", "") as keyof typeof tcpFlags;
    if (word.startsWith("!")) off |= tcpFlags[name];
    else on |= tcpFlags[name];
  }
  return ({ protocol, tcp }) => protocol === protocols.tcp && (tcp & on) === on && (tcp & off) === 0;
};

const icmpOptions: Matcher = (value) => {
  const [type = 0, codes] = value.split(":");
  const [from = 0, to = from] = (codes ?? "0-255").split("-").map(Number);
  return ({ protocol, icmpType, icmpCode }) =>
    protocol === protocols.icmp && icmpType === Number(type) && icmpCode >= from && icmpCode <= to;
};

const timeToLive: Matcher = (value) => {
  const [how, text] = value.split(":");
  const wanted = Number(text);
  const tests: Readonly<Record<string, Test>> = {
    equal: ({ ttl }) => ttl === wanted,
    "not-equal": ({ ttl }) => ttl !== wanted,
    "greater-than": ({ ttl }) => ttl > wanted,
    "less-than": ({ ttl }) => ttl < wanted,
  };
  return tests[how ?? ""];
};

const never: Test = () => false;

export const matchers: Readonly<Record<string, Matcher>> = {
  protocol: (value) => {
    const wanted = protocolNumber(value);
    return wanted === undefined ? undefined : ({ protocol }) => protocol === wanted;
  },
  "src-address": address(({ source }) => source),
  "dst-address": address(({ destination }) => destination),
  "src-address-list": listed(({ source }) => source),
  "dst-address-list": listed(({ destination }) => destination),
  "src-address-type": addressType(({ source }) => source),
  "dst-address-type": addressType(({ destination }) => destination),
  "src-port": (value) => {
    const test = ports(value);
    return (packet) => hasPorts(packet) && test(packet.sourcePort);
  },
  "dst-port": (value) => {
    const test = ports(value);
    return (packet) => hasPorts(packet) && test(packet.destinationPort);
  },
  port: (value) => {
    const test = ports(value);
    return (packet) => hasPorts(packet) && (test(packet.sourcePort) || test(packet.destinationPort));
  },
  "in-interface": onInterface((packet) => packet.in),
  "out-interface": onInterface((packet) => packet.out),
  "in-interface-list": onList((packet) => packet.in),
  "out-interface-list": onList((packet) => packet.out),
  "connection-state": (value) => {
    const states = new Set(value.split(","));
    return ({ state }) => states.has(state);
  },
  "connection-nat-state": (value) => {
    const [source, destination] = ["srcnat", "dstnat"].map((word) => value.split(",").includes(word));
    if (value.split(",").some((word) => word.startsWith("ein-"))) return undefined;
    return ({ connection }) =>
      connection !== undefined &&
      ((source === true && connection.sourceNat) || (destination === true && connection.destinationNat));
  },
  "connection-mark": mark("no-mark", ({ connection }) => connection?.mark ?? ""),
  "packet-mark": mark("no-mark", ({ packetMark }) => packetMark),
  "routing-mark": (value, around) =>
    // A packet without a mark is looked up in main.
    mark("main", ({ routingMark }) => routingMark)(value, around),
  // v6 and the earliest v7: the table a packet is looked up in, which without rules is its mark's.
  "routing-table": mark("main", ({ routingMark }) => routingMark),
  "connection-bytes": (value) => {
    const [from = 0, to = 0] = value.split("-").map(Number);
    return ({ connection }) => {
      const bytes = (connection?.originalBytes ?? 0) + (connection?.replyBytes ?? 0);
      // `500000-0`: no upper end.
      return bytes >= from && (to === 0 || bytes <= to);
    };
  },
  "per-connection-classifier": classifier,
  nth: (value) => {
    const [every = 1, which = 1] = value.split(",").map(Number);
    let seen = 0;
    return () => {
      seen = (seen % every) + 1;
      return seen === which;
    };
  },
  random: (value, around) => () => around.random.next() * 100 < Number(value),
  limit: (value, { now }) => limiter(value, now),
  "dst-limit": (value, { now }) => limiterByEnds(value, now),
  "connection-limit": (value, { connectionsFrom }) => connectionLimiter(value, connectionsFrom),
  psd: (value, { now }) => scanDetector(value, now),
  time: (value, { wall }) => timeWindow(value, wall),
  "packet-size": between(({ size }) => size),
  "tcp-flags": flags,
  "icmp-options": icmpOptions,
  dscp: number(({ dscp }) => dscp),
  tos: number(({ dscp }) => dscp << 2),
  ttl: timeToLive,
  // Packets here are whole, and none is in an IPsec tunnel.
  fragment: (value) => () => value !== "true",
  // Packets here carry nothing to look into.
  content: () => never,
  "layer7-protocol": () => never,
  "tls-host": () => never,
  "ipsec-policy": (value) => () => value.endsWith(",none"),
};

/** Properties of a rule that are not matchers. */
export const notMatchers: ReadonlySet<string> = new Set([
  ...["action", "chain", "comment", "disabled", "log", "log-prefix", "jump-target", "passthrough"],
  ...["new-connection-mark", "new-packet-mark", "new-routing-mark", "new-dscp", "new-mss", "new-priority"],
  ...["new-ttl", "route-dst", "sniff-id", "sniff-target", "sniff-target-port", "address-list"],
  ...["address-list-timeout", "to-addresses", "to-ports", "randomise-ports", "same-not-by-dst"],
  ...["socks5-port", "socks5-server", "socksify-service", "reject-with", "hw-offload"],
]);
