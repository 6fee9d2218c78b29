import type * as pulumi from "@pulumi/pulumi";
import { script } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link Script}. */
export interface ScriptArgs extends Inputs<typeof script> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface Script extends Outputs<typeof script> {}

/**
 * A script on the router: `/system/script`, known by its name.
 *
 * @example
 * new Script("hello", { name: "hello", policy: ["read"], source: ':log info "hello"' });
 */
export class Script extends MenuResource {
  constructor(name: string, args: ScriptArgs, options?: pulumi.CustomResourceOptions) {
    super(script, name, args, options);
  }
}
