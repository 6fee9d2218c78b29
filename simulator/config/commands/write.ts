/** `add`, `set`, `unset`, `remove`, `enable`, `disable`, `comment`. */
import { acceptValue, checkRequired, checkUnique, unsetValue, writeArguments } from "../accept";
import type { CommandContext, Draft, WriteHandler } from "../behaviour";
import { fail, missingArguments, noMatch, noSuchItem, unknownParameter } from "../errors";
import { isDynamic, type Row, sameWords } from "../store/row";
import { checkWritable, findRow, findRows, noun, targetWords } from "../targets";
import { argumentsOf, targetNames } from "./arguments";

const done = { returnsRows: false } as const;

/** Arguments of `add` that say how, not what. */
const placing = new Set(["copy-from", "place-before"]);

export const add: WriteHandler = (context) => {
  const { router, menu, request, caller } = context;
  const given = argumentsOf(request);
  const draft: Draft = {
    router,
    menu,
    caller,
    id: menu.store.newId(),
    previous: undefined,
    written: new Set(given.keys()),
    values: copied(context, given.get("copy-from")),
    facts: {},
  };
  for (const name of placing) {
    if (given.has(name) && !menu.schema.addArguments.has(name)) throw unknownParameter(router.major, name);
  }
  writeArguments(
    draft,
    "add",
    request.arguments.filter(([name]) => !placing.has(name)),
  );
  checkRequired(draft);
  storeInitial(draft);
  // Where `add` makes disabled rows by default, the row itself must say so.
  if (menu.schema.properties.get("disabled")?.default === "true") draft.values.disabled ??= "true";
  menu.behaviour.onAdd?.(draft);
  menu.behaviour.onWrite?.(draft);
  checkUnique(draft);
  const next = placeBefore(context, given.get("place-before"));
  const row: Row = { id: draft.id, menu: menu.path, values: draft.values, facts: draft.facts };
  router.transaction(caller, `${noun(router, row)} added`, "write", () => router.insert(menu, row, next));
  return { ...done, ret: row.id };
};

/** What `add` stores by itself. */
function storeInitial({ router, menu, values }: Draft): void {
  for (const [name, property] of menu.schema.properties) {
    if (property.initial === undefined || name in values) continue;
    values[name] = acceptValue(router, name, property, property.initial);
  }
}

function copied({ router, menu }: CommandContext, from: string | undefined): Record<string, string> {
  if (from === undefined) return {};
  const row = findRow(router, menu, from);
  if (row === undefined) throw noSuchItem(router.major);
  // Names are not copied: a copy gets its own, or fails for want of one.
  const { name: _, ...values } = row.values;
  return values;
}

/** The id of the written row that a new row goes before. Dynamic rows lead the table: before one means first of the written. */
function placeBefore({ router, menu }: CommandContext, word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  const row = findRow(router, menu, word);
  if (row === undefined) throw fail("failure: item referred by 'place-before' does not exist");
  const leading = menu.store.isDerived(row.id) || isDynamic(row);
  return leading ? menu.store.written().find((candidate) => !isDynamic(candidate))?.id : row.id;
}

export const set: WriteHandler = (context) => {
  const { menu, request } = context;
  const given = argumentsOf(request);
  const rows = menu.schema.form === "singleton" ? singleton(context, given) : target(context, given);
  const written = request.arguments.filter(([name]) => !targetNames.has(name));
  return changeEach(context, rows, "changed", (row) => {
    change(context, row, "set", (draft) => writeArguments(draft, "set", written));
  });
};

function singleton({ router, menu }: CommandContext, given: ReadonlyMap<string, string>): readonly Row[] {
  for (const name of targetNames) if (given.has(name)) throw unknownParameter(router.major, name);
  return menu.store.rows();
}

/**
 * Query words do not choose rows for writes: with them and no target nothing is changed, and that is success
 * (node-routeros #9, routeros-api-php #35).
 */
export function target({ router, menu, request }: CommandContext, given: ReadonlyMap<string, string>): Row[] {
  if (request.queries.length > 0 && ![...targetNames].some((name) => given.has(name))) return [];
  return findRows(router, menu, targetWords(given));
}

/** Writes to rows, as one action of history; no rows is success. */
function changeEach(
  { router, caller }: CommandContext,
  rows: readonly Row[],
  verb: "changed" | "removed",
  write: (row: Row) => void,
): typeof done {
  const [first] = rows;
  if (first === undefined) return done;
  router.transaction(caller, `${noun(router, first)} ${verb}`, "write", () => {
    for (const row of rows) write(row);
  });
  return done;
}

/** One row through `edit`, the menu's hooks and the uniqueness rules. */
function change(context: CommandContext, row: Row, command: string, edit: (draft: Draft) => void): void {
  const { router, menu, request, caller } = context;
  const owner = router.menus.get(row.menu) ?? menu;
  checkWritable(context, row, command);
  const draft: Draft = {
    router,
    menu,
    caller,
    id: row.id,
    previous: row,
    written: new Set(request.arguments.map(([name]) => name)),
    values: { ...row.values },
    facts: { ...row.facts },
  };
  edit(draft);
  owner.behaviour.onWrite?.(draft);
  checkUnique(draft);
  const facts = Object.keys({ ...row.facts, ...draft.facts }).filter(
    (name) => row.facts[name] !== draft.facts[name],
  );
  const changed = facts.map((name): [string, string | undefined] => [name, draft.facts[name]]);
  // A write that changes nothing is no action of history (not established).
  if (changed.length === 0 && sameWords(row.values, draft.values)) return;
  router.setValues(
    menu.store,
    row.id,
    draft.values,
    facts.length > 0 ? Object.fromEntries(changed) : undefined,
  );
}

export const unset: WriteHandler = (context) => {
  const { menu, request } = context;
  checkArguments(context, "value-name");
  const given = argumentsOf(request);
  const name = given.get("value-name");
  const rows = target(context, given);
  if (name === undefined) throw missingArguments(["value-name"]);
  if (!menu.schema.unsettable.has(name)) throw noMatch("value-name");
  return changeEach(context, rows, "changed", (row) => {
    change(context, row, "unset", (draft) => unsetValue(draft, name));
  });
};

export const remove: WriteHandler = (context) => {
  const { router, menu, request } = context;
  checkArguments(context);
  const rows = target(context, argumentsOf(request));
  return changeEach(context, rows, "removed", (row) => {
    checkWritable(context, row, "remove");
    router.delete(menu.store, row.id);
  });
};

function toggled(command: "enable" | "disable"): WriteHandler {
  return (context) => {
    const { request } = context;
    checkArguments(context);
    const rows = target(context, argumentsOf(request));
    const disabled = String(command === "disable");
    return changeEach(context, rows, "changed", (row) => {
      change(context, row, command, (draft) => {
        draft.values.disabled = disabled;
      });
    });
  };
}

export const enable = toggled("enable");
export const disable = toggled("disable");

export const comment: WriteHandler = (context) => {
  const { request } = context;
  checkArguments(context, "comment");
  const given = argumentsOf(request);
  const rows = target(context, given);
  const text = given.get("comment");
  if (text === undefined) throw missingArguments(["comment"]);
  return changeEach(context, rows, "changed", (row) => {
    change(context, row, "comment", (draft) => writeArguments(draft, "set", [["comment", text]]));
  });
};

/** Only the target and `others` are arguments of these commands. */
export function checkArguments({ router, request }: CommandContext, ...others: readonly string[]): void {
  for (const [name] of request.arguments) {
    if (!targetNames.has(name) && !others.includes(name)) throw unknownParameter(router.major, name);
  }
}
