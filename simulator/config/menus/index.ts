/** What every menu does beyond storing rows. */
import type { Behaviours } from "../behaviour";
import { addressLists } from "./address-list";
import { bridges } from "./bridge";
import { firewall } from "./firewall";
import { interfaces } from "./interfaces";
import { interfaceLists } from "./lists";
import { system } from "./system";
import { users } from "./users";

export const behaviours: Behaviours = {
  ...interfaces,
  ...bridges,
  ...interfaceLists,
  ...firewall,
  ...addressLists,
  ...users,
  ...system,
};
