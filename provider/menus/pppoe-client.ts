import { bool, hex, integer, integerOr, reference, secretText, set, text, word } from "./codecs";
import { defineMenu } from "./language";
import { v7 } from "./older-forms";
import { disabled, remark } from "./property";

/** `/interface/pppoe-client`: PPPoE lines. Same arguments from RouterOS 7.9 to 7.24; RouterOS 6 lacks `hostUniq`. */
export const pppoeClient = defineMenu({
  kind: "PppoeClient",
  path: "/interface/pppoe-client",
  key: { by: "properties", names: ["name"] },
  reach: "access",
  foreignFlags: [],
  hidesSecretsSince: "7.21",
  status: ["running", "invalid", ".about"],
  properties: {
    /** Name of the interface; unique among all interfaces of the router. */
    name: { codec: word("a name", "pppoe-isp1"), unset: "never", required: true },
    /** Interface the line is on. Cannot be unset. */
    interface: { codec: reference("an interface", "ether1"), unset: "never", required: true },
    /** User name at the provider. */
    user: { codec: text, unset: "empty", default: "" },
    /** Password at the provider. */
    password: { codec: secretText, unset: "empty", default: "", secret: true },
    /** Service to ask for; empty for any. */
    serviceName: { codec: text, unset: "empty", default: "" },
    /** Access concentrator to ask for; empty for any. */
    acName: { codec: text, unset: "empty", default: "" },
    /** Whether the line adds a default route in table `main` while connected. Default false. */
    addDefaultRoute: { codec: bool, unset: "default", default: false },
    /** Distance of that route, 0 to 255. Default 1. */
    defaultRouteDistance: { codec: integer(0, 255), unset: "default", default: 1 },
    /** Whether the provider's DNS servers are used. Default false. */
    usePeerDns: { codec: bool, unset: "default", default: false },
    /** Whether the line is up only while there is traffic. Default false. */
    dialOnDemand: { codec: bool, unset: "default", default: false },
    /** Seconds without an answer after which the line counts as down, or `disabled`. Default 10. */
    keepaliveTimeout: { codec: integerOr(["disabled"], 0, 65535), unset: "default", default: 10 },
    /** Largest packet sent, in bytes, or `auto` (default). */
    maxMtu: { codec: integerOr(["auto"], 0, 65535), unset: "default", default: "auto" },
    /** Largest packet received, in bytes, or `auto` (default). */
    maxMru: { codec: integerOr(["auto"], 0, 65535), unset: "default", default: "auto" },
    /** Largest packet received over multilink, 512 to 65535 bytes, or `disabled` (default). */
    mrru: { codec: integerOr(["disabled"], 512, 65535), unset: "default", default: "disabled" },
    /** PPP profile. Default `default`. */
    profile: { codec: reference("a PPP profile", "default"), unset: "default", default: "default" },
    /** Authentication methods allowed. Default: all four. */
    allow: {
      codec: set("pap", "chap", "mschap1", "mschap2"),
      unset: "default",
      default: ["pap", "chap", "mschap1", "mschap2"],
    },
    /** Host-Uniq tag, hexadecimal (any text before 7.13). Absent unless set. RouterOS 7. */
    hostUniq: { codec: hex, unset: "unset", unsetByDefault: true, since: v7 },
    /** A remark. */
    comment: remark,
    /** Whether the line is switched off. Always sent; false when left out (RouterOS itself adds it switched off). */
    disabled,
  },
});
