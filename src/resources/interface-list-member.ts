import type * as pulumi from "@pulumi/pulumi";
import { interfaceListMember } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link InterfaceListMember}. */
export interface InterfaceListMemberArgs extends Inputs<typeof interfaceListMember> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface InterfaceListMember extends Outputs<typeof interfaceListMember> {}

/**
 * An interface's place in a list: `/interface/list/member`, known by list and interface.
 *
 * @example
 * new InterfaceListMember("wan-isp1", { list: "WAN", interface: "pppoe-isp1" });
 */
export class InterfaceListMember extends MenuResource {
  constructor(name: string, args: InterfaceListMemberArgs, options?: pulumi.CustomResourceOptions) {
    super(interfaceListMember, name, args, options);
  }
}
