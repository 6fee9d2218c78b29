/** All described menus by kind. */
import { firewallAddressListEntry } from "./firewall-address-list-entry";
import { firewallMangle } from "./firewall-mangle";
import type { Menu } from "./language";
import { script } from "./script";

export const menus = {
  FirewallAddressListEntry: firewallAddressListEntry,
  FirewallMangle: firewallMangle,
  Script: script,
} as const;

export type Kind = keyof typeof menus;

/** The menu of a kind, or undefined. */
export function menuOf(kind: string): Menu | undefined {
  return Object.hasOwn(menus, kind) ? menus[kind as Kind] : undefined;
}
