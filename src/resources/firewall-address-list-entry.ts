import type * as pulumi from "@pulumi/pulumi";
import { firewallAddressListEntry } from "pulumi-routeros-provider";
import { type Inputs, type KeyArgs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link FirewallAddressListEntry}. */
export interface FirewallAddressListEntryArgs extends Inputs<typeof firewallAddressListEntry>, KeyArgs {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface FirewallAddressListEntry extends Outputs<typeof firewallAddressListEntry> {}

/**
 * An entry of an address list: `/ip/firewall/address-list`, known by list and address, or by its comment
 * (`keyBy: "comment"`) where the router rewrites the address.
 *
 * @example
 * new FirewallAddressListEntry("isp1-src", {
 *   list: "ISP1_src_IPs",
 *   address: "1.1.1.10",
 *   comment: "ISP1 src IP",
 *   keyBy: "comment",
 * });
 */
export class FirewallAddressListEntry extends MenuResource {
  constructor(name: string, args: FirewallAddressListEntryArgs, options?: pulumi.CustomResourceOptions) {
    super(firewallAddressListEntry, name, args, options);
  }
}
