/** Firewall tables: what the command trees do not say. */
import type { Detail, MenuDetails } from "./language";
import {
  address,
  addressOrRange,
  always,
  anInterface,
  bool,
  comment,
  disabled,
  duration,
  integer,
  interfaceList,
  matcher,
  maxText,
  openRange,
  optional,
  pattern,
  ports,
  range,
  routingTable,
  set,
  span,
  text,
  words,
  written,
} from "./types";

const groups = "all-ethernet all-ppp all-vlan all-wireless";
const largest = 4_294_967_295;
const rateTime = "(?:/(?:\\d+[smhdw]?|[\\d:]+))?";
const addressTypes = set(words("unicast local broadcast multicast blackhole"));

/** Matchers of every table. `!` negates where the manual shows it. */
const matchers: Readonly<Record<string, Detail>> = {
  "connection-bytes": optional(openRange(largest)),
  "connection-limit": matcher(pattern("\\d+(?:,\\d+)?")),
  "connection-mark": matcher(text),
  "connection-rate": optional(pattern("\\d+[kMG]?(?:-\\d+[kMG]?)?")),
  "connection-type": matcher(words("ftp h323 irc pptp quake3 sip tftp")),
  content: optional(text),
  dscp: matcher(integer(0, 63)),
  "dst-address": matcher(addressOrRange),
  "dst-address-list": matcher(text),
  "dst-address-type": matcher(addressTypes),
  "dst-limit": matcher(pattern(`\\d+${rateTime}(?:,\\d+)?(?:,[a-z-]+)?(?:/[\\da-z:]+)?`)),
  "dst-port": matcher(ports),
  fragment: optional(bool),
  hotspot: matcher(set(words("auth from-client http local-dst to-client"))),
  "icmp-options": matcher(pattern("\\d{1,3}(?::\\d{1,3}(?:-\\d{1,3})?)?")),
  "in-bridge-port": matcher(anInterface(groups)),
  "in-bridge-port-list": matcher(interfaceList),
  "in-interface": matcher(anInterface(groups)),
  "in-interface-list": matcher(interfaceList),
  "ingress-priority": matcher(integer(0, 63)),
  "ipsec-policy": matcher(pattern("(?:in|out),(?:none|ipsec)")),
  "layer7-protocol": matcher(text),
  limit: matcher(pattern(`\\d+[kMG]?${rateTime}(?:,\\d+[kMG]?(?::(?:bit|packet))?)?`)),
  nth: optional(pattern("[1-9]\\d*,[1-9]\\d*")),
  "out-bridge-port": matcher(anInterface(groups)),
  "out-bridge-port-list": matcher(interfaceList),
  "out-interface": matcher(anInterface(groups)),
  "out-interface-list": matcher(interfaceList),
  "packet-mark": matcher(text),
  "packet-size": matcher(range(0, 65535)),
  "per-connection-classifier": matcher(
    pattern(
      "(?:both-addresses|both-addresses-and-ports|both-ports|dst-address|dst-address-and-port|dst-port|src-address|src-address-and-port|src-port):[1-9]\\d*/\\d+",
    ),
  ),
  port: matcher(ports),
  priority: matcher(integer(0, 63)),
  // The words are the tree's.
  protocol: { free: integer(0, 255), negatable: true },
  psd: optional(pattern("\\d+,[\\da-z:]+,\\d+,\\d+")),
  random: optional(integer(1, 99)),
  realm: matcher(text),
  "routing-mark": matcher(routingTable("routing-mark")),
  "src-address": matcher(addressOrRange),
  "src-address-list": matcher(text),
  "src-address-type": matcher(addressTypes),
  "src-mac-address": matcher({ is: "mac" }),
  "src-port": matcher(ports),
  "tcp-flags": matcher(
    pattern("!?(?:ack|cwr|ece|fin|psh|rst|syn|urg)(?:,!?(?:ack|cwr|ece|fin|psh|rst|syn|urg))*"),
  ),
  "tcp-mss": matcher(range(0, 65535)),
  time: optional(pattern("[\\da-z:]+-[\\da-z:]+(?:,(?:sun|mon|tue|wed|thu|fri|sat))*")),
  "tls-host": matcher(text),
  tos: matcher(integer(0, 255)),
  ttl: optional(pattern("(?:equal|greater-than|less-than|not-equal):\\d{1,3}")),
  p2p: optional({
    is: "enum",
    words:
      "all-p2p bit-torrent blubster direct-connect edonkey fasttrack gnutella soulseek warez winmx".split(
        " ",
      ),
  }),
  "ipv4-options": optional({
    is: "enum",
    words:
      "any loose-source-routing no-record-route no-router-alert no-source-routing no-timestamp none record-route router-alert strict-source-routing timestamp".split(
        " ",
      ),
  }),
  "connection-state": matcher(set(words("invalid established related new untracked"))),
  "connection-nat-state": matcher(set(words("srcnat dstnat"))),
};

