import type * as pulumi from "@pulumi/pulumi";
import { firewallFilter } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs, type RuleArgs } from "./menu-resource";

/** Arguments of {@link FirewallFilter}. */
export interface FirewallFilterArgs extends Inputs<typeof firewallFilter>, RuleArgs {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface FirewallFilter extends Outputs<typeof firewallFilter> {}

/**
 * A filter rule: `/ip/firewall/filter`, known by its comment; the order of rules means something.
 *
 * @example
 * new FirewallFilter("isp1-guard", {
 *   comment: "ISP1 restrict output",
 *   chain: "output",
 *   outInterface: "pppoe-isp1",
 *   srcAddressList: "!ISP1_src_IPs",
 *   action: "drop",
 * });
 */
export class FirewallFilter extends MenuResource {
  constructor(name: string, args: FirewallFilterArgs, options?: pulumi.CustomResourceOptions) {
    super(firewallFilter, name, args, options);
  }
}
