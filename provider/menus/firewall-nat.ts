import { address, addressRange, bool, integer, portOrRange, word, words } from "./codecs";
import { firewallShared, firewallSharedRules, needsProtocol, notInChains } from "./firewall-shared";
import { defineMenu } from "./language";
import { v7 } from "./older-forms";
import { combine } from "./property";

const withAction = <const A extends string>(...oneOf: readonly A[]) =>
  ({ property: "action", oneOf }) as const;

/** `/ip/firewall/nat`: rules that translate addresses. Only the first packet of a connection meets them. */
export const firewallNat = defineMenu({
  kind: "FirewallNat",
  path: "/ip/firewall/nat",
  // RouterOS keeps nothing unique among rules.
  key: { by: "comment" },
  ordered: true,
  reach: "access",
  foreignFlags: ["dynamic"],
  status: ["invalid", ".about"],
  properties: combine(firewallShared, {
    /** What is done with a connection that matches. Default `accept`. */
    action: {
      codec: words(
        "accept",
        "add-dst-to-address-list",
        "add-src-to-address-list",
        "dst-nat",
        "endpoint-independent-nat",
        "jump",
        "log",
        "masquerade",
        "netmap",
        "passthrough",
        "redirect",
        "return",
        "same",
        "socksify",
        "src-nat",
      ),
      unset: "default",
      default: "accept",
      valueSince: { "endpoint-independent-nat": v7, socksify: "7.20" },
    },
    /** New address, or a range, with actions `dst-nat`, `src-nat`, `netmap` and `same`. */
    toAddresses: {
      codec: addressRange,
      unset: "unset",
      unsetByDefault: true,
      when: withAction("dst-nat", "src-nat", "netmap", "same"),
    },
    /** New port, or a range. */
    toPorts: {
      codec: portOrRange,
      unset: "unset",
      unsetByDefault: true,
      when: withAction(
        "dst-nat",
        "src-nat",
        "masquerade",
        "redirect",
        "netmap",
        "same",
        "endpoint-independent-nat",
      ),
    },
    /** Whether the new source port is chosen at random. Default false. RouterOS 7.10 and newer. */
    randomisePorts: { codec: bool, unset: "default", default: false, since: "7.10" },
    /** Whether action `same` leaves the destination out of its choice. Default false. */
    sameNotByDst: { codec: bool, unset: "default", default: false, when: withAction("same") },
    /** Proxy server, with action `socksify`. RouterOS 7.20 and newer. */
    socks5Server: { codec: address, unset: "replace", since: "7.20", when: withAction("socksify") },
    /** Port of that server, with action `socksify`. RouterOS 7.20 and newer. */
    socks5Port: { codec: integer(0, 65535), unset: "replace", since: "7.20", when: withAction("socksify") },
    /** Socksify service, with action `socksify`. RouterOS 7.20 and newer. */
    socksifyService: {
      codec: word("a socksify service", "proxy"),
      unset: "replace",
      since: "7.20",
      when: withAction("socksify"),
    },
    /** Server name of a TLS connection; needs `protocol` tcp. Gone in RouterOS 7.16. Cannot be unset in place. */
    tlsHost: {
      codec: word("a host name", "*.example.com"),
      unset: "replace",
      matcher: true,
      until: "7.16",
    },
  }),
  rules: [
    ...firewallSharedRules,
    needsProtocol("tlsHost", ["tcp"]),
    // Where netfilter has no such target, RouterOS refuses the rule.
    notInChains(["src-nat", "masquerade"], ["dstnat", "output"], "srcnat"),
    notInChains(["dst-nat", "redirect"], ["srcnat", "input"], "dstnat"),
  ],
});
