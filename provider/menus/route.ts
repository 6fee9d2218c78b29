import { address, bool, flag, gateways, integer, prefix, reference, words } from "./codecs";
import { defineMenu } from "./language";
import { flagAsWord, printedAlways, saidByNothing, v7 } from "./older-forms";
import { disabled, keyComment } from "./property";
import { given } from "./rules";

/** `/ip/route`: static routes. RouterOS takes the same route twice, so the comment is the key. */
export const route = defineMenu({
  kind: "Route",
  path: "/ip/route",
  key: { by: "comment" },
  reach: "access",
  foreignFlags: ["dynamic"],
  status: ["inactive", ".about"],
  // Measured on 7.23.7: a disabled static route prints none of these. RouterOS 6 prints them.
  hiddenWhileDisabled: ["distance", "routingTable", "scope", "targetScope"],
  properties: {
    /** What the route is known by: unique among the static routes, readable in WinBox. */
    comment: keyComment,
    /** Destination. Default `0.0.0.0/0`, always sent. */
    dstAddress: {
      codec: prefix,
      unset: "default",
      default: "0.0.0.0/0",
      assumed: "0.0.0.0/0",
      matcher: true,
    },
    /** Next hop: an address, an interface, `address%interface` or `address@table`; several are ECMP. Needed unless `blackhole`. */
    gateway: { codec: gateways, unset: "unset", matcher: true },
    /** Whether packets are dropped silently. Default false. A presence flag; in RouterOS 6 `type=blackhole`. */
    blackhole: {
      codec: flag,
      unset: "unset",
      default: false,
      matcher: true,
      older: flagAsWord("type", "blackhole", "unicast"),
    },
    /** Preference among routes to one destination, 1 to 255, the lowest wins. Default 1. */
    distance: { codec: integer(1, 255), unset: "unset", default: 1, older: printedAlways("1") },
    /**
     * Routing table, which must exist. Default `main`, always sent. RouterOS 6 has the mark in its place, of any name:
     * `routing-mark=ISP1` for table `ISP1`, none for `main`.
     */
    routingTable: {
      codec: reference("a routing table", "ISP1"),
      unset: "default",
      default: "main",
      assumed: "main",
      matcher: true,
      older: saidByNothing("main", "routing-mark"),
    },
    /** How the gateway is checked: `ping` or `arp` every 10 s, two misses are a failure. Default `none`. */
    checkGateway: {
      codec: words("arp", "none", "ping"),
      unset: "unset",
      default: "none",
      older: saidByNothing("none"),
    },
    /** Source address of the router's own packets on this route. Absent: chosen by the router. */
    prefSrc: { codec: address, unset: "unset", unsetByDefault: true },
    /** Which routes may use this one for their next hop, 0 to 255. Default 30. */
    scope: { codec: integer(0, 255), unset: "unset", default: 30, older: printedAlways("30") },
    /** Highest scope of a route that resolves this route's next hop, 0 to 255. Default 10. */
    targetScope: { codec: integer(0, 255), unset: "unset", default: 10, older: printedAlways("10") },
    /** Interface of a VRF the gateway is in. Absent unless set. RouterOS 7. */
    vrfInterface: {
      codec: reference("an interface", "ether2"),
      unset: "unset",
      unsetByDefault: true,
      since: v7,
    },
    /** Whether the route stays out of the switch chip. Default false. RouterOS 7; from 7.21 only on hardware that has one. */
    suppressHwOffload: { codec: bool, unset: "default", default: false, since: v7 },
    /** Whether the route is switched off. Always sent; false when left out. */
    disabled,
  },
  rules: [
    {
      property: "gateway",
      wrong: (inputs) =>
        given(inputs, "gateway") || given(inputs, "blackhole")
          ? undefined
          : "a route needs a gateway, or blackhole: true",
    },
  ],
});
