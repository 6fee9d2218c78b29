/** Arguments of the component: those of an office, with secrets that a program may not know yet. */
import type * as pulumi from "@pulumi/pulumi";
import type { DualWanArgs } from "../args";
import type { Transforms } from "./transform";

type SecretName = "password" | "token" | "url";

/** The same arguments, whose secrets may be inputs of Pulumi (`config.requireSecret(…)`). */
export type WithSecrets<T> = T extends readonly unknown[]
  ? { [K in keyof T]: WithSecrets<T[K]> }
  : T extends object
    ? { [K in keyof T]: K extends SecretName ? pulumi.Input<T[K]> : WithSecrets<T[K]> }
    : T;

/** What the component takes beside the office itself. */
export interface ComponentArgs {
  /** Which router, by its name under `routeros:routers`. Default: the only one configured. */
  router?: string;
  /** Changes of single rows: by part of the plan, kind, or key. */
  transform?: Transforms;
}

export type DualWanFailoverArgs = WithSecrets<DualWanArgs> & ComponentArgs;
