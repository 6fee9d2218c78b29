import { bool, negatableSet, setOfNegatable, word, words } from "./codecs";
import { firewallShared, firewallSharedRules, needsProtocol, peerToPeer } from "./firewall-shared";
import { defineMenu } from "./language";
import { v7 } from "./older-forms";
import { combine, matcher } from "./property";

const resetNeedsTcp = needsProtocol("rejectWith", ["tcp"]);

/** `/ip/firewall/filter`: rules that let packets through or not. */
export const firewallFilter = defineMenu({
  kind: "FirewallFilter",
  path: "/ip/firewall/filter",
  // RouterOS keeps nothing unique among rules.
  key: { by: "comment" },
  ordered: true,
  reach: "access",
  // Among them the counter of FastTrack, which RouterOS puts first.
  foreignFlags: ["dynamic", "builtin"],
  status: ["invalid", ".about"],
  properties: combine(firewallShared, {
    /** What is done with a packet that matches. Default `accept`. */
    action: {
      codec: words(
        "accept",
        "add-dst-to-address-list",
        "add-src-to-address-list",
        "drop",
        "fasttrack-connection",
        "jump",
        "log",
        "passthrough",
        "reject",
        "return",
        "tarpit",
      ),
      unset: "default",
      default: "accept",
    },
    /** NAT that the connection went through. */
    connectionNatState: {
      ...matcher(negatableSet("srcnat", "dstnat", "ein-snat", "ein-dnat")),
      valueSince: { "ein-snat": v7, "ein-dnat": v7 },
    },
    /** State of the connection: `["established", "related"]`; `["!invalid"]` for any other. */
    connectionState: matcher(negatableSet("invalid", "established", "related", "new", "untracked")),
    /** Whether FastTrack may use the switch chip. RouterOS 7; from 7.21 only on hardware that has one. */
    hwOffload: { codec: bool, unset: "replace", since: v7 },
    /** Peer-to-peer protocol; kept by RouterOS for old configurations. */
    p2p: matcher(peerToPeer),
    /** Answer to the sender, with action `reject`. Default `icmp-network-unreachable`. */
    rejectWith: {
      codec: words(
        "icmp-admin-prohibited",
        "icmp-host-prohibited",
        "icmp-host-unreachable",
        "icmp-net-prohibited",
        "icmp-network-unreachable",
        "icmp-port-unreachable",
        "icmp-protocol-unreachable",
        "tcp-reset",
      ),
      unset: "default",
      default: "icmp-network-unreachable",
      leftOpen: "RouterOS's own answer is not established",
      when: { property: "action", oneOf: ["reject"] },
    },
    /** TCP flags that are set, with `!` those that are not: `["syn", "!ack"]`; needs `protocol` tcp. */
    tcpFlags: matcher(setOfNegatable("ack", "cwr", "ece", "fin", "psh", "rst", "syn", "urg")),
    /** Server name of a TLS connection, `*` allowed; needs `protocol` tcp. */
    tlsHost: matcher(word("a host name", "*.example.com")),
  }),
  rules: [
    ...firewallSharedRules,
    needsProtocol("tcpFlags", ["tcp"]),
    needsProtocol("tlsHost", ["tcp"]),
    {
      property: "rejectWith",
      wrong: (inputs) => (inputs.rejectWith === "tcp-reset" ? resetNeedsTcp.wrong(inputs) : undefined),
    },
  ],
});
