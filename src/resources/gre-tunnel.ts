import type * as pulumi from "@pulumi/pulumi";
import { greTunnel } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link GreTunnel}. */
export interface GreTunnelArgs extends Inputs<typeof greTunnel> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface GreTunnel extends Outputs<typeof greTunnel> {}

/**
 * A GRE tunnel: `/interface/gre`, known by its name.
 *
 * @example
 * new GreTunnel("head-office", {
 *   name: "gre-head-office",
 *   comment: "ISP1 GRE",
 *   remoteAddress: "203.0.113.1",
 *   localAddress: "1.1.1.10",
 * });
 */
export class GreTunnel extends MenuResource {
  constructor(name: string, args: GreTunnelArgs, options?: pulumi.CustomResourceOptions) {
    super(greTunnel, name, args, options);
  }
}
