import { integer, prefix, reference, words } from "./codecs";
import { defineMenu } from "./language";
import { v7 } from "./older-forms";
import { disabled, keyComment, matcher } from "./property";
import { given, known } from "./rules";

const lookups = ["lookup", "lookup-only-in-table"];

/** `/routing/rule`, in RouterOS 6 `/ip/route/rule`: which packets use which routing table. */
export const routingRule = defineMenu({
  kind: "RoutingRule",
  path: "/routing/rule",
  // No v7 tree knows /ip/route/rule.
  older: { until: v7, path: "/ip/route/rule" },
  key: { by: "comment" },
  ordered: true,
  reach: "access",
  // 7.22 and newer list RouterOS's own rules, marked `default`.
  foreignFlags: ["default"],
  status: ["inactive", ".about"],
  properties: {
    /** What the rule is known by: unique among the rules, readable in WinBox. */
    comment: keyComment,
    /** What is done: `lookup` (default; then on to the next rule), `lookup-only-in-table`, `drop`, `unreachable`, `mangle` (7.22). */
    action: {
      codec: words("drop", "lookup", "lookup-only-in-table", "mangle", "unreachable"),
      unset: "default",
      default: "lookup",
      valueSince: { mangle: "7.22" },
    },
    /** Table to look in, which must exist (in RouterOS 6 any name); `local` from 7.22. Cannot be unset in place; a rule without one has `main`. */
    table: {
      codec: reference("a routing table", "ISP1"),
      unset: "replace",
      filledIn: true,
      valueSince: { local: "7.22" },
    },
    /** Source address or prefix. */
    srcAddress: matcher(prefix),
    /** Destination address or prefix. */
    dstAddress: matcher(prefix),
    /** Interface the packet came in by. */
    interface: matcher(reference("an interface", "bridge")),
    /** Routing mark of the packet. */
    routingMark: matcher(reference("a routing mark", "ISP1")),
    /** Routes with a prefix of this length or shorter are not used, 0 to 128 (0: no default route). RouterOS 7. */
    minPrefix: { ...matcher(integer(0, 128)), since: v7 },
    /** Where in RouterOS's own order the rule stands. Default `user`. RouterOS 7.22 and newer. */
    chain: {
      codec: words("local", "main", "mangle", "user", "vrf-lookup", "vrf-unreach"),
      unset: "unset",
      default: "user",
      leftOpen: "what a new rule has is not established",
      since: "7.22",
    },
    /** Routing realm. RouterOS 7.22 and newer. */
    realm: { ...matcher(integer(0, 4294967295)), since: "7.22" },
    /** VRF of the packet. RouterOS 7.22 and newer. */
    vrf: { ...matcher(reference("a VRF", "main")), since: "7.22" },
    /** Whether the rule is switched off. Always sent; false when left out. */
    disabled,
  },
  rules: [
    {
      property: "table",
      wrong(inputs) {
        const action = given(inputs, "action") ? known(inputs, "action") : "lookup";
        if (typeof action !== "string" || !lookups.includes(action) || given(inputs, "table"))
          return undefined;
        return `action "${action}" needs table`;
      },
    },
  ],
});
