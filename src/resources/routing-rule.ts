import type * as pulumi from "@pulumi/pulumi";
import { routingRule } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs, type RuleArgs } from "./menu-resource";

/** Arguments of {@link RoutingRule}. */
export interface RoutingRuleArgs extends Inputs<typeof routingRule>, RuleArgs {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface RoutingRule extends Outputs<typeof routingRule> {}

/**
 * A routing rule: `/routing/rule`, known by its comment; the order of rules means something.
 *
 * @example
 * new RoutingRule("isp1", {
 *   comment: "ISP1 rule",
 *   srcAddress: "1.1.1.10",
 *   action: "lookup-only-in-table",
 *   table: "ISP1",
 * });
 */
export class RoutingRule extends MenuResource {
  constructor(name: string, args: RoutingRuleArgs, options?: pulumi.CustomResourceOptions) {
    super(routingRule, name, args, options);
  }
}
