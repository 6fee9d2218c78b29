import type * as pulumi from "@pulumi/pulumi";
import type { Args, Menu, Unset } from "pulumi-routeros-provider";
import { RouterResource } from "./router-resource";

/** The arguments of a menu of settings: those that are left out are not touched. */
export type SettingsInputs<M extends Menu> = {
  [K in keyof Args<M>]: pulumi.Input<Args<M>[K]>;
} & {
  /** Which router, by its name under `routeros:routers`. Default: the only one configured. */
  router?: string;
};

/** The outputs: every setting as the router has it. */
export type SettingsOutputs<M extends Menu> = {
  readonly [K in keyof Args<M>]-?: pulumi.Output<Exclude<Args<M>[K], Unset>>;
};

/**
 * One menu of settings of a router as a Pulumi resource: an object that is always there. There is nothing to adopt:
 * what is declared is set, whatever is there, and the deployment's log says what was changed. Another value set by hand
 * is drift. When the resource is deleted, or stops to declare a setting, the router gets back what was there before,
 * unless somebody has changed it since.
 *
 * One resource for each menu of a router; renamed, it needs an alias, or what was there before is forgotten.
 */
export abstract class SettingsResource extends RouterResource {
  /** What was there before the declared settings were written, by name. */
  declare readonly before: pulumi.Output<Record<string, unknown>>;

  protected constructor(menu: Menu, name: string, args: object, options?: pulumi.CustomResourceOptions) {
    super(menu.kind, name, args, ["before", ...Object.keys(menu.properties)], [], options);
  }
}
