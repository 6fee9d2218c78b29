/** The place of a rule that is there already, when the program gives it another one. */
import type { Row } from "../menus/language";
import type { Placement, Writer } from "../session/contract";
import type { Declaration } from "./declaration";
import { type KnownNeighbour, neighbours, sceneOf } from "./neighbours";
import { placeBefore } from "./placement";
import { equalPlain } from "./plain";
import { placementOf, type Subject } from "./writing";

/**
 * Moves the row if section, rank or anchor are not what the state says, and it does not stand as they want already.
 * Only rules that this process knows count, as for a new rule; what else stands in the menu keeps its order.
 * @returns the row; RouterOS keeps its `.id` when it is moved
 */
export async function moveWhereDeclared(
  writer: Writer,
  row: Row,
  before: Pick<Declaration, "options">,
  subject: Subject,
  { left, lost }: { readonly left: number; readonly lost?: unknown },
): Promise<Row> {
  const { menu } = subject.declaration;
  const wanted = placementOf(subject.declaration);
  const old = placementOf(before);
  if (!wanted || equalPlain(wanted, old)) return row;
  const id = row[".id"] ?? "";
  const rows = await writer.rows(menu);
  const others = rows.filter((one) => one[".id"] !== id);
  const near = relevant(neighbours(others, subject), wanted, old);
  if (onlyRankChanged(wanted, old) && isBetween(rows, id, near, wanted.rank)) return row;
  const target = placeBefore(wanted, near, others, sceneOf(subject));
  const next = rows[rows.findIndex((one) => one[".id"] === id) + 1]?.[".id"];
  if (target === next) return row;
  if (left === 0) throw lost;
  const moved = await writer.move(menu, [id], target);
  return moved.find((one) => one[".id"] === id) ?? row;
}

function onlyRankChanged(wanted: Placement, old: Placement | undefined): boolean {
  return old !== undefined && equalPlain({ ...wanted, rank: 0 }, { ...old, rank: 0 });
}

/**
 * With another anchor the whole section goes there: its first rule to the anchor, each further one after those before
 * it. Rules of higher rank are still at the old place then, except those that were moved already.
 */
function relevant(
  near: readonly KnownNeighbour[],
  wanted: Placement,
  old: Placement | undefined,
): readonly KnownNeighbour[] {
  if (old === undefined || equalPlain(wanted.anchor, old.anchor)) return near;
  return near.filter(({ rank, isWritten }) => rank <= wanted.rank || isWritten);
}

/** Whether the row stands after all of lower rank and before all of higher; alone, it stands well anywhere. */
function isBetween(rows: readonly Row[], id: string, near: readonly KnownNeighbour[], rank: number): boolean {
  const at = (rowId: string) => rows.findIndex((one) => one[".id"] === rowId);
  const own = at(id);
  return near.every((one) => one.rank === rank || one.rank < rank === at(one.rowId) < own);
}
