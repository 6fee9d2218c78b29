/** How rows become the words of `!re`. */
import type { Caller, PrintedRow } from "./contract";
import { covers, type Menu } from "./menu";
import * as references from "./references";
import type { Router } from "./router";
import type { MenuSchema, PropertySchema } from "./schema-types";
import type { Row } from "./store/row";
import { printValue } from "./values";

export interface Reader {
  readonly caller: Caller;
  /** `show-sensitive` was given, or the version prints secrets without it. */
  readonly showSensitive: boolean;
}

/** A row as `print` shows it to `reader`. */
export function printRow(router: Router, menu: Menu, row: Row, reader: Reader): PrintedRow {
  const isList = menu.schema.form === "list";
  const printed: Record<string, string> = isList ? { ".id": row.id } : {};
  for (const [name, property] of menu.schema.properties) {
    const value = visible(router, property, row.values[name], reader);
    if (value !== undefined) printed[name] = value;
  }
  // Where a menu has these read-only properties they are always there (7.23.7).
  for (const flag of alwaysPrinted) if (menu.schema.readOnly.has(flag)) printed[flag] = "false";
  addFacts(printed, row.facts, menu);
  const owner = covers(menu, row) ? menu : (router.menus.get(row.menu) ?? menu);
  const computed = menu.behaviour.facts ?? owner.behaviour.facts;
  if (computed !== undefined) addFacts(printed, computed(row, router), menu);
  return menu.behaviour.shape?.(printed, row, router) ?? printed;
}

const alwaysPrinted = ["dynamic", "invalid", "builtin", "default"] as const;

/** Facts that the menu has as properties in this version; names with `_` are the simulator's own. */
function addFacts(
  printed: Record<string, string>,
  facts: Readonly<Record<string, string | undefined>>,
  { schema }: Menu,
): void {
  for (const name in facts) {
    const value = facts[name];
    if (value !== undefined && hasProperty(schema, name)) printed[name] = value;
  }
}

/** A property of the menu, `.id` included. The command trees list `.about` without its dot. */
export function hasProperty(schema: MenuSchema, name: string): boolean {
  if (name === ".id") return schema.form === "list";
  const listed = name === ".about" && !schema.readOnly.has(name) ? "about" : name;
  return schema.properties.has(listed) || schema.readOnly.has(listed);
}

function visible(
  router: Router,
  property: PropertySchema,
  stored: string | undefined,
  reader: Reader,
): string | undefined {
  if (property.secret === true && !(reader.showSensitive && reader.caller.policies.has("sensitive")))
    return undefined;
  const value = shown(property, stored);
  if (value === undefined) return undefined;
  return references.printed(printValue(property, value, router.version), (store, id) =>
    router.nameOf(store, id),
  );
}

function shown(
  { printing, default: preset, type }: PropertySchema,
  stored: string | undefined,
): string | undefined {
  switch (printing) {
    case "always":
      return stored ?? preset;
    case "if-written":
      return stored;
    case "if-set":
      return stored === "" && type.is !== "flag" ? undefined : stored;
    case "if-true":
      return stored === "true" ? stored : undefined;
    case "unless-default":
      return stored === preset ? undefined : stored;
    case "never":
      return undefined;
  }
}

/** Secrets show without being asked for before 7.21 (release notes of 7.21). */
export function showsSecrets(router: Router, asked: boolean): boolean {
  return asked || !router.atLeast("7.21");
}

/** Only the properties of a `.proplist`; a row that has none of them is empty. */
export function project(row: PrintedRow, names: readonly string[] | undefined): PrintedRow {
  if (names === undefined) return row;
  const projected: Record<string, string> = {};
  for (const name of names) {
    const value = Object.hasOwn(row, name) ? row[name] : undefined;
    if (value !== undefined) projected[name] = value;
  }
  return projected;
}
