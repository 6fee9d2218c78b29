/** Changes by hand: what a person does in WinBox while the program looks away, and what the router does by itself. */
import type { CommandContext, Menu, Router, WriteHandler } from "./behaviour";
import { move as moveCommand } from "./commands/move";
import { add as addCommand, remove as removeCommand, set as setCommand } from "./commands/write";
import type { Caller, CommandRequest, PrintedRow } from "./contract";
import { noSuchItem } from "./errors";
import { rowsOf } from "./menu";
import { printProperty, printRow } from "./printing";
import { compileQuery } from "./query";
import { findRow, routerItself } from "./targets";

export type Properties = Readonly<Record<string, string>>;
export type Changes = Readonly<Record<string, string | null>>;

export interface Adding {
  /** The row is made by the router: `dynamic=true`. */
  readonly dynamic?: boolean;
  /** Row that the new one goes before, in menus with an order. */
  readonly before?: string;
}

const everyPolicy: readonly string[] = [
  ...["local", "telnet", "ssh", "ftp", "reboot", "read", "write", "policy", "test", "winbox", "password"],
  ...["web", "sniff", "sensitive", "api", "romon", "rest-api"],
];

/** Somebody with every policy. The router itself when `id` is 0. */
export function hand(id: number): Caller {
  return { id, user: "admin", policies: new Set(everyPolicy), via: "console", address: "" };
}

function run(
  router: Router,
  menu: Menu,
  handler: WriteHandler,
  args: CommandRequest["arguments"],
): string | undefined {
  const request: CommandRequest = { menu: menu.path, command: handler.name, arguments: args, queries: [] };
  const output: CommandContext["output"] = { row: () => {}, signal: new AbortController().signal };
  return handler({ router, menu, request, caller: hand(routerItself), output }).ret;
}

export function add(router: Router, menu: Menu, properties: Properties, how: Adding = {}): string {
  const place: [string, string][] = how.before === undefined ? [] : [["place-before", how.before]];
  const id = run(router, menu, addCommand, [...Object.entries(properties), ...place]) as string;
  if (how.dynamic === true) router.mark(menu.store, id, { dynamic: "true" });
  return id;
}

export function set(router: Router, menu: Menu, rows: string, changes: Changes): void {
  const target: [string, string][] = menu.schema.form === "singleton" ? [] : [["numbers", rows]];
  const words = Object.entries(changes).map(([name, value]): [string, string] =>
    value === null ? [`!${name}`, ""] : [name, value],
  );
  run(router, menu, setCommand, [...target, ...words]);
}

export function remove(router: Router, menu: Menu, rows: string): void {
  run(router, menu, removeCommand, [["numbers", rows]]);
}

export function move(router: Router, menu: Menu, rows: string, destination?: string): void {
  const to: [string, string][] = destination === undefined ? [] : [["destination", destination]];
  run(router, menu, moveCommand, [["numbers", rows], ...to]);
}

export function mark(
  router: Router,
  menu: Menu,
  word: string,
  facts: Readonly<Record<string, string | undefined>>,
): void {
  const row = findRow(router, menu, word);
  if (row === undefined) throw noSuchItem(router.major);
  router.mark(menu.store, row.id, facts);
}

export function put(router: Router, menu: Menu, facts: Properties): string {
  const id = menu.store.newId();
  router.insert(menu, { id, menu: menu.path, values: {}, facts });
  router.settle();
  return id;
}

export function print(router: Router, menu: Menu, queries: readonly string[] = []): PrintedRow[] {
  const reader = { caller: hand(routerItself), showSensitive: true };
  const passes = compileQuery(queries);
  return rowsOf(menu, router)
    .filter((row) => passes((name) => printProperty(router, menu, row, reader, name)))
    .map((row) => printRow(router, menu, row, reader));
}
