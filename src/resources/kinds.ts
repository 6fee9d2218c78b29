import { DhcpClient } from "./dhcp-client";
import { FirewallAddressListEntry } from "./firewall-address-list-entry";
import { FirewallFilter } from "./firewall-filter";
import { FirewallMangle } from "./firewall-mangle";
import { FirewallNat } from "./firewall-nat";
import { GreTunnel } from "./gre-tunnel";
import { InterfaceList } from "./interface-list";
import { InterfaceListMember } from "./interface-list-member";
import { IpAddress } from "./ip-address";
import { IpSettings } from "./ip-settings";
import { IpsecPolicy } from "./ipsec-policy";
import type { ResourceKind } from "./kind-names";
import { Netwatch } from "./netwatch";
import { PppProfile } from "./ppp-profile";
import { PppoeClient } from "./pppoe-client";
import { Route } from "./route";
import { RouterItem } from "./router-item";
import { RoutingRule } from "./routing-rule";
import { RoutingSettings } from "./routing-settings";
import { RoutingTable } from "./routing-table";
import { Scheduler } from "./scheduler";
import { Script } from "./script";
import { ScriptRun } from "./script-run";

/** Every kind of RouterOS object by its Pulumi type name. */
export const resourceKinds = {
  DhcpClient,
  FirewallAddressListEntry,
  FirewallFilter,
  FirewallMangle,
  FirewallNat,
  GreTunnel,
  InterfaceList,
  InterfaceListMember,
  IpAddress,
  IpSettings,
  IpsecPolicy,
  Netwatch,
  PppProfile,
  PppoeClient,
  Route,
  RouterItem,
  RoutingRule,
  RoutingSettings,
  RoutingTable,
  Scheduler,
  Script,
  ScriptRun,
} as const satisfies Record<ResourceKind, unknown>;