const timeout: Detail = written(span("0s", "35w3d13h13m56s", "none-dynamic none-static"), "none-dynamic");

/** Measured on 7.23.7: these three are read back only once written. 6.49 reads them back always (general knowledge). */
const onceWritten = (type: NonNullable<Detail["type"]>, initial: string): Detail => ({
  type,
  default: initial,
  printing: [
    { until: "7.12.2", printing: "always" },
    { since: "7.12.2", printing: "if-written" },
  ],
});

const common: Readonly<Record<string, Detail>> = {
  ...matchers,
  chain: optional(text),
  "address-list": written(text),
  "address-list-timeout": timeout,
  comment,
  disabled: onceWritten(bool, "false"),
  log: onceWritten(bool, "false"),
  "log-prefix": {
    ...onceWritten(text, ""),
    type: [
      { until: "7.21.5", type: text },
      { since: "7.21.5", type: maxText(31) },
    ],
  },
  "jump-target": written(text),
};

const source = "manual Firewall, Mangle, NAT, Filter; reading rules measured on 7.23.7";

export const firewall: Readonly<Record<string, MenuDetails>> = {
  "/ip/firewall/mangle": {
    source,
    required: ["chain"],
    properties: {
      ...common,
      action: { default: "accept" },
      "new-connection-mark": written(text),
      "new-dscp": written(integer(0, 63, "from-priority from-priority-to-high-3-bits")),
      "new-mss": written(integer(0, 65535, "clamp-to-pmtu")),
      "new-packet-mark": written(text),
      "new-priority": written(integer(0, 63, "from-dscp from-dscp-high-3-bits from-ingress")),
      "new-routing-mark": written(routingTable("new-routing-mark")),
      "new-ttl": written(pattern("(?:set|increment|decrement):\\d{1,3}")),
      // Always read back from 7.19; before that absent at its default.
      passthrough: {
        type: bool,
        default: "true",
        printing: [
          { until: "7.12.2", printing: "always" },
          { since: "7.12.2", until: "7.21.5", printing: "unless-default" },
          { since: "7.21.5", printing: "always" },
        ],
      },
      "route-dst": written(address),
      "sniff-id": written(integer(0, 65535)),
      "sniff-target": written(address),
      "sniff-target-port": written(integer(0, 65535)),
    },
  },
  "/ip/firewall/nat": {
    source,
    required: ["chain"],
    properties: {
      ...common,
      action: { default: "accept" },
      "randomise-ports": written(bool, "false"),
      "same-not-by-dst": written(bool, "false"),
      "socks5-port": written(integer(0, 65535)),
      "socks5-server": written(address),
      "socksify-service": written(text),
      "to-addresses": optional(addressOrRange),
      "to-ports": optional(pattern("\\d{1,5}(?:-\\d{1,5})?")),
    },
  },
  "/ip/firewall/filter": {
    source,
    required: ["chain"],
    properties: {
      ...common,
      action: { default: "accept" },
      "connection-nat-state": matcher(set(words("srcnat dstnat ein-snat ein-dnat"))),
      "hw-offload": written(bool),
      "reject-with": written(
        words(
          "icmp-admin-prohibited icmp-host-prohibited icmp-host-unreachable icmp-net-prohibited icmp-network-unreachable icmp-port-unreachable icmp-protocol-unreachable tcp-reset",
        ),
        "icmp-network-unreachable",
      ),
    },
  },
  "/ip/firewall/address-list": {
    source: "manual Address-lists; normalised forms measured on 7.23.7",
    required: ["list"],
    properties: {
      address: optional({ is: "address-list-entry" }),
      comment,
      disabled,
      dynamic: always(bool, "false"),
      list: optional(text),
      timeout: optional(span("0s", "35w3d13h13m56s")),
    },
  },
  "/ip/firewall/connection": { source: "command tree", properties: {} },
  "/ip/firewall/connection/tracking": {
    source: "manual Connection tracking",
    singleton: true,
    properties: {
      enabled: always(words("auto no yes"), "auto"),
      "generic-timeout": always(duration, "10m"),
      "icmp-timeout": always(duration, "10s"),
      "loose-tcp-tracking": always(bool, "true"),
      "liberal-tcp-tracking": always(bool, "false"),
      "tcp-close-timeout": always(duration, "10s"),
      "tcp-close-wait-timeout": always(duration, "10s"),
      "tcp-established-timeout": always(duration, "1d"),
      "tcp-fin-wait-timeout": always(duration, "10s"),
      "tcp-last-ack-timeout": always(duration, "10s"),
      "tcp-max-retrans-timeout": always(duration, "5m"),
      "tcp-syn-received-timeout": always(duration, "5s"),
      "tcp-syn-sent-timeout": always(duration, "5s"),
      "tcp-time-wait-timeout": always(duration, "10s"),
      "tcp-unacked-timeout": always(duration, "5m"),
      "udp-stream-timeout": always(duration, "3m"),
      "udp-timeout": always(duration, "30s"),
    },
  },
};
