/** What is read of a router before a deployment and for a status: whole menus, by their path in RouterOS 7. */
import type { Row } from "pulumi-routeros-provider";

/** The rows of a menu; undefined where this RouterOS has no such menu. */
export type MenuRows = readonly Row[] | undefined;

export interface RouterState {
  /** `7.21.5` */
  readonly version: string;
  readonly identity: string;
  /** Of our user; undefined when the router does not tell. */
  readonly policies: readonly string[] | undefined;
  readonly menus: Readonly<Record<Menu, MenuRows>>;
}

/** The menus that are read. `/ip/route/rule` is asked for where there is no `/routing/rule` (RouterOS 6). */
export const menusRead = [
  "/interface",
  "/ip/address",
  "/ip/dhcp-client",
  "/ip/dns",
  "/ip/firewall/connection/tracking",
  "/ip/firewall/filter",
  "/ip/firewall/mangle",
  "/ip/firewall/nat",
  "/ip/route",
  "/ip/settings",
  "/routing/rule",
  "/ip/route/rule",
  "/system/clock",
  "/system/device-mode",
  "/system/ntp/client",
  "/system/resource",
  "/system/scheduler",
  "/system/script",
  "/interface/pppoe-client",
  "/user/active",
] as const;

export type Menu = (typeof menusRead)[number];

/** One of our own connections, as far as it is needed here. */
interface Reader {
  readonly version: string;
  readonly identity: string;
  readonly policies?: readonly string[];
  rows(path: string): Promise<MenuRows>;
}

/** Reads a router's state: one `print` a menu. */
export async function readState(router: Reader): Promise<RouterState> {
  const menus = await Promise.all(menusRead.map(async (menu) => [menu, await router.rows(menu)] as const));
  return {
    version: router.version,
    identity: router.identity,
    policies: router.policies,
    menus: Object.fromEntries(menus) as RouterState["menus"],
  };
}

export const isOn = (value: string | undefined): boolean => value === "true" || value === "yes";

/** Rows that are neither disabled nor unknown. */
export const enabled = (rows: MenuRows): readonly Row[] => (rows ?? []).filter((row) => !isOn(row.disabled));

/** Static routing rules of either family. */
export const rulesOf = ({ menus }: RouterState): readonly Row[] =>
  (menus["/routing/rule"] ?? menus["/ip/route/rule"] ?? []).filter((row) => !isOn(row.default));

/** The default routes of table main: of RouterOS 7, or without a mark in 6. */
export function mainDefaults({ menus }: RouterState): readonly Row[] {
  return enabled(menus["/ip/route"]).filter(
    (row) =>
      row["dst-address"] === "0.0.0.0/0" &&
      (row["routing-table"] ?? "main") === "main" &&
      (row["routing-mark"] ?? "") === "",
  );
}

/** `203.0.113.10/24` → `203.0.113.10`. */
export const bare = (address: string | undefined): string => (address ?? "").split("/")[0] ?? "";
