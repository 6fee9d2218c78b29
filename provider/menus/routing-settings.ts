import { duration, integer, list, word } from "./codecs";
import { defineMenu } from "./language";
import { v7 } from "./older-forms";
import { setting } from "./property";

const probing = { since: "7.21" } as const;

/** `/routing/settings`: how gateways are checked, and in which order routing is decided. */
export const routingSettings = defineMenu({
  kind: "RoutingSettings",
  path: "/routing/settings",
  since: v7,
  key: { by: "singleton" },
  reach: "access",
  foreignFlags: [],
  properties: {
    /** Time between two pings of `checkGateway: "ping"`, 100 ms to 10 m. RouterOS 7.21 and newer; before it is `10s`. */
    checkGatewayPingInterval: { ...setting(duration({ min: "100ms", max: "10m" }), "10s"), ...probing },
    /** How long an answer may take, 1 ms to 1 s. RouterOS 7.21 and newer; before it is `1s`. */
    checkGatewayPingTimeout: { ...setting(duration({ min: "1ms", max: "1s" }), "1s"), ...probing },
    /** How many pings without an answer are a failure. RouterOS 7.21 and newer; before it is 2. */
    checkGatewayPingCount: { ...setting(integer(1, 4294967295), 2), ...probing },
    /**
     * Order in which RouterOS decides how a packet is routed, as a list of its own steps; what it takes is not
     * established, so it is passed on as written. Moving steps can cut the way in. RouterOS 7.22 and newer.
     */
    policyRules: { ...setting(list(word("a step", "mangle"))), since: "7.22" },
  },
});
