/** Two creators that add the same comment at the same time: RouterOS keeps no comment unique, so both rows are there. */
import type { Row } from "../menus/language";
import type { Writer } from "../session/contract";
import { rowsByKey } from "./declaration";
import type { Subject } from "./writing";

/** Milliseconds that another creator is given to take its row back. */
const patience = 1_000;

/**
 * The row of somebody else that stays in place of the one we have just added; undefined if ours may stay.
 *
 * The row that prints first stays. Its `.id` says nothing about its age: RouterOS's ids are opaque. A row that is added
 * without `place-before` prints last, and one that is put before the same row as another prints after it, because it is
 * put between the two: in both cases the first was there first, and its creator sees the same. Only with different
 * destinations may the later row print first, and a creator that had looked before it was there does not know of it:
 * so one that was placed and has a twin behind it waits and looks again. If the twin is still there, it stays.
 *
 * @param wasPlaced `add` had a `place-before`
 */
export async function twinThatStays(
  writer: Writer,
  { declaration: { menu }, key }: Subject,
  ours: Row,
  wasPlaced: boolean,
): Promise<Row | undefined> {
  if (menu.key.by !== "comment") return undefined;
  const [first, second] = rowsByKey(menu, await writer.rows(menu), key);
  if (first && !isSame(first, ours)) return first;
  if (!second || !wasPlaced) return undefined;
  await new Promise((resolve) => setTimeout(resolve, patience));
  return rowsByKey(menu, await writer.freshRows(menu), key).find((row) => !isSame(row, ours));
}

function isSame(a: Row, b: Row): boolean {
  return a[".id"] === b[".id"];
}
