import { bool, form, integer, list, nameSet, reference, scriptSource, text, words } from "./codecs";
import { defineMenu } from "./language";
import { disabled, remark } from "./property";

/** `/ip/dhcp-client`: lines that get their address by DHCP. One per interface. */
export const dhcpClient = defineMenu({
  kind: "DhcpClient",
  path: "/ip/dhcp-client",
  // RouterOS refuses a second client on an interface; `name` exists from 7.22 only.
  key: { by: "properties", names: ["interface"] },
  reach: "access",
  foreignFlags: ["dynamic"],
  status: ["status", "address", "gateway", "invalid", ".about"],
  properties: {
    /** Interface; there is one client per interface. Not a bridge's slave port. */
    interface: { codec: reference("an interface", "ether2"), unset: "never", required: true },
    /** Whether a default route is added: `yes` (default), `no`, `special-classless`. */
    addDefaultRoute: { codec: words("no", "special-classless", "yes"), unset: "default", default: "yes" },
    /** Distance of that route, 0 to 255. Default 1. RouterOS prints it empty while it looks for a lease. */
    defaultRouteDistance: { codec: integer(0, 255), unset: "default", default: 1, blankWhileUnknown: true },
    /** Tables that get the route, each with its own distance if wanted: `["default", "ISP2:5"]`. RouterOS 7.18 and newer. */
    defaultRouteTables: {
      codec: list(form('a table, or "table:distance"', "ISP2:5", /^[^\s,:]+(:\d{1,3})?$/)),
      unset: "default",
      default: ["default"],
      leftOpen: "how RouterOS prints it is not established",
      since: "7.18",
    },
    /** How the gateway of that route is checked. Default `none`. RouterOS 7.19 and newer. */
    checkGateway: {
      codec: words("arp", "bfd", "none", "ping"),
      unset: "default",
      default: "none",
      since: "7.19",
    },
    /** Whether the DNS servers of the lease are used. Default true. */
    usePeerDns: { codec: bool, unset: "default", default: true },
    /** Whether the NTP servers of the lease are used. Default true. */
    usePeerNtp: { codec: bool, unset: "default", default: true },
    /** Options sent to the server. A new client sends hostname and clientid; unset sends none. */
    dhcpOptions: { codec: nameSet("DHCP options", "hostname"), unset: "unset" },
    /** Script that runs when a lease is got or lost. */
    script: { codec: scriptSource, unset: "empty", default: "" },
    /** Whether the server may ask for a reconfiguration. Default false. RouterOS 7.19 and newer. */
    allowReconfigure: { codec: bool, unset: "default", default: false, since: "7.19" },
    /** Broadcast or unicast: `both` (default), `always`, `never`. RouterOS 7.20 and newer. */
    useBroadcast: {
      codec: words("always", "both", "never"),
      unset: "default",
      default: "both",
      since: "7.20",
    },
    /** DSCP of the client's packets, 0 to 63. Default 0. RouterOS 7.20 and newer. */
    dscp: { codec: integer(0, 63), unset: "default", default: 0, since: "7.20" },
    /** VLAN priority of the client's packets, 0 to 7. Default 0. RouterOS 7.20 and newer. */
    vlanPriority: { codec: integer(0, 7), unset: "default", default: 0, since: "7.20" },
    /** Name of the client; RouterOS gives one unless set. Cannot be unset. RouterOS 7.22 and newer. */
    name: { codec: text, unset: "never", since: "7.22" },
    /** A remark. */
    comment: remark,
    /** Whether the client is switched off. Always sent; false when left out. */
    disabled,
  },
});
