/** What the suite has to know of a kind, as data: how its rows look, and a second value for each of its properties. */
import type { VersionGate } from "../../provider/menus/language";

/** Arguments of a program, in the kind's own names. */
export type Args = Readonly<Record<string, unknown>>;

/** Stands in every row that the suite makes, in its name, list, comment, interface, chain or table. */
export const mark = "pulumi-test";

/** A row that must be on the router before: made by hand before the scenarios, removed after them. */
export interface Prerequisite extends VersionGate {
  readonly path: string;
  /** In RouterOS's names. */
  readonly properties: Readonly<Record<string, string>>;
}

/** How one property is set and changed. */
export interface Exercise extends VersionGate {
  /** Two values that differ; `false` of a presence flag is "not set". */
  readonly values: readonly [unknown, unknown];
  /** How RouterOS prints them; default: the text of a value, lists with commas, `true` and `false`. */
  readonly texts?: readonly [string, string];
  /** Arguments that go along with it, whether it is set or not. */
  readonly beside?: Args;
  /** Arguments that go along only while it has a value: an action that needs it, and is wrong without it. */
  readonly along?: Args;
  /** Other values in versions before `until`, which take fewer. */
  readonly older?: { readonly until: string } & Pick<Exercise, "values" | "texts">;
  /** RouterOS has no way to clear it (of a RouterItem, whose description cannot say so). */
  readonly keptForEver?: boolean;
}

/** Why a property is not exercised by itself. */
export interface Reason {
  readonly reason: string;
}

export interface Fixture {
  /** `FirewallMangle`; of a RouterItem with its menu: `RouterItem /ip/pool`. */
  readonly name: string;
  readonly kind: string;
  /** Of a RouterItem: the menu, what its rows are known by, and which properties are credentials. */
  readonly item?: {
    readonly path: string;
    readonly key: readonly string[];
    readonly secret: readonly string[];
  };
  readonly prerequisites: readonly Prerequisite[];
  /** The fewest arguments. One of them holds the {@link mark}, and stays when the row's key is changed by hand. */
  readonly minimal: Args;
  /** As many arguments as go together; those that a version lacks are left out. */
  readonly full: Args;
  /** Changes of the minimal arguments that make them another row of the menu. */
  readonly other: Args;
  /** Each property of the kind by its camelCase name. */
  readonly properties: Readonly<Record<string, Exercise | Reason>>;
  /** Whether RouterOS lets a second row have the same key, with these changes (in RouterOS's names); or why not. */
  readonly twin: { readonly changes: Readonly<Record<string, string>> } | Reason;
  /** The versions in which RouterOS itself has such rows of its own; default all. */
  readonly foreign?: VersionGate;
  /** A property that the router itself may change, and what it changes it to; or why there is none. */
  readonly runtimeOwned: { readonly property: string; readonly text: string } | Reason;
  /** Scenarios that make no sense here, by name, with the reason. */
  readonly without?: Readonly<Record<string, string>>;
}

export function isReason(value: Exercise | Fixture["twin"] | Fixture["runtimeOwned"]): value is Reason {
  return "reason" in value;
}
