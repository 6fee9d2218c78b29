/** All described menus by kind. */
import { dhcpClient } from "./dhcp-client";
import { firewallAddressListEntry } from "./firewall-address-list-entry";
import { firewallFilter } from "./firewall-filter";
import { firewallMangle } from "./firewall-mangle";
import { firewallNat } from "./firewall-nat";
import { greTunnel } from "./gre-tunnel";
import { interfaceList } from "./interface-list";
import { interfaceListMember } from "./interface-list-member";
import { ipAddress } from "./ip-address";
import { ipSettings } from "./ip-settings";
import { ipsecPolicy } from "./ipsec-policy";
import type { Menu } from "./language";
import { netwatch } from "./netwatch";
import { pppProfile } from "./ppp-profile";
import { pppoeClient } from "./pppoe-client";
import { route } from "./route";
import { routingRule } from "./routing-rule";
import { routingSettings } from "./routing-settings";
import { routingTable } from "./routing-table";
import { scheduler } from "./scheduler";
import { script } from "./script";

/** The kinds stay in people's state for ever: none is renamed. */
export const menus = {
  PppoeClient: pppoeClient,
  DhcpClient: dhcpClient,
  IpAddress: ipAddress,
  InterfaceList: interfaceList,
  InterfaceListMember: interfaceListMember,
  RoutingTable: routingTable,
  Route: route,
  RoutingRule: routingRule,
  FirewallMangle: firewallMangle,
  FirewallNat: firewallNat,
  FirewallFilter: firewallFilter,
  FirewallAddressListEntry: firewallAddressListEntry,
  Script: script,
  Scheduler: scheduler,
  Netwatch: netwatch,
  PppProfile: pppProfile,
  GreTunnel: greTunnel,
  IpsecPolicy: ipsecPolicy,
  RoutingSettings: routingSettings,
  IpSettings: ipSettings,
} as const;

export type Kind = keyof typeof menus;

/** The menu of a kind, or undefined if there is no such kind (`RouterItem`: see `itemMenu`). */
export function menuOf(kind: string): Menu | undefined {
  return Object.hasOwn(menus, kind) ? menus[kind as Kind] : undefined;
}

export { itemMenu } from "./item";
export { type BrokenRule, brokenRules } from "./rules";
export type { Args } from "./types";
export { type BrokenGate, brokenGates, compareVersions, gateProblem, parseVersion } from "./versions";
