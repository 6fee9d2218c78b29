/** What a running script needs of the router it runs on. */
import type { Clock } from "../../clock";
import type { RouterOsVersion } from "../../config/contract";
import type { Value } from "../values/value";
import type { Soon } from "./soon";

/** One argument of a menu's command. */
export interface GivenArgument {
  readonly name: string | undefined;
  readonly value: Value;
  /** What was written, where it was a bare word or a list of them: `10s`, `yes`, `80,443`. Bytes. */
  readonly written: string | undefined;
  readonly flag: boolean;
  readonly negated: boolean;
}

export interface MenuRequest {
  readonly menu: string;
  readonly command: string;
  readonly arguments: readonly GivenArgument[];
  /** The rows that `where` chose. */
  readonly selected?: readonly string[];
}

/** The rows of a menu as `where` sees them. */
export interface MenuRows {
  /** Every property of the menu; those that a row has not are nothing. */
  readonly properties: ReadonlySet<string>;
  readonly ids: readonly string[];
  /** A property of the row at a place of `ids`, read when it is asked for; undefined where the row has it not. */
  value(at: number, name: string): Value;
}

/** A global variable: the same object for every script of a user. */
export interface GlobalVariable {
  readonly name: string;
  value: Value;
}

/** The globals of one user, or of `*sys`. They are gone after a reboot. */
export interface Globals {
  /** The variable of that name; it is there from the first time it is asked for. */
  variable(name: string): GlobalVariable;
  /** Those with a value, by name. */
  all(): readonly GlobalVariable[];
}

export interface ExecuteRequest {
  /** Bytes. */
  readonly script: string;
  readonly file: string | undefined;
  readonly asString: boolean;
}

export interface ImportRequest {
  readonly fileName: string;
  readonly fromLine: number | undefined;
  readonly verbose: boolean;
  readonly dryRun: boolean;
}

export interface ResolveRequest {
  readonly name: string;
  readonly server: string | undefined;
  readonly type: string | undefined;
}

/**
 * The router, as one run of a script sees it. What fails rejects with a `ScriptFailure` in RouterOS's words; texts
 * that go out (`put`, `log`) are decoded, texts in values are bytes.
 */
export interface ScriptHost {
  readonly version: RouterOsVersion;
  readonly clock: Clock;
  /** Date and time of the router, in milliseconds since 1970; default the clock's. */
  wall?(): number;
  readonly globals: Globals;
  /** What `:jobname` gives. */
  readonly jobName: string;
  /** Variables that the caller gives to the script, as hooks do (`bound`, `lease-address`). */
  readonly variables?: ReadonlyMap<string, Value>;
  /** Ends the script. */
  readonly signal: AbortSignal;
  /** Statements between two moments of the clock. Default 5,000,000. */
  readonly stepLimit?: number;
  /** The same sequence in every run: between 0 and 1. */
  random(): number;
  put(line: string): void;
  log(topic: string, message: string): void;
  /** Runs a command of a menu. */
  command(request: MenuRequest): Soon<Value>;
  /** Rows for `where`: of a row only what the condition names is read. */
  rows(menu: string): MenuRows;
  resolve(request: ResolveRequest): Promise<Value>;
  execute(request: ExecuteRequest): Promise<Value>;
  importFile(request: ImportRequest): Promise<Value>;
}
