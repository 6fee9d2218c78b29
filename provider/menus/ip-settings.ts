import { bool, duration, integer, words } from "./codecs";
import { defineMenu } from "./language";
import { setting } from "./property";

const count = integer(0, 4294967295);

/** `/ip/settings`: how the router handles IPv4 packets. */
export const ipSettings = defineMenu({
  kind: "IpSettings",
  path: "/ip/settings",
  key: { by: "singleton" },
  reach: "access",
  foreignFlags: [],
  properties: {
    /** Whether a packet must come in where its source would be reached: `no`, `loose`, `strict`. `strict` breaks two lines. */
    rpFilter: setting(words("loose", "no", "strict"), "no"),
    /** Whether packets are forwarded at all. Off, the router routes for nobody. */
    ipForward: setting(bool, true),
    /** Whether packets may take the fast path; FastTrack needs it. */
    allowFastPath: setting(bool, true),
    /** Whether SYN cookies answer a flood of new TCP connections to the router. */
    tcpSyncookies: setting(bool, false),
    /** TCP timestamps of the router's own connections. RouterOS 7.17 and newer. */
    tcpTimestamps: { ...setting(words("disabled", "enabled", "random-offset")), since: "7.17" },
    /** Whether the router tells senders of a shorter way (ICMP redirects). */
    sendRedirects: setting(bool, true),
    /** Whether the router heeds ICMP redirects. */
    acceptRedirects: setting(bool, false),
    /** Whether it heeds only those of gateways that it knows. */
    secureRedirects: setting(bool, true),
    /** Whether packets may carry the route that they want to take. */
    acceptSourceRoute: setting(bool, false),
    /** How long an ARP entry is kept after its last use. */
    arpTimeout: setting(duration(), "30s"),
    /** Most neighbours in the ARP table; RouterOS's own number follows the memory. */
    maxNeighborEntries: setting(count),
    /** Most ICMP errors per second. */
    icmpRateLimit: setting(count, 10),
    /** Whether ICMP errors come from the address of the interface that the packet came in by. RouterOS 7.17 and newer. */
    icmpErrorsUseInboundInterfaceAddress: { ...setting(bool), since: "7.17" },
    /** What ECMP spreads packets by: addresses (`l3`), those of the packet inside, or ports too. RouterOS 7.16 and newer. */
    ipv4MultipathHashPolicy: { ...setting(words("l3", "l3-inner", "l4")), since: "7.16" },
    /** How long a packet may wait for its fragments. RouterOS 7.23 and newer. */
    ipv4FragmentTime: { ...setting(duration()), since: "7.23" },
    /** Most bytes of fragments that wait. RouterOS 7.23 and newer. */
    ipv4HighFragmentThresh: { ...setting(count), since: "7.23" },
    /** Whether routes are cached. Gone in RouterOS 7.13. */
    routeCache: { ...setting(bool, true), until: "7.13" },
  },
});
