import type * as pulumi from "@pulumi/pulumi";
import { dhcpClient } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link DhcpClient}. */
export interface DhcpClientArgs extends Inputs<typeof dhcpClient> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface DhcpClient extends Outputs<typeof dhcpClient> {}

/**
 * A DHCP client on an interface: `/ip/dhcp-client`, known by its interface.
 *
 * @example
 * new DhcpClient("isp2", { interface: "ether2", usePeerDns: false, defaultRouteDistance: 12 });
 */
export class DhcpClient extends MenuResource {
  constructor(name: string, args: DhcpClientArgs, options?: pulumi.CustomResourceOptions) {
    super(dhcpClient, name, args, options);
  }
}
