/** Turns the arguments of `add` and `set` into values of a draft, or fails in RouterOS's words. */
import type { Draft } from "./behaviour";
import { CommandFailure } from "./contract";
import { fail, missingArguments, unknownParameter } from "./errors";
import { indexName } from "./menu";
import type { Router } from "./router";
import type { ArgumentSchema } from "./schema-types";
import { parseValue } from "./values";

/** `name` is an argument of the command; everything else is `unknown parameter`. */
export function writeArguments(
  draft: Draft,
  command: "add" | "set",
  values: Iterable<readonly [string, string]>,
): void {
  const { schema } = draft.menu;
  const allowed = command === "add" ? schema.addArguments : schema.setArguments;
  for (const [name, text] of values) {
    if (name.startsWith("!")) {
      unsetValue(draft, name.slice(1));
      continue;
    }
    const property = schema.properties.get(name);
    if (property === undefined || !allowed.has(name)) throw unknownParameter(draft.router.major, name);
    draft.values[name] = acceptValue(draft.router, name, property, text);
  }
}

/** `=!name=`: only for what the menu's `unset` takes (7.22.3, command tree); anything else is no known argument. */
export function unsetValue(draft: Draft, name: string): void {
  if (!draft.menu.schema.unsettable.has(name)) throw unknownParameter(draft.router.major, `!${name}`);
  delete draft.values[name];
}

/** Text as written → stored form. */
export function acceptValue(router: Router, name: string, schema: ArgumentSchema, text: string): string {
  const parsed = parseValue(schema, text, {
    version: router.version,
    name,
    resolve: (menus, wanted) => router.find(menus, wanted),
  });
  if ("failure" in parsed) throw new CommandFailure({ message: parsed.failure, category: 1 });
  return parsed.stored;
}

/** Everything `add` requires is there; some menus say it in their own words. */
export function checkRequired(draft: Draft): void {
  const { schema, behaviour } = draft.menu;
  const missing = schema.required.filter((name) => !(name in draft.values));
  const [first] = missing;
  if (first === undefined) return;
  const own = behaviour.missing?.[first];
  throw own === undefined ? missingArguments(missing) : fail(own);
}

/** No other row of the store has the same key. */
export function checkUnique(draft: Draft): void {
  const { router, menu, id, values, facts } = draft;
  const owner = draft.previous?.menu ?? menu.path;
  for (const path of new Set([menu.store.path, owner])) {
    for (const rule of router.menus.get(path)?.behaviour.unique ?? []) {
      const key = rule.keyOf({ menu: owner, values, facts });
      if (key === undefined) continue;
      const twins = menu.store.lookup(indexName(path, rule), key);
      if ([...twins].some((twin) => twin !== id)) throw fail(rule.message);
    }
  }
}
