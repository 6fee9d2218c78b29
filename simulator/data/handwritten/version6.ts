/**
 * The dialect of 6.49: each menu as 7.12.2 has it, less what v7 brought, plus what v7 dropped. No live 6.49 was
 * measured; its names come from the v6 manual and general knowledge, read strictly.
 */
import { none } from "./details-system";
import type { Version6Menu } from "./language";
import {
  address,
  always,
  anInterface,
  anyInteger,
  bool,
  disabled,
  duration,
  gateway,
  integer,
  matcher,
  optional,
  prefix,
  text,
  words,
  written,
} from "./types";

const policies =
  "local telnet ssh ftp reboot read write policy test winbox password web sniff sensitive api romon dude tikapp";
const source = "manual v6, general knowledge, strict reading";
/** `.about`, `show-ids` and others that no v6 menu has. */
const newer = "about show-ids";

/** In v6 any name is a routing mark; nothing has to exist before it is written. */
const freeMark = { "routing-mark": matcher(text) };

export const version6: Readonly<Record<string, Version6Menu>> = {
  "/interface": { source, without: `${newer} vrf inactive` },
  "/interface/pppoe-client": { source, without: `${newer} host-uniq` },
  "/interface/gre": {
    source,
    without: newer,
    properties: { "remote-address": optional(address) },
  },
  "/interface/list": { source, without: newer },
  "/interface/list/member": { source, without: newer },
  "/ip/address": { source, without: `${newer} slave vrf` },
  "/ip/dhcp-client": {
    source,
    without: `${newer} custom-hostname-suffix custom-source-mac-address reconfigure-key reconfigure-last-counter`,
  },
  "/ip/dhcp-client/option": { source, without: newer },
  "/ip/firewall/mangle": {
    source,
    without: newer,
    properties: {
      ...freeMark,
      "new-routing-mark": written(text),
      "routing-table": matcher(text),
    },
    unset: "routing-table",
  },
  "/ip/firewall/nat": {
    source,
    // Came with 7.10.
    without: `${newer} randomise-ports`,
    properties: { ...freeMark, "routing-table": matcher(text) },
    unset: "routing-table",
  },
  "/ip/firewall/filter": {
    source,
    without: `${newer} hw-offload`,
    properties: { ...freeMark, "routing-table": matcher(text) },
    unset: "routing-table",
  },
  "/ip/firewall/address-list": { source, without: newer },
  "/ip/firewall/connection": { source, without: newer },
  "/ip/firewall/connection/tracking": {
    source,
    without: "active-ipv4 active-ipv6 total-ip4-entries total-ip6-entries",
  },
  "/ip/route": {
    source,
    without: `${newer} blackhole routing-table vrf-interface suppress-hw-offload immediate-gw inactive local-address hw-offloaded is-is bgp-mpls-vpn dhcp vpn modem ecmp`,
    properties: {
      "bgp-as-path": optional(text),
      "bgp-atomic-aggregate": optional(bool),
      "bgp-communities": optional(text),
      "bgp-local-pref": optional(anyInteger),
      "bgp-med": optional(anyInteger),
      "bgp-origin": optional(words("egp igp incomplete")),
      "bgp-prepend": optional(integer(0, 16)),
      "check-gateway": optional(words("arp ping")),
      // v6 reads back `disabled` of enabled routes too.
      disabled: always(bool, "false"),
      gateway: optional(gateway),
      "route-tag": optional(anyInteger),
      "routing-mark": optional(text),
      type: written(words("blackhole prohibit unicast unreachable"), "unicast", "unless-default"),
    },
    unset:
      "bgp-as-path bgp-communities bgp-local-pref bgp-med bgp-origin bgp-prepend route-tag routing-mark type",
    readOnly: "gateway-status received-from ospf-metric ospf-type",
  },
  "/ip/route/rule": {
    source,
    like: "/routing/rule",
    without: `${newer} min-prefix`,
    properties: {
      action: always(words("drop lookup lookup-only-in-table unreachable"), "lookup"),
      disabled,
      "dst-address": optional(prefix),
      interface: optional(anInterface()),
      "routing-mark": optional(text),
      "src-address": optional(prefix),
      // Any name is a table of v6.
      table: always(text, "main"),
    },
    readOnly: "invalid",
  },
  "/ip/ipsec/policy": { source, without: `${newer} backup` },
  "/ip/ipsec/peer": { source, without: newer },
  "/ip/ipsec/identity": { source, without: newer },
  "/ip/ipsec/profile": { source, without: newer },
  "/ip/ipsec/proposal": { source, without: newer },
  "/ip/service": {
    source,
    without: `${newer} vrf connection container dynamic local netns proto remote`,
  },
  "/ip/settings": { source },
  "/ppp/profile": { source, without: `${newer} bridge-learning` },
  "/system/script": { source, without: newer },
  "/system/scheduler": { source, without: newer },
  "/system/identity": { source },
  "/system/clock": { source },
  "/system/resource": { source },
  "/tool/netwatch": {
    source,
    // The probe of v6 is one ping: host, interval, timeout and two scripts.
    without: `${newer} unset accept-icmp-time-exceeded certificate check-certificate http-codes name packet-count packet-interval packet-size port src-address start-delay startup-delay test-script thr-avg thr-http-time thr-jitter thr-loss-count thr-loss-percent thr-max thr-stdev thr-tcp-conn-time type done-tests failed-tests http-resp-time http-status-code ip ip6 loss-count loss-percent mail-servers name-servers response-count rtt-avg rtt-jitter rtt-max rtt-min rtt-stdev sent-count tcp-connect-time`,
    properties: {
      disabled,
      host: optional(address),
      interval: always({ is: "duration", min: "1s" }, "1m"),
      timeout: always(duration, "1s"),
    },
  },
  "/user": { source, without: newer },
  "/user/group": {
    source,
    without: newer,
    properties: {
      policy: always({ is: "list", of: words(policies), set: true, complement: true }, none(policies)),
    },
  },
};
