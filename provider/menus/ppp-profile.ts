import {
  address,
  bool,
  duration,
  hexOrDecimal,
  integer,
  integerOr,
  list,
  reference,
  scriptSource,
  text,
  word,
  words,
} from "./codecs";
import { defineMenu } from "./language";
import { v7 } from "./older-forms";
import { remark } from "./property";

const choice = words("default", "no", "yes");
const strictChoice = words("default", "no", "required", "yes");
const notSet = { unset: "unset", unsetByDefault: true } as const;
const byProfile = { unset: "default", default: "default" } as const;

/** `/ppp/profile`: what PPP lines have in common. Its yes and no are words, beside `default`. */
export const pppProfile = defineMenu({
  kind: "PppProfile",
  path: "/ppp/profile",
  key: { by: "properties", names: ["name"] },
  reach: "access",
  // `default` and `default-encryption` are RouterOS's own.
  foreignFlags: ["default"],
  status: [".about"],
  properties: {
    /** Name of the profile. */
    name: { codec: word("a name", "isp1"), unset: "never", required: true },
    /** The router's own address, or a pool. Absent unless set. */
    localAddress: { codec: word("an address or the name of a pool", "10.0.0.1"), ...notSet },
    /** The other side's address, or a pool. Absent unless set. */
    remoteAddress: { codec: word("an address or the name of a pool", "ppp-pool"), ...notSet },
    /** Bridge that the line becomes a port of. Absent unless set. */
    bridge: { codec: reference("a bridge", "bridge"), ...notSet },
    /** Split horizon of that port: a number, or `none`. */
    bridgeHorizon: { codec: integerOr(["none"], 0, 4294967295), unset: "unset" },
    /** Whether that port learns MAC addresses. Default `default`. RouterOS 7. */
    bridgeLearning: { codec: choice, ...byProfile, since: v7 },
    /** Path cost of that port. */
    bridgePathCost: { codec: integer(0, 4294967295), unset: "unset" },
    /** Priority of that port, 0 to 255. */
    bridgePortPriority: { codec: hexOrDecimal(0, 255), unset: "unset" },
    /** Whether that port may have a DHCP server. RouterOS 7.17 and newer. */
    bridgePortTrusted: { codec: bool, unset: "unset", since: "7.17" },
    /** VLAN of untagged frames of that port, 1 to 4094. RouterOS 7.17 and newer. */
    bridgePortVid: { codec: integer(1, 4094), unset: "unset", since: "7.17" },
    /** Chain for packets that come in by the line. Absent unless set. */
    incomingFilter: { codec: reference("a filter chain", "ppp-in"), ...notSet },
    /** Chain for packets that leave by the line. Absent unless set. */
    outgoingFilter: { codec: reference("a filter chain", "ppp-out"), ...notSet },
    /** Address list that gets the other side's address. */
    addressList: { codec: text, unset: "empty", default: "" },
    /** Interface list that the line joins. Absent unless set. */
    interfaceList: { codec: reference("an interface list", "WAN"), ...notSet },
    /** DNS servers given to the other side, up to two. Absent unless set. */
    dnsServer: { codec: list(address), ...notSet },
    /** WINS servers given to the other side, up to two. Absent unless set. */
    winsServer: { codec: list(address), ...notSet },
    /** Whether TCP MSS is fitted to the line. Default `default`. */
    changeTcpMss: { codec: choice, ...byProfile },
    /** Whether UPnP may use the line. Default `default`. */
    useUpnp: { codec: choice, ...byProfile },
    /** Whether traffic is compressed. Default `default`. */
    useCompression: { codec: choice, ...byProfile },
    /** Whether traffic is encrypted (MPPE). Default `default`. */
    useEncryption: { codec: strictChoice, ...byProfile },
    /** Whether the line carries IPv6. Default `default`. */
    useIpv6: { codec: strictChoice, ...byProfile, leftOpen: "versions differ in what a new profile has" },
    /** Whether the line carries MPLS. Default `default`. */
    useMpls: { codec: strictChoice, ...byProfile },
    /** Whether a user may be connected only once. Default `default`. */
    onlyOne: { codec: choice, ...byProfile },
    /** Longest time connected. Absent: no limit. */
    sessionTimeout: { codec: duration(), ...notSet },
    /** Longest time without traffic. Absent: no limit. */
    idleTimeout: { codec: duration(), ...notSet },
    /** Rates in and out in bits per second, `"10M/20M"`, bursts and priority after them; kept as text. */
    rateLimit: { codec: word("rates", "10M/20M"), ...notSet },
    /** Queue that the line's queue goes before, `first` or `bottom`. Absent unless set. */
    insertQueueBefore: { codec: reference("a queue", "first"), ...notSet },
    /** Parent of the line's queue. Absent unless set. */
    parentQueue: { codec: reference("a queue", "none"), ...notSet },
    /** Type of the line's queue, or two with a slash. Absent unless set. */
    queueType: { codec: reference("a queue type", "default-small"), ...notSet },
    /** Pool that IPv6 prefixes are delegated from. Cannot be unset in place. */
    dhcpv6PdPool: { codec: reference("an IPv6 pool", "pd-pool"), unset: "replace" },
    /** How long a delegated prefix lasts. RouterOS 7.20 and newer. */
    dhcpv6LeaseTime: { codec: duration(), unset: "unset", since: "7.20" },
    /** Whether delegation asks RADIUS. RouterOS 7.20 and newer. */
    dhcpv6UseRadius: { codec: bool, unset: "unset", since: "7.20" },
    /** Pool that the line's own IPv6 prefix comes from. Cannot be unset in place. */
    remoteIpv6PrefixPool: { codec: reference("an IPv6 pool", "ppp-pool6"), unset: "replace" },
    /** Whether a user gets the same IPv6 prefix again. RouterOS 7.20 and newer. */
    remoteIpv6PrefixReuse: { codec: bool, unset: "unset", since: "7.20" },
    /** Script that runs when the line comes up, with policies read, write, test, reboot. */
    onUp: { codec: scriptSource, unset: "empty", default: "" },
    /** Script that runs when the line goes down. */
    onDown: { codec: scriptSource, unset: "empty", default: "" },
    /** A remark. */
    comment: remark,
  },
});
