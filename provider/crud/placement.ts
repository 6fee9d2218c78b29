/** Where a new rule goes among the rows of its menu. */
import type { Menu, Row } from "../menus/language";
import type { Anchor, Placement } from "../session/contract";
import { RouterOsError } from "../session/errors";
import { isNotSet, readingOf } from "./row";

/** A rule of the same section that this process knows. */
export interface Neighbour {
  readonly rank: number;
  readonly rowId: string;
}

/** `place-before` of the new row: the `.id` of a static row, or undefined for the end of the menu. */
export type Before = string | undefined;

/**
 * Among the rules of its section by rank; the first one of a section beside the section's anchor.
 *
 * @param rows the rows that can be ours, in the router's order: dynamic rows lead a menu and refuse to be moved before
 * @param chain the rule's chain; `before-first-drop` and `before-fasttrack` look only there
 * @throws RouterOsError of category `rejected` if the row that the anchor names is not there, or is there twice
 */
export function placeBefore(
  { anchor, rank }: Pick<Placement, "anchor" | "rank">,
  neighbours: readonly Neighbour[],
  rows: readonly Row[],
  { subject, menu, chain }: { readonly subject: string; readonly menu: Menu; readonly chain?: string },
): Before {
  const positions = new Map(rows.map((row, index) => [row[".id"], index]));
  const present = neighbours.filter(({ rowId }) => positions.has(rowId));
  const at = (one: Neighbour) => positions.get(one.rowId) ?? 0;
  // Several rules of one rank: before the first that is higher, after the last that is not.
  const higher = present.filter((one) => one.rank > rank).sort((a, b) => a.rank - b.rank || at(a) - at(b))[0];
  if (higher) return higher.rowId;
  const lower = present.filter((one) => one.rank <= rank).sort((a, b) => b.rank - a.rank || at(b) - at(a))[0];
  if (lower) return rows[at(lower) + 1]?.[".id"];
  return anchors[typeof anchor === "string" ? anchor : "comment"](rows, anchor, { subject, menu, chain });
}

export interface Scene {
  readonly subject: string;
  readonly menu: Menu;
  readonly chain?: string;
}

type FixedAnchor = Extract<Anchor, string>;

/** Actions that a new rule is put before, by anchor. */
export const actionsBefore = {
  "before-first-drop": ["drop", "reject"],
  "before-fasttrack": ["fasttrack-connection"],
} as const satisfies Partial<Record<FixedAnchor, readonly string[]>>;

const anchors: Readonly<
  Record<FixedAnchor | "comment", (rows: readonly Row[], anchor: Anchor, scene: Scene) => Before>
> = {
  top: (rows) => rows[0]?.[".id"],
  bottom: () => undefined,
  "before-first-drop": (rows, _anchor, { chain }) =>
    firstWith(rows, chain, actionsBefore["before-first-drop"]),
  "before-fasttrack": (rows, _anchor, { chain }) => firstWith(rows, chain, actionsBefore["before-fasttrack"]),
  comment: besideComment,
};

/** Where there is no such rule, every place is before it: the end. */
function firstWith(rows: readonly Row[], chain: string | undefined, actions: readonly string[]): Before {
  return rows.find(
    (row) => actions.includes(row.action ?? "") && (chain === undefined || row.chain === chain),
  )?.[".id"];
}

function besideComment(rows: readonly Row[], anchor: Anchor, { subject, menu }: Scene): Before {
  if (typeof anchor === "string") return undefined;
  const comment = "before" in anchor ? anchor.before : anchor.after;
  const found = rows.flatMap((row, index) => (row.comment === comment ? [index] : []));
  const [index] = found;
  if (index === undefined || found.length > 1) {
    const many = index === undefined ? "no row" : `${found.length} rows`;
    throw new RouterOsError(
      "rejected",
      `${subject}: its anchor is the row with comment "${comment}", but ${menu.path} has ${many} with this comment. ` +
        "Give the anchor the comment of exactly one static row, or use top, bottom, before-first-drop or before-fasttrack",
    );
  }
  return rows["before" in anchor ? index : index + 1]?.[".id"];
}

/**
 * The rule that a new one at the end of the menu came to stand behind: an unconditional drop or reject of its chain,
 * after which it is never reached.
 */
export function hiddenBehind(menu: Menu, rows: readonly Row[], added: Row): Row | undefined {
  const conditions = Object.entries(menu.properties).filter(([, property]) => property.matcher);
  return rows.find(
    (row) =>
      row[".id"] !== added[".id"] &&
      row.chain === added.chain &&
      row.disabled !== "true" &&
      ["drop", "reject"].includes(row.action ?? "") &&
      conditions.every(([name, property]) => isNotSet(property, readingOf(menu, name, row))),
  );
}
