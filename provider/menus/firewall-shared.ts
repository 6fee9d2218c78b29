/** What the rules of mangle, NAT and filter have in common (argument trees of RouterOS 7.9 to 7.24). */
import {
  addressMatcher,
  bool,
  dstLimit,
  duration,
  form,
  integer,
  limit,
  macMatcher,
  negatableReference,
  negatableSet,
  negatableWords,
  numberMatcher,
  numberOrHexMatcher,
  numberRange,
  portScan,
  ports,
  protocolMatcher,
  quantityRange,
  reference,
  setOfNegatable,
  text,
  timeWindow,
  word,
  words,
} from "./codecs";
import type { CrossRule } from "./language";
import { defineProperties, disabled, keyComment, matcher } from "./property";
import { given, known, needs } from "./rules";

/** Peer-to-peer protocols, known to mangle and filter alone. */
export const peerToPeer = negatableWords(
  "all-p2p",
  "bit-torrent",
  "blubster",
  "direct-connect",
  "edonkey",
  "fasttrack",
  "gnutella",
  "soulseek",
  "warez",
  "winmx",
);

const anInterface = negatableReference(
  "an interface or a group of them (all-ppp, all-ethernet …)",
  "pppoe-isp1",
);
const anInterfaceList = negatableReference("an interface list", "WAN");
const aBridgePort = negatableReference("a bridge port", "ether2");
const anAddressList = negatableReference("an address list", "LAN");
const listingActions = {
  property: "action",
  oneOf: ["add-dst-to-address-list", "add-src-to-address-list"],
} as const;

const shared = defineProperties({
  /** Chain the rule stands in: built in, or any name that a rule jumps to. Cannot be unset. */
  chain: { codec: word("a chain", "prerouting"), unset: "never", required: true },
  /** What the rule is known by: unique among the static rules of the menu, readable in WinBox. */
  comment: keyComment,
  /** Whether the rule is switched off. Always sent; false when left out. */
  disabled,
  /** Whether each match is written to the log. Default false. */
  log: { codec: bool, unset: "default", default: false },
  /** Text in front of each log line, up to 31 characters. */
  logPrefix: { codec: text, unset: "empty", default: "" },
  /** Chain to go on in, with action `jump`. */
  jumpTarget: {
    codec: word("a chain", "isp1-in"),
    unset: "replace",
    when: { property: "action", oneOf: ["jump"] },
  },
  /** List that an address is added to, with the actions `add-…-to-address-list`. */
  addressList: { codec: reference("an address list", "blocked"), unset: "replace", when: listingActions },
  /** How long it stays there: a duration, `none-dynamic` (until reboot, the default) or `none-static`. */
  addressListTimeout: {
    codec: duration({ words: ["none-dynamic", "none-static"], max: "35w3d13h13m56s" }),
    unset: "default",
    default: "none-dynamic",
    when: listingActions,
  },

  /** Bytes that went through the connection: `"1000000-0"` is 1 MB and more. */
  connectionBytes: matcher(quantityRange),
  /** Connections per address or network: `"100,32"` matches above 100 per single address. */
  connectionLimit: matcher(form("a count and a prefix length", "100,32", /^!?\d+,\d{1,3}$/)),
  /** Mark of the connection; `no-mark` for none. */
  connectionMark: matcher(negatableReference("a connection mark", "from-ISP1")),
  /** Speed of the connection in bits per second: `"0-100k"`. */
  connectionRate: matcher(quantityRange),
  /** Connections found by a connection tracking helper. */
  connectionType: matcher(negatableWords("ftp", "h323", "irc", "pptp", "quake3", "sip", "tftp")),
  /** Packets that contain this text. */
  content: matcher(word("a text", "example")),
  /** DSCP field, 0 to 63. */
  dscp: matcher(numberMatcher(0, 63)),
  /** Destination: address, prefix or range; `!` for any other. */
  dstAddress: matcher(addressMatcher),
  /** Destination is in this address list. */
  dstAddressList: matcher(anAddressList),
  /** Kind of destination address: `"!local"` is any that is not the router's. */
  dstAddressType: matcher(negatableSet("unicast", "local", "broadcast", "multicast", "blackhole")),
  /** Up to a rate per destination: `"10,5,dst-address/1m40s"`. */
  dstLimit: matcher(dstLimit),
  /** Destination ports; needs `protocol` tcp, udp, udp-lite, dccp or sctp. */
  dstPort: matcher(ports),
  /** Fragments other than the first. */
  fragment: matcher(bool),
  /** State of the HotSpot client. */
  hotspot: matcher(setOfNegatable("auth", "from-client", "http", "local-dst", "to-client")),
  /** ICMP type and codes, `"8:0"` or `"3:0-255"`; needs `protocol` icmp. */
  icmpOptions: matcher(form("an ICMP type and code", "8:0", /^!?\d{1,3}:\d{1,3}(-\d{1,3})?$/)),
  /** Bridge port it came in by (bridges with use-ip-firewall). */
  inBridgePort: matcher(aBridgePort),
  /** List that holds the bridge port it came in by. */
  inBridgePortList: matcher(anInterfaceList),
  /** Interface it came in by; not a bridge's slave port (RouterOS then marks the rule invalid). */
  inInterface: matcher(anInterface),
  /** Interface list it came in by. */
  inInterfaceList: matcher(anInterfaceList),
  /** Priority the packet came in with, 0 to 63. */
  ingressPriority: matcher(numberMatcher(0, 63)),
  /** Whether IPsec handles the packet: `"in,ipsec"`, `"out,none"`. */
  ipsecPolicy: matcher(form("a direction and ipsec or none", "in,ipsec", /^!?(in|out),(ipsec|none)$/)),
  /** IPv4 header options. */
  ipv4Options: matcher(
    words(
      "any",
      "loose-source-routing",
      "no-record-route",
      "no-router-alert",
      "no-source-routing",
      "no-timestamp",
      "none",
      "record-route",
      "router-alert",
      "strict-source-routing",
      "timestamp",
    ),
  ),
  /** Layer 7 pattern by name. */
  layer7Protocol: matcher(negatableReference("a layer 7 pattern", "http")),
  /** Up to a rate: `"10/1m,5:packet"`. */
  limit: matcher(limit),
  /** Every n-th packet: `"2,1"` is the first of every two. */
  nth: matcher(form("every and packet", "2,1", /^!?\d+,\d+$/)),
  /** Bridge port it leaves by (bridges with use-ip-firewall). */
  outBridgePort: matcher(aBridgePort),
  /** List that holds the bridge port it leaves by. */
  outBridgePortList: matcher(anInterfaceList),
  /** Interface it leaves by. */
  outInterface: matcher(anInterface),
  /** Interface list it leaves by. */
  outInterfaceList: matcher(anInterfaceList),
  /** Mark of the packet; `no-mark` for none. */
  packetMark: matcher(negatableReference("a packet mark", "voip")),
  /** Size of the packet in bytes, or a range. */
  packetSize: matcher(numberRange(0, 65535)),
  /** Share of traffic by a hash: `"both-addresses:2/0"` is one half. */
  perConnectionClassifier: matcher(
    form(
      "what is hashed, divisor and remainder",
      "both-addresses:2/0",
      /^!?(both-addresses|both-ports|dst-address|src-address|both-addresses-and-ports|(src|dst)-address-and-port|dst-port|src-port):\d+\/\d+$/,
    ),
  ),
  /** Source or destination ports; needs `protocol` tcp, udp, udp-lite, dccp or sctp. */
  port: matcher(ports),
  /** Priority of the packet, 0 to 63. */
  priority: matcher(numberMatcher(0, 63)),
  /** IP protocol by name or number; `!` for any other. */
  protocol: matcher(protocolMatcher),
  /** Port scans: weight threshold, delay, weights of low and high ports, `"21,3s,3,1"`. */
  psd: matcher(portScan),
  /** Matches with this probability in percent, 1 to 99. */
  random: matcher(integer(1, 99)),
  /** Routing realm. */
  realm: matcher(numberRange(0, 4294967295)),
  /** Routing mark of the packet (v7: the name of a routing table). */
  routingMark: matcher(negatableReference("a routing mark", "ISP1")),
  /** Routing table that the packet is looked up in. Only RouterOS 6: gone from every command tree since 7.9. */
  routingTable: { ...matcher(negatableReference("a routing table", "ISP1")), until: "7.9" },
  /** Source: address, prefix or range; `!` for any other. */
  srcAddress: matcher(addressMatcher),
  /** Source is in this address list. */
  srcAddressList: matcher(anAddressList),
  /** Kind of source address. */
  srcAddressType: matcher(negatableSet("unicast", "local", "broadcast", "multicast", "blackhole")),
  /** Source MAC address; `!` for any other. */
  srcMacAddress: matcher(macMatcher),
  /** Source ports; needs `protocol` tcp, udp, udp-lite, dccp or sctp. */
  srcPort: matcher(ports),
  /** TCP MSS or a range; needs `protocol` tcp. */
  tcpMss: matcher(numberRange(0, 65535)),
  /** Time of day and days: `"8h-17h,mon,tue"`. */
  time: matcher(timeWindow),
  /** Type-of-service byte. RouterOS 7.21 and newer. */
  tos: { ...matcher(numberOrHexMatcher(0, 255)), since: "7.21" },
  /** Time to live: `"equal:64"`, `"less-than:5"`. */
  ttl: matcher(
    form("a comparison and a number", "equal:64", /^(equal|greater-than|less-than|not-equal):\d{1,3}$/),
  ),
});

