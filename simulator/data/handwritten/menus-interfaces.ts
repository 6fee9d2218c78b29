/** Interfaces that the command trees at hand lack: a small part of each menu, enough for an office's router. */
import type { HandwrittenMenu, HandwrittenProperty } from "./language";
import {
  always,
  anInterface,
  bool,
  comment,
  disabled,
  integer,
  mac,
  optional,
  row,
  span,
  text,
  words,
  wordsOr,
  written,
} from "./types";

const listCommands = "add comment disable edit enable export find get print remove set";
const state = "about running actual-mtu";
const arp = always(words("disabled enabled local-proxy-arp proxy-arp reply-only"), "enabled");
const arpTimeout = always(wordsOr("auto", span()), "auto");

const frameTypes = always(
  words("admit-all admit-only-untagged-and-priority-tagged admit-only-vlan-tagged"),
  "admit-all",
);

const loopProtect: Readonly<Record<string, HandwrittenProperty>> = {
  "loop-protect": always(words("default off on"), "default"),
  "loop-protect-disable-time": always(span(), "5m"),
  "loop-protect-send-interval": always(span(), "5s"),
};

export const interfaces: Readonly<Record<string, HandwrittenMenu>> = {
  "/interface/ethernet": {
    source: "manual Ethernet",
    commands:
      "blink comment disable edit enable export find get monitor print reset reset-counters reset-mac-address set",
    arguments: {
      monitor: "numbers append as-value do duration file interval once proplist without-paging",
      "reset-mac-address": "numbers",
      set: "numbers",
    },
    properties: {
      advertise: written(text),
      arp,
      "arp-timeout": arpTimeout,
      "auto-negotiation": always(bool, "true"),
      bandwidth: always(text, "unlimited/unlimited"),
      comment,
      disabled,
      "full-duplex": { ...always(bool, "true"), until: "7.18.2" },
      l2mtu: optional(integer(0, 65535)),
      ...loopProtect,
      "mac-address": optional(mac),
      mtu: always(integer(0, 65535), "1500"),
      name: optional(text),
      "rx-flow-control": always(words("auto off on"), "off"),
      speed: written(text),
      "tx-flow-control": always(words("auto off on"), "off"),
    },
    readOnly:
      "about default-name orig-mac-address running slave switch rx-bytes rx-packet tx-bytes tx-packet",
  },
  "/interface/bridge": {
    source: "manual Bridging and Switching",
    commands: listCommands,
    subdirs: "port",
    properties: {
      "add-dhcp-option82": optional(bool),
      "admin-mac": optional(mac),
      "ageing-time": always(span(), "5m"),
      arp,
      "arp-timeout": arpTimeout,
      "auto-mac": always(bool, "true"),
      comment,
      "dhcp-snooping": always(bool, "false"),
      disabled,
      // Read back while VLAN filtering is on; frame-types, ingress-filtering and pvid, too.
      "ether-type": always(words("0x8100 0x88a8 0x9100"), "0x8100"),
      "fast-forward": always(bool, "true"),
      "forward-delay": always(span(), "15s"),
      "forward-reserved-addresses": { ...always(bool, "false"), since: "7.18.2" },
      "frame-types": frameTypes,
      "igmp-snooping": always(bool, "false"),
      // Read back while IGMP snooping is on; mld-version and multicast-querier, too.
      "igmp-version": always(integer(2, 3), "2"),
      "ingress-filtering": always(bool, "true"),
      "max-learned-entries": {
        ...always(integer(0, 4_294_967_295, "auto unlimited"), "auto"),
        since: "7.18.2",
      },
      "max-message-age": always(span(), "20s"),
      "mld-version": always(integer(1, 2), "1"),
      mtu: always(integer(0, 65535, "auto"), "auto"),
      "multicast-querier": always(bool, "false"),
      name: optional(text),
      "port-cost-mode": { ...always(words("long short"), "long"), since: "7.18.2" },
      priority: always({ is: "hex" }, "0x8000"),
      "protocol-mode": always(words("mstp none rstp stp"), "rstp"),
      pvid: always(integer(1, 4094), "1"),
      "transmit-hold-count": always(integer(1, 10), "6"),
      "vlan-filtering": always(bool, "false"),
    },
    readOnly: `${state} l2mtu mac-address dynamic`,
  },
  "/interface/bridge/port": {
    source: "manual Bridging and Switching",
    commands: `${listCommands} move`,
    required: ["bridge", "interface"],
    properties: {
      "auto-isolate": always(bool, "false"),
      "bpdu-guard": always(bool, "false"),
      bridge: optional(row("bridge", "/interface/bridge")),
      "broadcast-flood": always(bool, "true"),
      comment,
      disabled,
      edge: always(words("auto no no-discover yes yes-discover"), "auto"),
      "fast-leave": always(bool, "false"),
      "frame-types": frameTypes,
      horizon: always(integer(0, 4_294_967_295, "none"), "none"),
      hw: always(bool, "true"),
      "ingress-filtering": always(bool, "true"),
      interface: optional(row("interface", "/interface /interface/list")),
      "internal-path-cost": always(integer(1, 200_000_000), "10"),
      learn: always(words("auto no yes"), "auto"),
      "multicast-router": always(words("disabled permanent temporary-query"), "temporary-query"),
      "path-cost": always(integer(1, 200_000_000), "10"),
      "point-to-point": always(words("auto no yes"), "auto"),
      priority: always({ is: "hex" }, "0x80"),
      pvid: always(integer(1, 4094), "1"),
      "restricted-role": always(bool, "false"),
      "restricted-tcn": always(bool, "false"),
      "tag-stacking": always(bool, "false"),
      trusted: always(bool, "false"),
      "unknown-multicast-flood": always(bool, "true"),
      "unknown-unicast-flood": always(bool, "true"),
    },
    readOnly: "about dynamic inactive hw-offload status port-number role",
  },
  "/interface/vlan": {
    source: "manual VLAN",
    commands: listCommands,
    required: ["interface"],
    properties: {
      arp,
      "arp-timeout": arpTimeout,
      comment,
      disabled,
      interface: optional(anInterface()),
      ...loopProtect,
      mtu: always(integer(0, 65535), "1500"),
      mvrp: { ...always(bool, "false"), since: "7.18.2" },
      name: optional(text),
      "use-service-tag": always(bool, "false"),
      "vlan-id": always(integer(1, 4095), "1"),
    },
    readOnly: `${state} l2mtu mac-address`,
  },
};
