import type * as pulumi from "@pulumi/pulumi";
import { route } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link Route}. */
export interface RouteArgs extends Inputs<typeof route> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface Route extends Outputs<typeof route> {}

/**
 * A static route: `/ip/route`, known by its comment, because RouterOS keeps nothing unique among routes.
 *
 * @example
 * new Route("gw1", { comment: "GW1", dstAddress: "0.0.0.0/0", gateway: ["1.1.1.1"], distance: 1 });
 */
export class Route extends MenuResource {
  constructor(name: string, args: RouteArgs, options?: pulumi.CustomResourceOptions) {
    super(route, name, args, options);
  }
}
