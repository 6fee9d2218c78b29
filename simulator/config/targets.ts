/** Which rows a command means: ids, names, positions, lists of them. */
import type { CommandContext } from "./behaviour";
import { fail, missingTarget, noSuchItem } from "./errors";
import { type Menu, rowById, rowByName, rowsOf } from "./menu";
import type { Router } from "./router";
import { isDynamic, type Row } from "./store/row";

/** One word: `*1A`, a position, or a name where the menu has names. */
export function findRow(router: Router, menu: Menu, word: string): Row | undefined {
  if (word.startsWith("*")) return rowById(menu, `*${word.slice(1).toUpperCase()}`, router);
  // A bare number is a position in the list, never an id (librouteros #20) — unless a row has it as its name.
  const named = rowByName(menu, word);
  if (named !== undefined || !/^\d+$/.test(word)) return named;
  return rowsOf(menu, router)[Number(word)];
}

/** Every row a comma list means, in the order given. Fails as RouterOS does if one does not exist. */
export function findRows(router: Router, menu: Menu, words: string): Row[] {
  const whole = rowByName(menu, words);
  if (whole !== undefined) return [whole];
  return words.split(",").map((word) => {
    const row = findRow(router, menu, word);
    if (row === undefined) throw noSuchItem(router.major);
    return row;
  });
}

/** The value of `.id` or `numbers`. Both at once: `numbers` wins, which is not established. */
export function targetWords(values: ReadonlyMap<string, string>): string {
  const words = values.get("numbers") ?? values.get("number") ?? values.get(".id");
  if (words === undefined || words === "") throw missingTarget();
  return words;
}

/** Refuses what cannot be changed: derived, dynamic and built-in rows, and what the menu protects. */
export function checkWritable(context: CommandContext, row: Row, command: string): void {
  const { router, menu, caller } = context;
  if (caller.id === routerItself && !menu.store.isDerived(row.id)) return;
  if (row.facts.builtin === "true") throw fail("failure: cannot change builtin");
  const owner = router.menus.get(row.menu) ?? menu;
  const refusal = owner.behaviour.refuse?.(row, command, router, caller);
  if (refusal !== undefined) throw fail(refusal);
  const dynamic = isDynamic(row) && owner.behaviour.dynamicWritable !== true;
  if (!dynamic && !menu.store.isDerived(row.id)) return;
  // The texts for dynamic rows are not established: these say what is wrong in RouterOS's manner.
  throw fail(`failure: cannot ${command === "remove" ? "remove" : "change"} dynamic ${noun(router, row)}`);
}

/** Session id of the router's own doing and of changes by a test's hand: no permissions, no protected rows. */
export const routerItself = 0;

/** What history and errors call a row of a menu: `route`, `mangle rule`. */
export function noun(router: Router, row: Row): string {
  const own = router.menus.get(row.menu)?.behaviour.noun;
  return own ?? (row.menu.split("/").pop() as string);
}
