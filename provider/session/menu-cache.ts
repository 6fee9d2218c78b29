/**
 * The rows of a router's menus, read once: parallel reads share one `print`, and our own writes patch what was read.
 * Commands grow with the number of menus, not of rows.
 */
import type { Command, Reply } from "../client/contract";
import { type Menu, type Row, wireName } from "../menus/language";

export interface MenuCache {
  /** The rows that can be ours, in the router's order. */
  rows(menu: Menu): Promise<readonly Row[]>;
  /** The same, printed again. */
  freshRows(menu: Menu): Promise<readonly Row[]>;
  /**
   * Reads one row and patches the menu with it; undefined when it is gone. `before` is where a new row was put; rows
   * with the comment `twins` are read along: somebody else may have added the same at the same time.
   */
  readRow(menu: Menu, id: string, before?: string, twins?: string): Promise<Row | undefined>;
  /** We removed this row. */
  forgetRow(menu: Menu, id: string): void;
  /** A write failed or was not answered: nothing that was read of this menu holds any more. */
  drop(menu: Menu): void;
  dropAll(): void;
}

/** What a print of a menu asks for; without `names` everything RouterOS has. */
interface View {
  readonly names?: ReadonlySet<string>;
  /** Rows with `dynamic=true` are left out by the router: a menu may hold 20,000 of them. */
  readonly staticOnly: boolean;
}

interface Entry extends View {
  rows: Promise<readonly Row[]>;
}

export function createMenuCache(read: (menu: Menu, command: Command) => Promise<Reply>): MenuCache {
  const entries = new Map<string, Entry>();

  function load(menu: Menu, view: View): Entry {
    const rows = read(menu, printCommand(menu.path, view)).then((reply) => reply.rows);
    const entry: Entry = { ...view, rows };
    entries.set(menu.path, entry);
    rows.catch(() => {
      if (entries.get(menu.path) === entry) entries.delete(menu.path);
    });
    return entry;
  }

  async function rowsOf(menu: Menu, entry: Entry): Promise<readonly Row[]> {
    return (await entry.rows).filter((row) => canBeOurs(menu, row));
  }

  function patch(menu: Menu, change: (rows: readonly Row[]) => readonly Row[]): void {
    const entry = entries.get(menu.path);
    if (!entry) return;
    // A print that is still under way may or may not hold the change: the patch is applied to its answer.
    entry.rows = entry.rows.then(change);
    entry.rows.catch(() => {});
  }

  return {
    rows: (menu) => {
      const wanted = viewOf(menu);
      const entry = entries.get(menu.path);
      return rowsOf(menu, entry && covers(entry, wanted) ? entry : load(menu, widened(wanted, entry)));
    },
    freshRows: (menu) => rowsOf(menu, load(menu, widened(viewOf(menu), entries.get(menu.path)))),
    readRow: async (menu, id, before, twins) => {
      const wanted = viewOf(menu);
      const { names } = widened(wanted, entries.get(menu.path));
      const reply = await read(menu, {
        ...printCommand(menu.path, { names, staticOnly: false }),
        queries: [`?.id=${id}`, ...(twins === undefined ? [] : [`?comment=${twins}`, "?#|"])],
      });
      const row = reply.rows.find((candidate) => candidate[".id"] === id);
      patch(menu, (rows) => {
        const known = row ? withRow(rows, row, before) : withoutRow(rows, id);
        return withPrinted(known, reply.rows);
      });
      return row;
    },
    forgetRow: (menu, id) => patch(menu, (rows) => withoutRow(rows, id)),
    drop: (menu) => void entries.delete(menu.path),
    dropAll: () => entries.clear(),
  };
}

/** Rows with one of the menu's foreign flags (`dynamic`, `builtin`, `default`) are the router's own. */
function canBeOurs(menu: Menu, row: Row): boolean {
  return !menu.foreignFlags.some((flag) => row[flag] === "true" || row[flag] === "yes");
}

function viewOf(menu: Menu): View {
  return {
    names: new Set([
      ".id",
      ...Object.keys(menu.properties).map(wireName),
      ...(menu.status ?? []),
      ...menu.foreignFlags,
    ]),
    staticOnly: menu.foreignFlags.includes("dynamic"),
  };
}

function covers(has: View, wanted: View): boolean {
  const names =
    !has.names || (wanted.names !== undefined && [...wanted.names].every((name) => has.names?.has(name)));
  return names && (!has.staticOnly || wanted.staticOnly);
}

/**
 * Two descriptions of one menu may ask for different properties. What is printed a second time is therefore printed
 * whole, and then serves every description: never more than two prints.
 */
function widened(wanted: View, has: View | undefined): View {
  if (!has) return wanted;
  const staticOnly = has.staticOnly && wanted.staticOnly;
  if (covers(has, wanted)) return { names: has.names, staticOnly };
  if (wanted.names && has.names && covers(wanted, has)) return { names: wanted.names, staticOnly };
  return { staticOnly };
}

function printCommand(path: string, { names, staticOnly }: View): Command {
  return {
    path: `${path}/print`,
    ...(names && { attributes: { ".proplist": [...names].join(",") } }),
    // Not `?dynamic=false`: a disabled static route has no `dynamic` at all (7.23.7), and would vanish.
    ...(staticOnly && { queries: ["?dynamic=true", "?#!"] }),
  };
}

function withRow(rows: readonly Row[], row: Row, before: string | undefined): readonly Row[] {
  const at = rows.findIndex((known) => known[".id"] === row[".id"]);
  if (at >= 0) return rows.with(at, row);
  const place = before === undefined ? -1 : rows.findIndex((known) => known[".id"] === before);
  return place < 0 ? [...rows, row] : rows.toSpliced(place, 0, row);
}

/** Rows that were printed together, in the order in which they were printed: a new one goes before its follower. */
function withPrinted(rows: readonly Row[], printed: readonly Row[]): readonly Row[] {
  return printed.reduceRight((all, row, index) => withRow(all, row, printed[index + 1]?.[".id"]), rows);
}

function withoutRow(rows: readonly Row[], id: string): readonly Row[] {
  return rows.filter((row) => row[".id"] !== id);
}
