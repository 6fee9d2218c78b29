import type * as pulumi from "@pulumi/pulumi";
import { interfaceList } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link InterfaceList}. */
export interface InterfaceListArgs extends Inputs<typeof interfaceList> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface InterfaceList extends Outputs<typeof interfaceList> {}

/**
 * A list of interfaces that rules can name: `/interface/list`, known by its name.
 *
 * @example
 * new InterfaceList("wan", { name: "WAN" });
 */
export class InterfaceList extends MenuResource {
  constructor(name: string, args: InterfaceListArgs, options?: pulumi.CustomResourceOptions) {
    super(interfaceList, name, args, options);
  }
}
