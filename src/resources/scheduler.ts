import type * as pulumi from "@pulumi/pulumi";
import { scheduler } from "pulumi-routeros-provider";
import { type Inputs, MenuResource, type Outputs } from "./menu-resource";

/** Arguments of {@link Scheduler}. */
export interface SchedulerArgs extends Inputs<typeof scheduler> {}

/** Outputs of the kind: the SDK's base class sets every one of them. */
export interface Scheduler extends Outputs<typeof scheduler> {}

/**
 * An entry of the router's scheduler: `/system/scheduler`, known by its name.
 *
 * @example
 * new Scheduler("hello", {
 *   name: "hello",
 *   interval: "45s",
 *   onEvent: "hello",
 *   policy: ["read"],
 *   startDate: "1970-01-01",
 *   startTime: "00:00:00",
 * });
 */
export class Scheduler extends MenuResource {
  constructor(name: string, args: SchedulerArgs, options?: pulumi.CustomResourceOptions) {
    super(scheduler, name, args, options);
  }
}
