/** Names of the kinds, for who describes objects without Pulumi. */
import { type Kind, menus } from "pulumi-routeros-provider";

/** Kinds that describe no menu: any row at all, and a run of a script. */
const others = ["RouterItem", "ScriptRun"] as const;

/** Pulumi's type name of every kind of RouterOS object. */
export type ResourceKind = Kind | (typeof others)[number];

export const kindNames: readonly ResourceKind[] = [...(Object.keys(menus) as Kind[]), ...others];
