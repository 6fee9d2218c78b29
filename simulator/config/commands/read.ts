/** `print`, `get`, `find`. */
import type { CommandContext, CommandHandler } from "../behaviour";
import { fail, noMatch, notSimulated, unknownParameter } from "../errors";
import { rowsOf } from "../menu";
import {
  hasProperty,
  printProperties,
  printProperty,
  printRow,
  type Reader,
  showsSecrets,
} from "../printing";
import { compileQuery } from "../query";
import type { Row } from "../store/row";
import { findRows, targetWords } from "../targets";
import { parseDuration } from "../time";
import { argumentsOf, oneTargetNames } from "./arguments";
import { follow } from "./listen";

/** Arguments that change nothing in rows of the API: they say how a console would draw them. */
const layout = new Set([
  ...["detail", "brief", "terse", "value-list", "without-paging", "as-value", "show-ids", "comments"],
  ...["stats", "stats-detail", "all"],
]);
const understood = new Set([
  ...["count-only", "from", "follow", "follow-only", "interval", "proplist", "show-sensitive"],
  ...["dynamic", "static", "chain"],
]);

export interface Selection {
  readonly reader: Reader;
  readonly names: readonly string[] | undefined;
  matches(row: Row): boolean;
}

export const print: CommandHandler = (context) => {
  const given = argumentsOf(context.request);
  checkPrintArguments(context);
  const selection = selectionOf(context, given);
  if (given.has("count-only")) return { ret: String(count(context, selection, given)), returnsRows: false };
  if (!given.has("follow-only")) emit(context, selection, given);
  if (given.has("follow") || given.has("follow-only")) return follow(context, selection);
  const interval = given.get("interval");
  return interval === undefined ? { returnsRows: true } : again(context, selection, given, interval);
};

/** Never resolves: rejects when the command is cancelled. */
async function again(
  context: CommandContext,
  selection: Selection,
  given: ReadonlyMap<string, string>,
  interval: string,
): Promise<never> {
  const seconds = parseDuration(interval);
  if (seconds === undefined) throw fail("invalid value for argument interval");
  for (;;) {
    await context.router.clock.sleep(seconds * 1000, context.output.signal);
    emit(context, selection, given);
  }
}

/** Rows of the menu as this caller may see them, after queries. */
export function selectionOf(context: CommandContext, given: ReadonlyMap<string, string>): Selection {
  const { router, menu, request, caller } = context;
  const passes = compileQuery(request.queries);
  const list = given.get(".proplist") ?? given.get("proplist");
  const reader = { caller, showSensitive: showsSecrets(router, given.has("show-sensitive")) };
  return {
    reader,
    // What an empty list means is not established; it is read as no list.
    names: list === undefined || list === "" ? undefined : knownNames(context, list.split(",")),
    matches: (row) => passes((name) => printProperty(router, menu, row, reader, name)),
  };
}

/** v6 stops at the first name that the menu has not (6.49.13); v7 passes it over. */
function knownNames({ router, menu }: CommandContext, names: string[]): string[] {
  if (router.major >= 7) return names;
  const end = names.findIndex((name) => !hasProperty(menu.schema, name) && name !== ".id");
  return end < 0 ? names : names.slice(0, end);
}

function* selected(context: CommandContext, selection: Selection, given: ReadonlyMap<string, string>) {
  const { router, menu } = context;
  const from = given.get("from");
  const rows = from === undefined ? rowsOf(menu, router) : findRows(router, menu, from);
  for (const row of rows) {
    const property = (name: string) => printProperty(router, menu, row, selection.reader, name);
    if (narrowed(property, given) && selection.matches(row)) yield row;
  }
}

/** The print arguments of the firewall that filter. */
function narrowed(
  property: (name: string) => string | undefined,
  given: ReadonlyMap<string, string>,
): boolean {
  if (given.has("dynamic") && property("dynamic") !== "true") return false;
  if (given.has("static") && property("dynamic") === "true") return false;
  const chain = given.get("chain");
  return chain === undefined || property("chain") === chain;
}

function emit(context: CommandContext, selection: Selection, given: ReadonlyMap<string, string>): void {
  const { router, menu, output } = context;
  for (const row of selected(context, selection, given))
    output.row(printProperties(router, menu, row, selection.reader, selection.names));
}

function count(context: CommandContext, selection: Selection, given: ReadonlyMap<string, string>): number {
  let total = 0;
  for (const _ of selected(context, selection, given)) total += 1;
  return total;
}

export function checkPrintArguments({ router, menu, request }: CommandContext): void {
  for (const [name] of request.arguments) {
    if (name === ".proplist") continue;
    // 6.49.13 has only the API's.
    if (name === "proplist" && router.major < 7) throw unknownParameter(router.major, name);
    // `where` is in the command tree of `print`, but is not accepted over the API (manual; its error text is not established).
    if (!menu.schema.printArguments.has(name) || name === "where") throw unknownParameter(router.major, name);
    if (!layout.has(name) && !understood.has(name)) throw notSimulated(`the argument ${name} of print`);
  }
}

/** `get`: one value, or without `value-name` every value. Exactly one row, else RouterOS's own complaint. */
export const get: CommandHandler = (context) => {
  const { router, menu, request, caller } = context;
  for (const [name] of request.arguments) {
    if (!oneTargetNames.has(name) && name !== "value-name") throw unknownParameter(router.major, name);
  }
  const given = argumentsOf(request);
  const name = given.get("value-name");
  const reader = { caller, showSensitive: true };
  const row = oneRow(context, given);
  if (name !== undefined) {
    if (!hasProperty(menu.schema, name)) throw noMatch("value-name");
    return { ret: printProperty(router, menu, row, reader, name) ?? "", returnsRows: false };
  }
  const pairs = Object.entries(printRow(router, menu, row, reader)).map(([key, value]) => `${key}=${value}`);
  return { ret: pairs.join(";"), returnsRows: false };
};

function oneRow(context: CommandContext, given: ReadonlyMap<string, string>): Row {
  const { router, menu } = context;
  if (menu.schema.form === "singleton") return rowsOf(menu, router)[0] as Row;
  const rows = findRows(router, menu, targetWords(given));
  if (rows.length !== 1) throw fail("invalid internal item number");
  return rows[0] as Row;
}

/** `find`: the ids of all rows. Only `print` and `listen` evaluate queries, and `where` is not accepted over the API. */
export const find: CommandHandler = ({ router, menu, request }) => {
  for (const [name] of request.arguments) throw unknownParameter(router.major, name);
  const ids = rowsOf(menu, router).map((row) => row.id);
  return { ret: ids.join(";"), returnsRows: false };
};
