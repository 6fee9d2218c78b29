/**
 * Menus that are one object of settings, without rows, ids, `add` and `remove`: nothing a row could be in. Only those
 * that a program may take for a list; the router itself tells the others.
 */

/** No `add` and no `.id` in the command trees of 7.12.2 to 7.24. */
const byCommandTree = [
  "/ip/firewall/connection/tracking",
  "/ip/settings",
  "/system/clock",
  "/system/identity",
  "/system/resource",
];

/** The MikroTik manual's pages show `print` and `set` of one object: DNS, NTP, Cloud, SNMP, Note, Device-mode, Routing. */
const byManual = [
  "/ip/cloud",
  "/ip/dns",
  "/routing/settings",
  "/snmp",
  "/system/device-mode",
  "/system/note",
  "/system/ntp/client",
  "/system/ntp/server",
];

const singletons: ReadonlySet<string> = new Set([...byCommandTree, ...byManual]);

/** @param path a menu's path with slashes */
export function isSingleton(path: string): boolean {
  return singletons.has(path);
}
