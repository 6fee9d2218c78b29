import {
  address,
  bool,
  form,
  integer,
  integerOr,
  negatableSet,
  reference,
  setOfNegatable,
  word,
  words,
} from "./codecs";
import {
  firewallShared,
  firewallSharedRules,
  needsProtocol,
  notInChains,
  peerToPeer,
} from "./firewall-shared";
import { defineMenu } from "./language";
import { combine, matcher } from "./property";
import { needs } from "./rules";

const withAction = <const A extends string>(...oneOf: readonly A[]) =>
  ({ property: "action", oneOf }) as const;

/** `/ip/firewall/mangle`: rules that mark packets and connections, and change headers. */
export const firewallMangle = defineMenu({
  kind: "FirewallMangle",
  path: "/ip/firewall/mangle",
  // RouterOS keeps nothing unique among rules.
  key: { by: "comment" },
  ordered: true,
  reach: "access",
  foreignFlags: ["dynamic"],
  status: ["invalid", ".about"],
  properties: combine(firewallShared, {
    /** What is done with a packet that matches. Default `accept`. */
    action: {
      codec: words(
        "accept",
        "add-dst-to-address-list",
        "add-src-to-address-list",
        "change-dscp",
        "change-mss",
        "change-ttl",
        "clear-df",
        "fasttrack-connection",
        "jump",
        "log",
        "mark-connection",
        "mark-packet",
        "mark-routing",
        "passthrough",
        "return",
        "route",
        "set-priority",
        "sniff-pc",
        "sniff-tzsp",
        "strip-ipv4-options",
      ),
      unset: "default",
      default: "accept",
    },
    /** NAT that the connection went through. */
    connectionNatState: matcher(negatableSet("srcnat", "dstnat")),
    /** State of the connection: `["new"]`; `["!invalid"]` for any other. */
    connectionState: matcher(negatableSet("invalid", "established", "related", "new", "untracked")),
    /** Mark given to the connection, with action `mark-connection`. */
    newConnectionMark: {
      codec: reference("a connection mark", "from-ISP1"),
      unset: "replace",
      when: withAction("mark-connection"),
    },
    /** DSCP written into the packet, 0 to 63, with action `change-dscp`. */
    newDscp: {
      codec: integerOr(["from-priority", "from-priority-to-high-3-bits"], 0, 63),
      unset: "replace",
      when: withAction("change-dscp"),
    },
    /** TCP MSS written into the packet, or `clamp-to-pmtu`, with action `change-mss`. */
    newMss: {
      codec: integerOr(["clamp-to-pmtu"], 0, 65535),
      unset: "replace",
      when: withAction("change-mss"),
    },
    /** Mark given to the packet, with action `mark-packet`. */
    newPacketMark: {
      codec: reference("a packet mark", "voip"),
      unset: "replace",
      when: withAction("mark-packet"),
    },
    /** Priority given to the packet, with action `set-priority`. */
    newPriority: {
      codec: integerOr(["from-dscp", "from-dscp-high-3-bits", "from-ingress"], 0, 63),
      unset: "replace",
      when: withAction("set-priority"),
    },
    /** Routing mark, with action `mark-routing`. A `/routing/table` of this name must exist; RouterOS 6 takes any name. */
    newRoutingMark: {
      codec: reference("a routing table", "ISP1"),
      unset: "replace",
      when: withAction("mark-routing"),
    },
    /** Time to live: `"set:64"`, `"decrement:1"`, `"increment:1"`, with action `change-ttl`. */
    newTtl: {
      codec: form("a change and a number", "set:64", /^(set|decrement|increment):\d{1,3}$/),
      unset: "replace",
      when: withAction("change-ttl"),
    },
    /** Peer-to-peer protocol; kept by RouterOS for old configurations. */
    p2p: matcher(peerToPeer),
    /** Whether a packet goes on to the next rule after this one. Default true; printed always from 7.19. */
    passthrough: { codec: bool, unset: "default", default: true },
    /** Next hop, with action `route`. */
    routeDst: { codec: address, unset: "replace", when: withAction("route") },
    /** Number the receiver of sniffed packets tells sources apart by, with action `sniff-pc`. */
    sniffId: { codec: integer(0, 4294967295), unset: "replace", when: withAction("sniff-pc") },
    /** Receiver of sniffed packets, with actions `sniff-pc` and `sniff-tzsp`. */
    sniffTarget: { codec: address, unset: "replace", when: withAction("sniff-pc", "sniff-tzsp") },
    /** Port of that receiver, with actions `sniff-pc` and `sniff-tzsp`. */
    sniffTargetPort: {
      codec: integer(0, 65535),
      unset: "replace",
      when: withAction("sniff-pc", "sniff-tzsp"),
    },
    /** TCP flags that are set, with `!` those that are not: `["syn", "!ack"]`; needs `protocol` tcp. */
    tcpFlags: matcher(setOfNegatable("ack", "cwr", "ece", "fin", "psh", "rst", "syn", "urg")),
    /** Server name of a TLS connection, `*` allowed; needs `protocol` tcp. */
    tlsHost: matcher(word("a host name", "*.example.com")),
  }),
  rules: [
    ...firewallSharedRules,
    needs("newConnectionMark", withAction("mark-connection")),
    needs("newPacketMark", withAction("mark-packet")),
    needs("newRoutingMark", withAction("mark-routing")),
    needs("newDscp", withAction("change-dscp")),
    needs("newMss", withAction("change-mss")),
    needs("newTtl", withAction("change-ttl")),
    needs("newPriority", withAction("set-priority")),
    needs("routeDst", withAction("route")),
    needsProtocol("tcpFlags", ["tcp"]),
    needsProtocol("tlsHost", ["tcp"]),
    notInChains(["mark-routing", "route"], ["input", "forward", "postrouting"], "prerouting or output"),
  ],
});