/** A name of its own, so that the declarations of the menus refer to it instead of repeating it. */
export type FirewallShared = { readonly [K in keyof typeof shared]: (typeof shared)[K] };
export const firewallShared: FirewallShared = shared;

const withPorts = ["tcp", "udp", "udp-lite", "dccp", "sctp"];

/** `property` needs one of the protocols; a protocol not computed yet may be the right one. */
export function needsProtocol(property: string, protocols: readonly string[]): CrossRule {
  return {
    property,
    wrong(inputs) {
      if (!given(inputs, property)) return undefined;
      const protocol = known(inputs, "protocol");
      const fits = protocol === undefined ? given(inputs, "protocol") : protocols.includes(String(protocol));
      return fits
        ? undefined
        : `${property} needs protocol ${protocols.map((each) => `"${each}"`).join(" or ")}`;
    },
  };
}

export const firewallSharedRules: readonly CrossRule[] = [
  needs("jumpTarget", { property: "action", oneOf: ["jump"] }),
  needs("addressList", listingActions),
  ...["dstPort", "srcPort", "port"].map((property) => needsProtocol(property, withPorts)),
  needsProtocol("tcpMss", ["tcp"]),
  needsProtocol("icmpOptions", ["icmp", "icmpv6"]),
];

/** An action that RouterOS refuses in some built-in chains; in chains of one's own it depends on who jumps there. */
export function notInChains(
  actions: readonly string[],
  chains: readonly string[],
  instead: string,
): CrossRule {
  return {
    property: "chain",
    wrong(inputs) {
      const action = known(inputs, "action");
      const chain = known(inputs, "chain");
      if (typeof action !== "string" || typeof chain !== "string") return undefined;
      if (!actions.includes(action) || !chains.includes(chain)) return undefined;
      return `action ${action} does not work in chain ${chain}; use ${instead}`;
    },
  };
}
