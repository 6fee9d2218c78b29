/** What a menu does beyond storing rows: the data and hooks that the files of `menus/` fill in. */
import type { Caller, CommandOutput, CommandRequest, CommandResult } from "./contract";
import type { Menu } from "./menu";
import type { Router } from "./router";
import type { Row, Words } from "./store/row";
import type { DerivedRow } from "./store/store";

/** A row while `add` or `set` is making it; hooks may change `values` and `facts`. */
export interface Draft {
  readonly router: Router;
  readonly menu: Menu;
  readonly caller: Caller;
  readonly id: string;
  /** The row before; undefined on `add`. */
  readonly previous: Row | undefined;
  /** Names of the arguments that were given. */
  readonly written: ReadonlySet<string>;
  values: Record<string, string>;
  facts: Record<string, string>;
}

/** Fields that must not be equal in two rows of a store. */
export interface UniqueRule {
  /** RouterOS's words for the conflict. */
  readonly message: string;
  /** What is compared; undefined takes no part (a disabled row of an address list). */
  keyOf(row: Pick<Row, "menu" | "values" | "facts">): string | undefined;
}

export interface CommandContext {
  readonly router: Router;
  readonly menu: Menu;
  readonly request: CommandRequest;
  readonly caller: Caller;
  readonly output: CommandOutput;
}

/** A command that is done when it returns. */
export type WriteHandler = (context: CommandContext) => CommandResult;
export type CommandHandler = (context: CommandContext) => Promise<CommandResult> | CommandResult;

/** A command outside menus with rows: `/ping`, `/safe-mode/take`. */
export type RootContext = Omit<CommandContext, "menu">;
export type RootHandler = (context: RootContext) => Promise<CommandResult> | CommandResult;

export interface RootCommand {
  /** First version that has it. */
  readonly since?: string;
  readonly policies: readonly string[];
  readonly run: RootHandler;
}

export interface Derivation {
  /** Stores whose changes make the rows be computed again. */
  readonly from: readonly string[];
  rows(router: Router): DerivedRow[];
}

/** Computes a read-only property of a row; undefined where the row has none. */
export type Fact = (row: Row, router: Router) => string | undefined;

/** Read-only properties by name: each is computed when it is read, and only then. */
export type Facts = Readonly<Record<string, Fact>>;

/** Properties that come out of one reading: none of them can be had for less. */
export function together(
  names: readonly string[],
  read: (row: Row, router: Router) => Readonly<Record<string, string | undefined>>,
): Facts {
  return Object.fromEntries(
    names.map((name): [string, Fact] => [name, (row, router) => read(row, router)[name]]),
  );
}

export interface MenuBehaviour {
  /** The menu whose store holds the rows; default the menu itself. */
  readonly store?: string;
  /** Shows every row of its store, whichever menu made it. */
  readonly whole?: boolean;
  /** First number of the ids of written and of derived rows. */
  readonly ids?: (major: number) => { readonly first: number; readonly derived?: number };
  /** Derived rows follow the written ones instead of leading. */
  readonly derivedFollow?: boolean;
  readonly unique?: readonly UniqueRule[];
  /** More ways to find rows of the store fast, for `store.lookup`. */
  readonly index?: Readonly<Record<string, (row: Row) => string | undefined>>;
  /** RouterOS's own words for a required argument that is missing. */
  readonly missing?: Readonly<Record<string, string>>;
  /** Properties that get this value on `add` when not given, and are stored. */
  readonly onAdd?: (draft: Draft) => void;
  /** After the values were accepted, in `add` and `set`: normalises, refuses. */
  readonly onWrite?: (draft: Draft) => void;
  /** The row is there or has changed (also by undo, or from a saved state). */
  readonly appeared?: (row: Row, router: Router) => void;
  readonly vanished?: (row: Row, router: Router) => void;
  /** Why this row cannot be changed by `command`; undefined if it can. */
  readonly refuse?: (row: Row, command: string, router: Router, caller: Caller) => string | undefined;
  /** Dynamic rows can be changed and removed by hand (address lists). */
  readonly dynamicWritable?: boolean;
  readonly facts?: Facts;
  /** Names that a row does not print, though it has them. */
  readonly hidden?: (row: Row, router: Router) => readonly string[];
  /** The last word on how a row prints. Reading one property renders the whole row then. */
  readonly shape?: (printed: Record<string, string>, row: Row, router: Router) => Record<string, string>;
  readonly derive?: Derivation;
  /** Rows of a menu that is a view of something else (history, log): no store behind them. */
  readonly view?: (router: Router) => readonly Row[];
  /** One row of the view by its id, where that is cheaper than looking through all of them. */
  readonly viewed?: (id: string, router: Router) => Row | undefined;
  /** Built-in rows, on a router without configuration. */
  readonly seed?: (router: Router) => void;
  /** After power-on. */
  readonly boot?: (router: Router) => void;
  readonly commands?: Readonly<Record<string, CommandHandler>>;
  /** Policies that writing needs besides `write`. */
  readonly writePolicies?: readonly string[];
  /** What history calls a row: `route`, `mangle rule`. Default: the last word of the path. */
  readonly noun?: string;
}

export type Behaviours = Readonly<Record<string, MenuBehaviour>>;
export type { Menu, Router, Words };
