import type * as pulumi from "@pulumi/pulumi";
import { routingTable } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link RoutingTable}. */
export interface RoutingTableArgs extends Inputs<typeof routingTable> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface RoutingTable extends Outputs<typeof routingTable> {}

/**
 * A routing table: `/routing/table`, known by its name. It must exist before routes, rules and marks name it.
 *
 * @example
 * new RoutingTable("isp1", { name: "ISP1", fib: true });
 */
export class RoutingTable extends MenuResource {
  constructor(name: string, args: RoutingTableArgs, options?: pulumi.CustomResourceOptions) {
    super(routingTable, name, args, options);
  }
}
