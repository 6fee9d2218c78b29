/**
 * Where a section stood when it was last in order: its rules among the rows of others that decide something in the same
 * chains. Kept in the outputs as `__stood`; states written without it know nothing, and nothing is assumed then.
 */
import type { Menu, Row } from "../../menus/language";
import type { Props } from "../plain";
import { idOf } from "./anchor";
import { conditionsOf, denies, permits } from "./rule";
import type { Recollection } from "./safety";

/** A rule of the section by its name, or a row of others by what it can be found by again. */
export type Stood = { readonly member: string } | StoodRow;

interface StoodRow {
  readonly id: string;
  readonly comment: string;
  readonly chain: string;
  readonly action: string;
  readonly conditions: string;
}

/** Rows kept on each side of a section, for each chain, of those that refuse and of the others. */
const keptOnEachSide = 5;

interface Scene {
  readonly menu: Menu;
  /** The section's rows and their names. */
  readonly names: ReadonlyMap<Row, string>;
  readonly others: readonly Row[];
  /** All static rows, in the router's order. */
  readonly rows: readonly Row[];
}

export function remember({ menu, names, others, rows }: Scene): readonly Stood[] {
  const chains = new Set([...names.keys()].map(({ chain }) => chain));
  const counts = new Set(others.filter((row) => chains.has(row.chain) && (denies(row) || permits(row))));
  const first = rows.findIndex((row) => names.has(row));
  const last = rows.findLastIndex((row) => names.has(row));
  const kept = new Set([
    ...nearest(rows.slice(0, Math.max(first, 0)).reverse(), counts),
    ...rows.slice(Math.max(first, 0), last + 1).filter((row) => counts.has(row)),
    ...nearest(rows.slice(last + 1), counts),
  ]);
  return rows.flatMap((row): readonly Stood[] => {
    const member = names.get(row);
    if (member !== undefined) return [{ member }];
    return kept.has(row) ? [stoodRow(menu, row)] : [];
  });
}

function nearest(outwards: readonly Row[], counts: ReadonlySet<Row>): readonly Row[] {
  const seen = new Map<string, number>();
  return outwards.filter((row) => {
    if (!counts.has(row)) return false;
    const sort = JSON.stringify([row.chain, denies(row)]);
    seen.set(sort, (seen.get(sort) ?? 0) + 1);
    return (seen.get(sort) ?? 0) <= keptOnEachSide;
  });
}

function stoodRow(menu: Menu, row: Row): StoodRow {
  const { comment = "", chain = "", action = "" } = row;
  return { id: idOf(row), comment, chain, action, conditions: conditionsOf(menu, row) };
}

/** What the outputs remember; nothing of what they cannot be understood by. */
export function stoodIn({ __stood }: Readonly<Props>): readonly Stood[] {
  return Array.isArray(__stood) ? (__stood as readonly Stood[]) : [];
}

/** The side on which a rule of the section stood, seen from a row of others that is still the same rule. */
export function recall(
  stood: readonly Stood[],
  { menu, names, others }: Omit<Scene, "rows">,
): (member: Row, other: Row) => Recollection | undefined {
  const members = new Map(stood.flatMap((one, index) => ("member" in one ? [[one.member, index]] : [])));
  const places = new Map<Row, { readonly index: number; readonly isSure: boolean }>();
  stood.forEach((one, index) => {
    const found = "member" in one ? undefined : findAgain(one, menu, others);
    if (found) places.set(found.row, { index, isSure: found.isSure });
  });
  return (member, other) => {
    const from = members.get(names.get(member) ?? "");
    const to = places.get(other);
    if (from === undefined || to === undefined) return undefined;
    return { side: from < to.index ? "before" : "after", isSure: to.isSure };
  };
}

interface Found {
  readonly row: Row;
  readonly isSure: boolean;
}

/**
 * Ids are given anew by a reset or a restore, and comments are copied: an id must agree with all that is known of the
 * row, a comment alone must be the only one of its kind. A row that is not found again is not remembered.
 */
function findAgain(stood: StoodRow, menu: Menu, others: readonly Row[]): Found | undefined {
  const alike = others.filter(
    ({ comment = "", chain = "", action = "" }) =>
      comment === stood.comment && chain === stood.chain && action === stood.action,
  );
  const same = alike.find((row) => idOf(row) === stood.id && conditionsOf(menu, row) === stood.conditions);
  if (same) return { row: same, isSure: true };
  const [row] = alike;
  return row && stood.comment !== "" && alike.length === 1 ? { row, isSure: false } : undefined;
}
