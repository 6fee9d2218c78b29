/** All data written by hand: types and defaults for the extracted menus, whole menus, and the 6.49 dialect. */
import { firewall } from "./details-firewall";
import { ipsec, routing } from "./details-routing";
import { system } from "./details-system";
import type { HandwrittenMenu, MenuDetails, Version6Menu } from "./language";
import { interfaces } from "./menus-interfaces";
import { ip } from "./menus-ip";
import { systemMenus } from "./menus-system";
import { version6 as version6Menus } from "./version6";

/** Types and defaults for menus of the command trees, by path. */
export const details: Readonly<Record<string, MenuDetails>> = {
  ...firewall,
  ...routing,
  ...ipsec,
  ...system,
};

/** Menus that the command trees lack, by path. */
export const menus: Readonly<Record<string, HandwrittenMenu>> = { ...interfaces, ...ip, ...systemMenus };

/** How the menus of 6.49 differ from those of 7.12.2. */
export const version6: Readonly<Record<string, Version6Menu>> = version6Menus;
