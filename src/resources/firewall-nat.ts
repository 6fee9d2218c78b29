import type * as pulumi from "@pulumi/pulumi";
import { firewallNat } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs, type RuleArgs } from "./menu-resource";

/** Arguments of {@link FirewallNat}. */
export interface FirewallNatArgs extends Inputs<typeof firewallNat>, RuleArgs {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface FirewallNat extends Outputs<typeof firewallNat> {}

/**
 * A NAT rule: `/ip/firewall/nat`, known by its comment; the order of rules means something.
 *
 * @example
 * new FirewallNat("isp1", {
 *   comment: "ISP1 NAT",
 *   chain: "srcnat",
 *   outInterface: "pppoe-isp1",
 *   action: "masquerade",
 * });
 */
export class FirewallNat extends MenuResource {
  constructor(name: string, args: FirewallNatArgs, options?: pulumi.CustomResourceOptions) {
    super(firewallNat, name, args, options);
  }
}
