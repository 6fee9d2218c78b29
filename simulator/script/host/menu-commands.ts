/** Menu commands of scripts, on the configuration plane. */
import { type Caller, CommandFailure, type CommandRequest, type PrintedRow } from "../../config/contract";
import type { RouterConfiguration } from "../../config/plane";
import type { ReadableRows } from "../../config/printing";
import type { Router } from "../../config/router";
import type { MenuSchema } from "../../config/schema-types";
import type { MenuRequest, MenuRows } from "../run/contract";
import { ScriptFailure, ScriptStopped } from "../run/failure";
import { after, attempt, type Soon, waitFor } from "../run/soon";
import { bytesOf } from "../syntax/bytes";
import { directories } from "../syntax/directories";
import { arrayOf } from "../values/arrays";
import { toText } from "../values/text";
import { ArrayValue, Id, type Value } from "../values/value";
import { typedEntries, valueOfRows } from "./as-value";
import { wordOf } from "./given";
import { propertyNames, typedProperty } from "./properties";

export interface CommandPlace {
  readonly plane: RouterConfiguration;
  readonly router: Router;
  readonly caller: Caller;
  readonly signal: AbortSignal;
  put(line: string): void;
}

interface Outcome {
  readonly rows: readonly PrintedRow[];
  readonly ret: string | undefined;
}

/** How `print` would draw its rows: of no meaning for their values. */
const drawing = new Set([
  "as-value",
  "count-only",
  "without-paging",
  "detail",
  "brief",
  "terse",
  "value-list",
  "show-ids",
]);
/** Commands on rows that do nothing for an empty list. */
const onRows = new Set(["set", "remove", "enable", "disable", "unset", "move", "comment"]);

/** Short names of menus. */
const aliases: Readonly<Record<string, string>> = { "/environment": "/system/script/environment" };

export function runMenuCommand(place: CommandPlace, written: MenuRequest): Soon<Value> {
  const request = { ...written, menu: aliases[written.menu] ?? written.menu };
  const { menu, command } = request;
  const schema = place.router.menus.get(menu)?.schema;
  if (command === "print") return print(place, request, schema);
  if (command === "find") return new ArrayValue(readable(place, menu).rows.map(({ id }) => new Id(id)));
  if (menu === "/log" && ["debug", "info", "warning", "error"].includes(command)) return log(place, request);
  const target = request.arguments.find(({ name }) => name === "numbers" || name === "number")?.value;
  if (target instanceof ArrayValue) {
    if (onRows.has(command) && target.size === 0) return undefined;
    // One row, or RouterOS's complaint.
    if (command === "get" && target.size !== 1) throw new ScriptFailure("invalid internal item number");
  }
  const words = wordsOf(request, schema);
  if (command === "get") return get(place, menu, words, schema);
  return after(execute(place, { menu, command, arguments: words, queries: [] }), ({ rows, ret }) => {
    if (request.arguments.some(({ name }) => name === "as-value")) return valueOfRows(command, rows, schema);
    if (command === "ping") return pinged(place, rows);
    rows.forEach((row, at) => {
      place.put(rowText(row, schema, at));
    });
    if (ret === undefined) return undefined;
    return command === "add" ? new Id(ret) : bytesOf(ret);
  });
}

export function menuRows(place: CommandPlace, written: string): MenuRows {
  const menu = aliases[written] ?? written;
  const schema = place.router.menus.get(menu)?.schema;
  const { rows, property } = readable(place, menu);
  return {
    properties: propertyNames(schema),
    ids: rows.map(({ id }) => id),
    value: (at, name) => {
      const row = rows[at];
      const text = row === undefined ? undefined : property(row, name);
      return text === undefined ? undefined : typedProperty(schema, name, text);
    },
  };
}

function readable(place: CommandPlace, menu: string): ReadableRows {
  try {
    return place.plane.rows(menu, place.caller);
  } catch (error) {
    throw scriptFailure(place, { menu, command: "print" }, error);
  }
}

const valuesOf = (row: PrintedRow, schema: MenuSchema | undefined): Map<string, Value> =>
  new Map(
    Object.entries(row).map(([name, text]): [string, Value] => [name, typedProperty(schema, name, text)]),
  );

const asValue = (rows: readonly PrintedRow[], schema: MenuSchema | undefined): ArrayValue =>
  new ArrayValue(rows.map((row) => arrayOf([], valuesOf(row, schema))));

function wordsOf(
  { menu, command, arguments: given }: MenuRequest,
  schema: MenuSchema | undefined,
): [string, string][] {
  return given.map((argument) => {
    const word = wordOf(argument, schema);
    // Where an unnamed argument goes is known of the commands that the simulator has.
    if (word === undefined) throw new ScriptFailure(gap(menu, command));
    return word;
  });
}

function print(place: CommandPlace, request: MenuRequest, schema: MenuSchema | undefined): Soon<Value> {
  const { menu, selected } = request;
  const has = (name: string) => request.arguments.some((argument) => argument.name === name);
  const kept = request.arguments.filter(({ name }) => !drawing.has(name ?? ""));
  // Ids are needed to tell the chosen rows.
  const names = kept.find(({ name }) => name === "proplist");
  const words = wordsOf({ ...request, arguments: kept.filter((argument) => argument !== names) }, schema);
  return after(execute(place, { menu, command: "print", arguments: words, queries: [] }), ({ rows }) => {
    const chosen = selected === undefined ? undefined : new Set(selected);
    const found = rows.filter((row) => chosen?.has(row[".id"] ?? "") ?? true);
    if (has("count-only")) return BigInt(found.length);
    const shown =
      names === undefined ? found : found.map((row) => projected(row, toText(names.value), names.written));
    if (has("as-value")) {
      // Before 7.20 flags are there only by name (measured on 6.49.13; reported of 7).
      const whole = names !== undefined || place.router.atLeast("7.20");
      return asValue(whole ? shown : shown.map((row) => withoutFlags(row, schema)), schema);
    }
    shown.forEach((row, at) => {
      place.put(rowText(row, schema, at));
    });
    return undefined;
  });
}

