/** What every menu does beyond storing rows. */
import type { Behaviours } from "../behaviour";
import { addressLists } from "./address-list";
import { addresses } from "./addresses";
import { bridges } from "./bridge";
import { certificates } from "./certificates";
import { cloud } from "./cloud";
import { dhcpClients } from "./dhcp";
import { dns } from "./dns";
import { eMail } from "./e-mail";
import { firewall } from "./firewall";
import { interfaces } from "./interfaces";
import { ipsec } from "./ipsec";
import { interfaceLists } from "./lists";
import { lteProfiles } from "./lte";
import { others } from "./others";
import { ppp } from "./ppp";
import { routes } from "./routes";
import { routing } from "./routing";
import { scripts } from "./scripts";
import { system } from "./system";
import { tools } from "./tools";
import { users } from "./users";

export const behaviours: Behaviours = {
  ...interfaces,
  ...lteProfiles,
  ...bridges,
  ...interfaceLists,
  ...firewall,
  ...addressLists,
  ...addresses,
  ...dhcpClients,
  ...routes,
  ...routing,
  ...others,
  ...dns,
  ...cloud,
  ...eMail,
  ...certificates,
  ...ppp,
  ...ipsec,
  ...scripts,
  ...tools,
  ...users,
  ...system,
};
