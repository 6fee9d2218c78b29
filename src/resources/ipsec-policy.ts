import type * as pulumi from "@pulumi/pulumi";
import { ipsecPolicy } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link IpsecPolicy}. */
export interface IpsecPolicyArgs extends Inputs<typeof ipsecPolicy> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface IpsecPolicy extends Outputs<typeof ipsecPolicy> {}

/**
 * An IPsec policy: `/ip/ipsec/policy`, known by its comment.
 *
 * @example
 * new IpsecPolicy("head-office", {
 *   comment: "ISP1 IPSec policy",
 *   peer: "head-office",
 *   srcAddress: "1.1.1.10",
 *   dstAddress: "203.0.113.1",
 *   protocol: "gre",
 * });
 */
export class IpsecPolicy extends MenuResource {
  constructor(name: string, args: IpsecPolicyArgs, options?: pulumi.CustomResourceOptions) {
    super(ipsecPolicy, name, args, options);
  }
}