/** Flags: `disabled`, and what is read only and true or false. */
function withoutFlags(row: PrintedRow, schema: MenuSchema | undefined): PrintedRow {
  const isFlag = ([name, text]: [string, string]): boolean =>
    name === "disabled" || (schema?.readOnly.has(name) === true && /^(true|false)$/.test(text));
  return Object.fromEntries(Object.entries(row).filter((entry) => !isFlag(entry)));
}

function projected(row: PrintedRow, names: string, written: string | undefined): PrintedRow {
  const wanted = new Set([".id", ...(written ?? names).split(/[,;]/)]);
  return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name)));
}

/** Not RouterOS's table: one row a line, with its values. */
function rowText(row: PrintedRow, schema: MenuSchema | undefined, at: number): string {
  const pairs = Object.entries(row).filter(([name]) => name !== ".id");
  if (schema?.form === "singleton") return pairs.map(([name, text]) => `${name}: ${text}`).join("\n");
  return ` ${at} ${pairs.map(([name, text]) => `${name}=${/[ ;"]/.test(text) ? `"${text}"` : text}`).join(" ")}`;
}

function get(
  place: CommandPlace,
  menu: string,
  words: readonly [string, string][],
  schema: MenuSchema | undefined,
): Soon<Value> {
  const written = words.find(([word]) => word === "value-name")?.[1];
  if (written !== undefined) {
    const name = wholeName(schema, written);
    const whole = words.map(([word, text]): [string, string] => [word, word === "value-name" ? name : text]);
    return after(execute(place, { menu, command: "get", arguments: whole, queries: [] }), ({ ret = "" }) =>
      ret === "" && schema?.properties.get(name)?.type.is !== "flag" ? "" : typedProperty(schema, name, ret),
    );
  }
  const from = words.find(([word]) => word.startsWith("number"))?.[1];
  const request: [string, string][] = from === undefined ? [] : [["from", from]];
  if (schema?.form === "list" && from === undefined)
    throw new ScriptFailure("missing value(s) of argument(s) number");
  return after(execute(place, { menu, command: "print", arguments: request, queries: [] }), ({ rows }) => {
    if (rows.length !== 1) throw new ScriptFailure("invalid internal item number");
    return arrayOf([], valuesOf(rows[0] as PrintedRow, schema));
  });
}

/** Properties may be abbreviated (`disable` for `disabled`). */
function wholeName(schema: MenuSchema | undefined, written: string): string {
  const names = propertyNames(schema);
  const found = names.has(written) ? [] : [...names].filter((name) => name.startsWith(written));
  return found.length === 1 ? (found[0] as string) : written;
}

function log(place: CommandPlace, { command, arguments: given }: MenuRequest): Value {
  const word = given.map((argument) => wordOf(argument, undefined)).find((found) => found?.[0] === "message");
  if (word === undefined) throw new ScriptFailure("missing value(s) of argument(s) message");
  place.router.log.write(`script,${command}`, word[1]);
  return undefined;
}

/** The number of replies. */
function pinged(place: CommandPlace, rows: readonly PrintedRow[]): Value {
  for (const row of rows) place.put(`  ${row.seq} ${row.host} ${row.time ?? row.status}`);
  return BigInt(rows[rows.length - 1]?.received ?? "0");
}

function execute(place: CommandPlace, request: CommandRequest): Soon<Outcome> {
  const rows: PrintedRow[] = [];
  const output = {
    row: (row: PrintedRow) => void rows.push(row),
    line: (text: string) => place.put(text),
    signal: place.signal,
  };
  return attempt<Outcome>(
    () => {
      const result = place.plane.perform(request, place.caller, output);
      return after(result instanceof Promise ? waitFor(result) : result, ({ ret }) => ({ rows, ret }));
    },
    (error) => {
      if (place.signal.aborted) throw new ScriptStopped("interrupted");
      throw scriptFailure(place, request, error);
    },
  );
}

/** A trap as the script's error. */
function scriptFailure(
  place: CommandPlace,
  request: Pick<CommandRequest, "menu" | "command">,
  error: unknown,
): unknown {
  if (!(error instanceof CommandFailure)) return error;
  const details = new Map(typedEntries(request.command, error.details ?? {}));
  return new ScriptFailure(bytesOf(reason(place, request, error)), undefined, details);
}

/** What RouterOS has and the simulator has not is a gap, not an error of the script. */
function reason(
  { router }: CommandPlace,
  { menu, command }: Pick<CommandRequest, "menu" | "command">,
  { traps }: CommandFailure,
): string {
  const message = traps[0]?.message ?? "failure";
  return message.startsWith("no such command") && isGap(router, menu) ? gap(menu, command) : message;
}

const gap = (menu: string, command: string): string =>
  `failure: the simulator does not implement ${menu}/${command}`;

/** A menu that only RouterOS has, or one written by hand, whose commands may not be all. */
function isGap(router: Router, menu: string): boolean {
  const schema = router.menus.get(menu)?.schema;
  if (schema !== undefined) return !schema.source.startsWith("extracted");
  const parent = menu.slice(0, menu.lastIndexOf("/"));
  return directories.has(menu) || directories.get(parent)?.includes(menu.slice(parent.length + 1)) === true;
}
