/**
 * What a section's anchor demands of its order, once the section exists.
 *
 * An anchor is where a section's first rule is put (`../placement.ts`). Afterwards it is a condition, as weak as its
 * words allow: a rule that somebody adds elsewhere must not make sections wander.
 *
 * - `bottom`: none. A rule appended below the section is no drift, or the section would move at every such rule. What
 *   protects a section from standing behind a rule that cuts it off is in `safety.ts`, for all anchors.
 * - `top`: no rule of others before the section's first. Only one section of a menu can be there.
 * - `{ before }`, `{ after }`: before, or after, that rule; not next to it.
 * - `before-first-drop`: each rule of the section before the first `drop` or `reject` of others in its own chain. Drops
 *   in other chains do not matter (RouterOS's default filter drops in `input` before it comes to `forward`), nor do
 *   those of the section itself. No such rule: no demand.
 * - `before-fasttrack`: the same with `fasttrack-connection`.
 */
import type { Row } from "../../menus/language";
import type { Anchor } from "../../session/contract";
import { actionsBefore } from "../placement";
import type { Limit, Situation } from "./moves";

export interface Demand {
  readonly limits: readonly Limit[];
  /** The place that is nearest to the anchor. */
  readonly prefer: Situation["prefer"];
  /** The row that the program names: where the section stands by it is the program's word, whatever that row does. */
  readonly named?: Row;
  /** Why the anchor cannot be found: `no static row of the menu has the comment "x"`. */
  readonly problem?: string;
}

/**
 * @param members the section's rows in the order wanted
 * @param others the rows of others (not those that are leaving), in the router's order
 * @param rows all static rows, in the router's order
 */
export function demandOf(
  anchor: Anchor,
  { members, others, rows }: Record<"members" | "others" | "rows", readonly Row[]>,
): Demand {
  if (typeof anchor === "object") return besideComment(anchor, members, rows);
  if (anchor === "top") return { limits: before(members[0], others[0]), prefer: "first" };
  const actions: readonly string[] = anchor === "bottom" ? [] : actionsBefore[anchor];
  const limits = members.flatMap((member) =>
    before(
      member,
      others.find(({ action = "", chain }) => actions.includes(action) && chain === member.chain),
    ),
  );
  return { limits, prefer: "last" };
}

function besideComment(
  anchor: Exclude<Anchor, string>,
  members: readonly Row[],
  rows: readonly Row[],
): Demand {
  const isBefore = "before" in anchor;
  const comment = isBefore ? anchor.before : anchor.after;
  const found = rows.filter((row) => row.comment === comment);
  const [row] = found;
  const prefer = isBefore ? "last" : "first";
  if (!row || found.length > 1) {
    const many = row ? `${found.length} static rows have` : "no static row has";
    return { limits: [], prefer, problem: `${many} the comment "${comment}"` };
  }
  if (members.includes(row)) {
    return {
      limits: [],
      prefer,
      problem: `the row with the comment "${comment}" is a rule of the section itself`,
    };
  }
  // The members' order does the rest.
  return { limits: isBefore ? before(members.at(-1), row) : after(members[0], row), prefer, named: row };
}

function before(member: Row | undefined, row: Row | undefined): readonly Limit[] {
  return member && row ? [{ member: idOf(member), before: idOf(row) }] : [];
}

function after(member: Row | undefined, row: Row): readonly Limit[] {
  return member ? [{ member: idOf(member), after: idOf(row) }] : [];
}

/** A row that RouterOS printed has an id. */
export function idOf(row: Row): string {
  return row[".id"] ?? "";
}
