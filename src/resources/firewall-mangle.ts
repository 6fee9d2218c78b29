import type * as pulumi from "@pulumi/pulumi";
import { firewallMangle } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs, type RuleArgs } from "./menu-resource";

/** Arguments of {@link FirewallMangle}. */
export interface FirewallMangleArgs extends Inputs<typeof firewallMangle>, RuleArgs {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface FirewallMangle extends Outputs<typeof firewallMangle> {}

/**
 * A mangle rule: `/ip/firewall/mangle`, known by its comment; the order of rules means something.
 *
 * @example
 * new FirewallMangle("isp1-conn", {
 *   comment: "ISP1 mark conn",
 *   chain: "prerouting",
 *   connectionState: ["new"],
 *   inInterface: "pppoe-isp1",
 *   action: "mark-connection",
 *   newConnectionMark: "from-ISP1",
 * });
 */
export class FirewallMangle extends MenuResource {
  constructor(name: string, args: FirewallMangleArgs, options?: pulumi.CustomResourceOptions) {
    super(firewallMangle, name, args, options);
  }
}
