/** How rows become the words of `!re`. */
import type { Fact } from "./behaviour";
import type { Caller, PrintedRow } from "./contract";
import { alwaysPrinted, covers, type Menu, rowsOf } from "./menu";
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
  const printed: Record<string, string> = {};
  const hidden = menu.behaviour.hidden?.(row, router);
  for (const names of [menu.names, Object.keys(row.facts), Object.keys(factsOf(router, menu, row))]) {
    for (const name of names) {
      if (Object.hasOwn(printed, name) || hidden?.includes(name) === true) continue;
      const value = propertyText(router, menu, row, reader, name);
      if (value !== undefined) printed[name] = value;
    }
  }
  return menu.behaviour.shape?.(printed, row, router) ?? printed;
}

/** One property of a row as `print` shows it; undefined where the row does not print it. Nothing else is computed. */
export function printProperty(
  router: Router,
  menu: Menu,
  row: Row,
  reader: Reader,
  name: string,
): string | undefined {
  const { shape, hidden } = menu.behaviour;
  if (shape !== undefined) {
    const printed = printRow(router, menu, row, reader);
    return Object.hasOwn(printed, name) ? printed[name] : undefined;
  }
  if (hidden?.(row, router).includes(name) === true) return undefined;
  return propertyText(router, menu, row, reader, name);
}

const none: Readonly<Record<string, Fact>> = {};

/** Rows of which only what is asked for is computed, at the moment when it is. */
export interface ReadableRows {
  readonly rows: readonly Row[];
  property(row: Row, name: string): string | undefined;
}

export function readableRows(router: Router, menu: Menu, reader: Reader): ReadableRows {
  return {
    rows: rowsOf(menu, router),
    property: (row, name) => printProperty(router, menu, row, reader, name),
  };
}

/** A row with only the properties of a `.proplist`, where there is one; a row that has none of them is empty. */
export function printProperties(
  router: Router,
  menu: Menu,
  row: Row,
  reader: Reader,
  names: readonly string[] | undefined,
): PrintedRow {
  if (names === undefined) return printRow(router, menu, row, reader);
  // What shapes a row shapes it once.
  if (menu.behaviour.shape !== undefined) return project(printRow(router, menu, row, reader), names);
  const printed: Record<string, string> = {};
  for (const name of names) {
    const value = printProperty(router, menu, row, reader, name);
    if (value !== undefined) printed[name] = value;
  }
  return printed;
}

/** The computed properties of a row: those of the menu, else of the menu that made it. */
function factsOf(router: Router, menu: Menu, row: Row): Readonly<Record<string, Fact>> {
  if (menu.behaviour.facts !== undefined) return menu.behaviour.facts;
  const owner = covers(menu, row) ? menu : router.menus.get(row.menu);
  return owner?.behaviour.facts ?? none;
}

/** What is computed, else the router's own note of it, else what was written. Notes with `_` are the simulator's own. */
function propertyText(
  router: Router,
  menu: Menu,
  row: Row,
  reader: Reader,
  name: string,
): string | undefined {
  const { schema } = menu;
  // Any word of a client may come here: `constructor` is no property of a row.
  if (!hasProperty(schema, name)) return undefined;
  if (name === ".id") return row.id;
  const found = factsOf(router, menu, row)[name]?.(row, router) ?? row.facts[name];
  if (found !== undefined) return found;
  if (schema.readOnly.has(name) && alwaysPrinted.has(name)) return "false";
  const property = schema.properties.get(name);
  return property === undefined ? undefined : visible(router, property, row.values[name], reader);
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

/** Only the properties of a `.proplist`. */
export function project(row: PrintedRow, names: readonly string[] | undefined): PrintedRow {
  if (names === undefined) return row;
  const projected: Record<string, string> = {};
  for (const name of names) {
    const value = Object.hasOwn(row, name) ? row[name] : undefined;
    if (value !== undefined) projected[name] = value;
  }
  return projected;
}
