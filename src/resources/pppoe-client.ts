import type * as pulumi from "@pulumi/pulumi";
import { pppoeClient } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link PppoeClient}. */
export interface PppoeClientArgs extends Inputs<typeof pppoeClient> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface PppoeClient extends Outputs<typeof pppoeClient> {}

/**
 * A PPPoE line: `/interface/pppoe-client`, known by its name.
 *
 * @example
 * new PppoeClient("isp1", {
 *   name: "pppoe-isp1",
 *   interface: "ether1",
 *   user: "user1",
 *   password: new pulumi.Config().requireSecret("isp1Password"),
 * });
 */
export class PppoeClient extends MenuResource {
  constructor(name: string, args: PppoeClientArgs, options?: pulumi.CustomResourceOptions) {
    super(pppoeClient, name, args, options);
  }
}
