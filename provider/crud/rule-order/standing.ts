/** How a section stands in its menu, against how it should. */
import type { Menu, Row } from "../../menus/language";
import { rowsByKey } from "../declaration";
import { parseId } from "../ids";
import { type Demand, demandOf, idOf } from "./anchor";
import { type DeclaredOrder, nameOf } from "./declared";
import { isPossible, type Limit, type Move, planMoves, type Situation } from "./moves";
import { recall, remember, type Stood } from "./neighbourhood";
import { type Safety, safetyOf } from "./safety";

/** One rule of the section. */
export interface Member {
  /** Pulumi id. */
  readonly id: string;
  /** Its comment. */
  readonly name: string;
  /** Undefined: the menu has no such row. */
  readonly row?: Row;
  /** All rows that have its key: more than one where somebody copied it. */
  readonly twins: readonly Row[];
}

export interface Standing {
  /** In the order wanted. */
  readonly members: readonly Member[];
  /** All static rows, in the router's order. */
  readonly rows: readonly Row[];
  /** Rows of others between the section's first and last, unless they are tolerated. */
  readonly between: readonly Row[];
  readonly demand: Demand;
  /** Which rows of others the section's rules must not pass. */
  readonly safety: Safety;
  /** What brings the rows that are there into their order. */
  readonly moves: readonly Move[];
  /** Limits of `safety` that no order wanted can keep: nothing is moved then. */
  readonly conflict: readonly Limit[];
  /** The section among its neighbours, to be remembered while it is in order. */
  readonly neighbourhood: readonly Stood[];
}

export interface View {
  /** `.id` that a rule had when it was last seen, by Pulumi id. */
  readonly hints?: Readonly<Record<string, string>>;
  /** Where the section stood when it was last in order. */
  readonly stood?: readonly Stood[];
  /** Rows that will be deleted soon: not the section's any more, and not those of others. */
  readonly leaving?: ReadonlySet<Row>;
}

/**
 * The order is that of the whole menu, as `print` and WinBox show it, whatever the chains of the rules. RouterOS
 * evaluates each chain for itself, so the order of two rules of different chains changes nothing today; but nobody swaps
 * them without meaning it, a jump or an edited chain can make it matter, and one rule for all is what a person can
 * check at a glance.
 */
export function standingOf(declared: DeclaredOrder, rows: readonly Row[], view: View = {}): Standing {
  const members = membersOf(declared, rows, view.hints ?? {});
  const own = members.flatMap(({ row }) => (row ? [row] : []));
  const isOwn = new Set(own);
  const others = rows.filter((row) => !isOwn.has(row) && !view.leaving?.has(row));
  const demand = demandOf(declared.anchor, { members: own, others, rows });
  const barriers = declared.foreign === "tolerate" ? undefined : new Set(others.map(idOf));
  const names = new Map(members.flatMap(({ row, name }) => (row ? [[row, name] as const] : [])));
  const safety = safetyOf({
    menu: declared.menu,
    members: own,
    others: others.filter((row) => row !== demand.named),
    rows,
    stood: recall(view.stood ?? [], { menu: declared.menu, names, others }),
  });
  const situation: Situation = {
    rows: rows.map(idOf),
    members: own.map(idOf),
    ...(barriers && { barriers }),
    ...demand,
  };
  return {
    members,
    rows,
    between: barriers ? rowsBetween(rows, isOwn, new Set(others)) : [],
    demand,
    safety,
    ...planSafely(situation, safety),
    neighbourhood: remember({ menu: declared.menu, names, others, rows }),
  };
}

/**
 * Safety first, then where the section stood, then the fewest moves: rules of the section that are in order and safe
 * are left alone; where they are not, they go back as they stood, or, if that cannot be, to a safe place.
 */
export function planSafely(
  situation: Situation,
  { required, asItStood }: Safety,
): Pick<Standing, "moves" | "conflict"> {
  const within = (limits: readonly Limit[]) => ({ ...situation, limits: [...situation.limits, ...limits] });
  const moves = planMoves(within(required));
  if (moves?.length === 0) return { moves, conflict: [] };
  const back = planMoves(within(asItStood)) ?? moves;
  if (back) return { moves: back, conflict: [] };
  // Without these few it would be possible, and with none of them less.
  const conflict = required.reduce((left, limit) => {
    const without = left.filter((one) => one !== limit);
    return isPossible(within(without)) ? left : without;
  }, required);
  return { moves: [], conflict };
}

/** Whether nothing is left to do, and nothing stands in the way of knowing it. */
export function isInOrder({ members, moves, conflict, demand }: Standing): boolean {
  const isSettled = moves.length === 0 && conflict.length === 0;
  return isSettled && demand.problem === undefined && members.every(({ row }) => row);
}

/** The names of the rules that are there, in the order in which they stand. */
export function liveOrder({ members, rows }: Standing): readonly string[] {
  const names = new Map(members.map(({ row, name }) => [row, name]));
  return rows.flatMap((row) => names.get(row) ?? []);
}

/** The rows that these rules have, by their keys. */
export function rowsOf(menu: Menu, rows: readonly Row[], ids: readonly string[]): ReadonlySet<Row> {
  return new Set(ids.flatMap((id) => rowsByKey(menu, rows, parseId(id).key)));
}

function membersOf(
  { menu, members }: DeclaredOrder,
  rows: readonly Row[],
  hints: Readonly<Record<string, string>>,
): readonly Member[] {
  const found = members.map((id) => ({
    id,
    name: nameOf(id),
    twins: rowsByKey(menu, rows, parseId(id).key),
  }));
  const taken = new Set(found.flatMap(({ twins }) => twins));
  return found.map((member) => ({
    ...member,
    row: member.twins[0] ?? hinted(member.id, rows, hints, taken),
  }));
}

/** A row whose comment was edited still stands for its rule; whether it is that rule is for the rule's own resource to say. */
function hinted(
  id: string,
  rows: readonly Row[],
  hints: Readonly<Record<string, string>>,
  taken: Set<Row>,
): Row | undefined {
  const row = rows.find((one) => one[".id"] === hints[id]);
  if (!row || taken.has(row)) return undefined;
  taken.add(row);
  return row;
}

function rowsBetween(rows: readonly Row[], own: ReadonlySet<Row>, others: ReadonlySet<Row>): readonly Row[] {
  const first = rows.findIndex((row) => own.has(row));
  const last = rows.findLastIndex((row) => own.has(row));
  return rows.slice(Math.max(first, 0), last + 1).filter((row) => others.has(row));
}
