/** Rows and deviations in an engineer's words: for drift in a preview, and for errors. */
import type { Row } from "../../menus/language";
import type { Anchor } from "../../session/contract";
import { idOf } from "./anchor";
import type { DeclaredOrder } from "./declared";
import type { Limit } from "./moves";
import { describeRule } from "./rule";
import { liveOrder, type Member, type Standing } from "./standing";

/** Where more rows of others than this stand at one place, the rest is counted. */
const shownAtOnePlace = 3;

/**
 * The section as it stands, in the form of `members`: the ids of its rules in the router's order, and in the place of
 * a rule that something stands before, or that is missing, a text that says so. The list keeps its length, because
 * Pulumi compares lists place by place: one row in between is then one changed line.
 */
export function liveMembers(declared: DeclaredOrder, standing: Standing): readonly string[] {
  const { members, rows, demand } = standing;
  const byRow = new Map(members.map((member) => [member.row, member]));
  const notes = notesByRow(declared, standing);
  const entries: string[] = [];
  let waiting: string[] = demand.problem === undefined ? [] : [`anchor: ${demand.problem}`];
  for (const row of rows) {
    const member = byRow.get(row);
    const note = notes.get(row);
    if (note !== undefined) waiting.push(note);
    if (!member) continue;
    entries.push(waiting.length === 0 ? member.id : `${summary(waiting)}, before ${entryOf(member)}`);
    waiting = [];
  }
  if (waiting.length > 0) {
    const last = entries.pop();
    entries.push(last === undefined ? summary(waiting) : `${last}, before ${summary(waiting)}`);
  }
  members.forEach((member, index) => {
    if (!member.row) entries.splice(index, 0, `missing: "${member.name}"`);
  });
  return entries;
}

/** The deviations in one line: a preview without `--diff` shows only that `members` differs. */
export function deviations(declared: DeclaredOrder, standing: Standing): string {
  const ids = new Set(declared.members);
  const texts = liveMembers(declared, standing).filter((entry) => !ids.has(entry));
  const wanted = new Map(standing.members.map(({ name }, index) => [name, index]));
  const order = liveOrder(standing);
  const swapped = order.flatMap((name, index) => {
    const next = order[index + 1];
    const isSwapped = next !== undefined && (wanted.get(name) ?? 0) > (wanted.get(next) ?? 0);
    return isSwapped ? [`"${name}" stands before "${next}"`] : [];
  });
  return [...texts, ...swapped].join("; ");
}

function entryOf({ name }: Member): string {
  return `"${name}"`;
}

function notesByRow(
  { menu, anchor }: DeclaredOrder,
  { between, demand, rows, safety }: Standing,
): ReadonlyMap<Row, string> {
  const notes = new Map(between.map((row) => [row, `foreign: ${describeRule(menu, row)}`]));
  const place = new Map(rows.map((row, index) => [idOf(row), index]));
  for (const limit of demand.limits.filter((one) => isViolated(one, place))) {
    const row = rows[place.get("before" in limit ? limit.before : limit.after) ?? 0];
    if (row && !notes.has(row)) notes.set(row, `anchor ${anchorText(anchor)}: ${describeRule(menu, row)}`);
  }
  for (const limit of safety.required.filter((one) => isViolated(one, place))) {
    const isBefore = "before" in limit;
    const row = rows[place.get(isBefore ? limit.before : limit.after) ?? 0];
    const stood = isBefore ? "behind" : "before";
    if (row && !notes.has(row)) notes.set(row, `no longer ${stood} the section: ${describeRule(menu, row)}`);
  }
  return notes;
}

/** Why nothing can be moved: `"a" must stay before "drop all" (*3, chain=input action=drop)`. Empty: it can. */
export function conflictText({ menu }: DeclaredOrder, { conflict, members, rows }: Standing): string {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  const names = new Map(members.map(({ row, name }) => [row, name]));
  const text = (limit: Limit): string => {
    const isBefore = "before" in limit;
    const other = byId.get(isBefore ? limit.before : limit.after);
    const name = names.get(byId.get(limit.member));
    return `"${name}" must stay ${isBefore ? "before" : "behind"} ${other ? describeRule(menu, other) : ""}`;
  };
  return summary(conflict.map(text));
}

function isViolated(limit: Limit, place: ReadonlyMap<string, number>): boolean {
  const member = place.get(limit.member) ?? 0;
  return "before" in limit ? member > (place.get(limit.before) ?? 0) : member < (place.get(limit.after) ?? 0);
}

function anchorText(anchor: Anchor): string {
  if (typeof anchor === "string") return anchor;
  return "before" in anchor ? "before" : "after";
}

function summary(notes: readonly string[]): string {
  const shown = notes.slice(0, shownAtOnePlace);
  const more = notes.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}
