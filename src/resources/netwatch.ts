import type * as pulumi from "@pulumi/pulumi";
import { netwatch } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link Netwatch}. */
export interface NetwatchArgs extends Inputs<typeof netwatch> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface Netwatch extends Outputs<typeof netwatch> {}

/**
 * A host that the router watches: `/tool/netwatch`.
 *
 * @example
 * new Netwatch("dns", { comment: "resolver", host: "8.8.8.8", type: "icmp", interval: "10s" });
 */
export class Netwatch extends MenuResource {
  constructor(name: string, args: NetwatchArgs, options?: pulumi.CustomResourceOptions) {
    super(netwatch, name, args, options);
  }
}
