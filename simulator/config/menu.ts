/** A menu on a router: its schema, its behaviour, and the store that holds its rows. */
import type { Behaviours, MenuBehaviour, UniqueRule } from "./behaviour";
import type { Router } from "./router";
import type { MenuSchema } from "./schema-types";
import { firstId } from "./store/ids";
import type { Row } from "./store/row";
import { Store } from "./store/store";

export interface Menu {
  readonly path: string;
  readonly schema: MenuSchema;
  readonly behaviour: MenuBehaviour;
  readonly store: Store;
  /** Rows can be addressed by their name. */
  readonly named: boolean;
  /** What every row may print, in the order of `print`; a row's own facts come after it. */
  readonly names: readonly string[];
}

export interface Schemas {
  readonly paths: readonly string[];
  get(path: string): MenuSchema | undefined;
}

/** Makes the menu, and the store it keeps its rows in unless another menu made that already. */
export function buildMenu(
  path: string,
  schemas: Schemas,
  behaviours: Behaviours,
  { stores, major }: Pick<Router, "stores" | "major">,
): Menu {
  const schema = schemas.get(path);
  if (schema === undefined) throw new Error(`${path}: no schema`);
  const behaviour = behaviours[path] ?? {};
  const storePath = behaviour.store ?? path;
  const store = stores.get(storePath) ?? buildStore(storePath, schema, behaviours[storePath] ?? {}, major);
  stores.set(storePath, store);
  for (const [name, keyOf] of Object.entries(behaviour.index ?? {})) store.addIndex(name, keyOf);
  for (const rule of behaviour.unique ?? []) {
    const takesPart = (row: Row): boolean => row.menu === path || behaviour.whole === true;
    store.addIndex(indexName(path, rule), (row) => (takesPart(row) ? rule.keyOf(row) : undefined));
  }
  const named = schema.properties.has("name") || schema.readOnly.has("name");
  return { path, schema, behaviour, store, named, names: namesOf(schema) };
}

/** Where a menu has these read-only properties they are always there (7.23.7). */
export const alwaysPrinted: ReadonlySet<string> = new Set(["dynamic", "invalid", "builtin", "default"]);

function namesOf({ form, properties, readOnly }: MenuSchema): readonly string[] {
  const flags = [...alwaysPrinted].filter((flag) => readOnly.has(flag));
  return [...(form === "list" ? [".id"] : []), ...properties.keys(), ...flags];
}

function buildStore(path: string, schema: MenuSchema, owner: MenuBehaviour, major: number): Store {
  const ids = owner.ids?.(major);
  const first = ids?.first ?? (schema.form === "singleton" ? firstId.singleton : firstId.row);
  const store = new Store(path, first, owner.derivedFollow !== true, ids?.derived);
  store.addIndex("name", (row) => row.values.name);
  return store;
}

export const indexName = (menu: string, rule: UniqueRule): string => `${menu} ${rule.message}`;

/** Whether a row of the menu's store is one of the menu. */
export function covers(menu: Menu, row: Row): boolean {
  return menu.behaviour.whole === true || row.menu === menu.path;
}

/** The rows of a menu in print order. */
export function rowsOf(menu: Menu, router: Router): readonly Row[] {
  if (menu.behaviour.view !== undefined) return menu.behaviour.view(router);
  const rows = menu.store.rows();
  const own = menu.store.path === menu.path || menu.behaviour.whole === true;
  return own ? rows : rows.filter((row) => covers(menu, row));
}

/** A row of the menu by its id. */
export function rowById(menu: Menu, id: string, router: Router): Row | undefined {
  const { view, viewed } = menu.behaviour;
  if (viewed !== undefined) return viewed(id, router);
  const row = view?.(router).find((candidate) => candidate.id === id) ?? menu.store.get(id);
  return row !== undefined && (view !== undefined || covers(menu, row)) ? row : undefined;
}

/** A row by what its `name` holds, whether or not the menu lets rows be addressed so. */
export function namedRow(menu: Menu, name: string): Row | undefined {
  for (const id of menu.store.lookup("name", name)) {
    const row = menu.store.get(id);
    if (row !== undefined && covers(menu, row)) return row;
  }
  return undefined;
}

/** A row by name, in a menu whose rows have names. */
export function rowByName(menu: Menu, name: string): Row | undefined {
  return menu.named ? namedRow(menu, name) : undefined;
}
