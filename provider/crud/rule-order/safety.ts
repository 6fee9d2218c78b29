/**
 * Which rules of a section must not pass which rules of others when the section is put in order.
 *
 * Between rules of one chain, RouterOS takes the first that matches. So putting rules in order can cut people off, or
 * let them in: that must never come from a repair. A pair of a rule of ours and one of others has a side to protect:
 *
 * - what does not refuse stays before a rule of others that refuses (`drop`, `reject`, `tarpit`; a `jump` may): behind
 *   it, an `accept` for the management is dead, and the office is locked out
 * - what refuses stays behind a rule of others that permits (`accept`, `return`, `fasttrack-connection`, …)
 * - what does something else stays before a rule without conditions that ends the chain: behind it, ours is dead
 *
 * A pair that stands so, or stood so when the section was last in order, has to stand so. Disabled rules count: one
 * click enables them.
 */
import type { Menu, Row } from "../../menus/language";
import { idOf } from "./anchor";
import type { Limit } from "./moves";
import { conditionsOf, denies, permits } from "./rule";

/** Where a rule of the section stands, seen from the other rule. */
export type Side = "before" | "after";

export interface Recollection {
  readonly side: Side;
  /** The other rule is the same to the letter: one known by its comment alone may refuse more than it did. */
  readonly isSure: boolean;
}

export interface Neighbours {
  readonly menu: Menu;
  /** The section's rows. */
  readonly members: readonly Row[];
  /** The rows of others that the section may not pass, in the router's order. */
  readonly others: readonly Row[];
  /** All static rows, in the router's order. */
  readonly rows: readonly Row[];
  /** The side on which the member stood when the section was last in order, if it is remembered. */
  readonly stood: (member: Row, other: Row) => Recollection | undefined;
}

export interface Safety {
  /** What must hold: where it does not, somebody moved rows, and that is drift. */
  readonly required: readonly Limit[];
  /** Stricter: every remembered pair as it stood, on whichever side. How the section is put back where that is possible. */
  readonly asItStood: readonly Limit[];
}

/** For each member the limits that imply all others. */
export function safetyOf({ menu, members, others, rows, stood }: Neighbours): Safety {
  const place = new Map(rows.map((row, index) => [row, index]));
  const deciding = others
    .filter((row) => denies(row) || permits(row))
    .map((row) => ({ row, isTotal: permits(row) && !denies(row) && conditionsOf(menu, row) === "" }));
  const required: Limit[] = [];
  const asItStood: Limit[] = [];
  for (const member of members) {
    const sides = deciding
      .filter(({ row }) => row.chain === member.chain && !decideAlike(row, member))
      .map(({ row, isTotal }) => {
        const protect = protectedSides(member, row, isTotal);
        const stands: Side = (place.get(member) ?? 0) < (place.get(row) ?? 0) ? "before" : "after";
        const before = stood(member, row);
        const required = [before?.side, stands].find((side) => side && protect.includes(side));
        return { row, required, asItStood: before?.isSure ? before.side : required };
      });
    const tightest = (of: "required" | "asItStood") => {
      const first = sides.find((one) => one[of] === "before");
      const last = sides.findLast((one) => one[of] === "after");
      return [...limit(member, "before", first), ...limit(member, "after", last)];
    };
    required.push(...tightest("required"));
    asItStood.push(...tightest("asItStood"));
  }
  return { required, asItStood };
}

/** Which of two such rules comes first makes no difference. */
function decideAlike(one: Row, other: Row): boolean {
  return one.action === other.action && bare.has(one.action ?? "");
}

/** Actions that say all by themselves. */
const bare: ReadonlySet<string> = new Set(["accept", "drop", "return", "tarpit", "unreachable", "discard"]);

function protectedSides(member: Row, other: Row, isTotal: boolean): readonly Side[] {
  const goesFirst = (denies(other) && !isRefusal(member)) || (isTotal && other.action !== member.action);
  const comesLater = denies(member) && permits(other);
  return [...(goesFirst ? (["before"] as const) : []), ...(comesLater ? (["after"] as const) : [])];
}

/** Refuses for certain: a jump may also permit. */
function isRefusal(row: Row): boolean {
  return denies(row) && !permits(row);
}

function limit(member: Row, side: Side, found: { readonly row: Row } | undefined): readonly Limit[] {
  if (!found) return [];
  const [id, other] = [idOf(member), idOf(found.row)];
  return [side === "before" ? { member: id, before: other } : { member: id, after: other }];
}
