import type * as pulumi from "@pulumi/pulumi";
import { ipAddress } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link IpAddress}. */
export interface IpAddressArgs extends Inputs<typeof ipAddress> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface IpAddress extends Outputs<typeof ipAddress> {}

/**
 * An IP address on an interface: `/ip/address`, known by both.
 *
 * @example
 * new IpAddress("lan", { address: "192.168.88.1/24", interface: "bridge" });
 */
export class IpAddress extends MenuResource {
  constructor(name: string, args: IpAddressArgs, options?: pulumi.CustomResourceOptions) {
    super(ipAddress, name, args, options);
  }
}
