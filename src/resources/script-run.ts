import type * as pulumi from "@pulumi/pulumi";
import { RouterResource } from "./router-resource";

/** Arguments of {@link ScriptRun}. */
export interface ScriptRunArgs {
  /** Which router, by its name under `routeros:routers`. Default: the only one configured. */
  router?: string;
  /** Name of the script under `/system/script`. It must be there when this is created: depend on its resource. */
  script: pulumi.Input<string>;
  /** Any plain values: a change of one of them runs the script again. */
  triggers?: pulumi.Input<readonly unknown[] | Readonly<Record<string, unknown>>>;
  /**
   * How lines of the router's log begin that are the script's report. Those that are written while it runs become the
   * output `report`, and are said in the deployment's log. Default: no report.
   */
  logPrefix?: pulumi.Input<string>;
  /** How long a run may take, 1 s to 1 day, whatever `routeros:commandDeadline` says. Default `1m`. */
  deadline?: pulumi.Input<string | number>;
  /**
   * Names of scripts that must have ended before this is deleted, so that the rows they work on can be removed behind
   * it: it waits up to 30 s until no job of them runs, and fails if one still does. Default: none.
   */
  waitFor?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * Runs a script of the router once, when it is created, and again when its script or one of its triggers changes.
 * A preview runs nothing; a refresh reads nothing; deleting it undoes nothing.
 *
 * A script that is missing or fails is an error with RouterOS's words, and the next `pulumi up` runs it again; so it
 * does where the router did not answer in time. The script may do no more than the API user may, unless it has
 * `dontRequirePermissions`.
 *
 * @example
 * const script = new Script("sync", { name: "sync", policy: ["read"], source: ':log info "sync: done"' });
 * new ScriptRun("first-sync", {
 *   script: script.name,
 *   triggers: [script.source],
 *   logPrefix: "sync:",
 *   waitFor: [script.name],
 * });
 */
export class ScriptRun extends RouterResource {
  /** The lines of the log that begin with `logPrefix` and were written during the last run, the oldest first. */
  declare readonly report: pulumi.Output<string[]>;

  constructor(name: string, args: ScriptRunArgs, options?: pulumi.CustomResourceOptions) {
    super("ScriptRun", name, args, ["report"], [], options);
  }
}
