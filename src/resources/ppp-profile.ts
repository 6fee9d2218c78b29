import type * as pulumi from "@pulumi/pulumi";
import { pppProfile } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link PppProfile}. */
export interface PppProfileArgs extends Inputs<typeof pppProfile> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface PppProfile extends Outputs<typeof pppProfile> {}

/**
 * A PPP profile: `/ppp/profile`, known by its name.
 *
 * @example
 * new PppProfile("isp1", { name: "isp1", changeTcpMss: "yes" });
 */
export class PppProfile extends MenuResource {
  constructor(name: string, args: PppProfileArgs, options?: pulumi.CustomResourceOptions) {
    super(pppProfile, name, args, options);
  }
}
