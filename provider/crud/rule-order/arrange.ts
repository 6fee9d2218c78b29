/** Brings a section into its order on the router, and makes sure of it. */
import type { Row } from "../../menus/language";
import type { RouterSession, Writer } from "../../session/contract";
import { isRouterOsError, RouterOsError } from "../../session/errors";
import type { Environment } from "../environment";
import { formatKey, parseId } from "../ids";
import { twinsError } from "../locate";
import { settled } from "../writing";
import { idOf } from "./anchor";
import { type DeclaredOrder, subjectOf } from "./declared";
import { conflictText } from "./describe";
import { applyMove, type Move } from "./moves";
import type { Stood } from "./neighbourhood";
import { describeRule } from "./rule";
import { rowsOf, type Standing, standingOf } from "./standing";

export interface Arranging {
  readonly session: RouterSession;
  readonly environment: Environment;
  readonly declared: DeclaredOrder;
  /** Pulumi ids of the rules that the section had before. */
  readonly before: readonly string[];
  /** Where it stood when it was last in order. */
  readonly stood: readonly Stood[];
}

/** @returns the section in its order, as it was read back */
export function arrange(work: Arranging): Promise<Standing> {
  const { session, declared } = work;
  return session.write({
    subject: subjectOf(declared),
    menu: declared.menu,
    run: (writer) =>
      settled(writer, declared.menu, (rows, { left, lost }) => {
        if (left > 0) return moveAll(writer, rows, work);
        const standing = assess(work, rows);
        if (standing.moves.length > 0) throw lost;
        return Promise.resolve(standing);
      }),
  });
}

/**
 * Plans anew after each command, from what was read back. A menu that is not as the command should have left it was
 * changed by somebody else at the same time (RouterOS also reports success for a destination that has vanished, and
 * moves to the end): once is an accident, twice means that something keeps moving these rows.
 */
async function moveAll(writer: Writer, rows: readonly Row[], work: Arranging): Promise<Standing> {
  let standing = assess(work, rows);
  let surprises = 0;
  for (let [move] = standing.moves; move; [move] = standing.moves) {
    if (surprises > 1) throw restless(work);
    const expected = applyMove(standing.rows.map(idOf), move);
    const now = await moved(writer, move, work);
    if (now.map(idOf).join() !== expected.join()) surprises += 1;
    standing = assess(work, now);
  }
  return standing;
}

async function moved(
  writer: Writer,
  { ids, before }: Move,
  { declared }: Arranging,
): Promise<readonly Row[]> {
  try {
    return await writer.move(declared.menu, ids, before);
  } catch (error) {
    // A rule was removed meanwhile: which one shows in the menu.
    if (!isRouterOsError(error, "gone")) throw error;
    return writer.freshRows(declared.menu);
  }
}

/** @throws RouterOsError where the section cannot, or must not, be arranged */
function assess(work: Arranging, rows: readonly Row[]): Standing {
  const { declared, session, stood } = work;
  const standing = standingOf(declared, rows, { stood, leaving: leavingRows(work, rows) });
  const twins = standing.members.find((member) => member.twins.length > 1)?.twins;
  if (twins) throw twinsError(declared.menu, twins, { subject: subjectOf(declared), router: session.label });
  const missing = standing.members.filter(({ row }) => !row);
  if (missing.length > 0)
    throw missingRules(
      work,
      missing.map(({ name }) => name),
    );
  if (standing.demand.problem !== undefined) throw noAnchor(work, standing.demand.problem);
  if (declared.foreign === "refuse" && standing.between.length > 0) throw refused(work, standing.between);
  if (standing.conflict.length > 0) throw unsafe(work, standing);
  return standing;
}

/**
 * Rows of rules that the section had and has no more: Pulumi deletes them later in the same run, so they are nobody's
 * yet. Not those that another resource of the program holds by now: these stay.
 */
function leavingRows({ declared, before, environment, session }: Arranging, rows: readonly Row[]) {
  const { menu, members } = declared;
  const place = { router: session.name, path: menu.path };
  const held = new Set(environment.claims.ofMenu(place).map(({ key }) => key));
  const gone = before.filter((id) => {
    const { path, key } = parseId(id);
    return path === menu.path && !members.includes(id) && !held.has(formatKey(key));
  });
  return rowsOf(menu, rows, gone);
}

function missingRules(work: Arranging, names: readonly string[]): RouterOsError {
  const { path } = work.declared.menu;
  return about(
    work,
    "gone",
    `has no row for ${names.map((name) => `"${name}"`).join(", ")} in ${path}: the rules of a section must be there ` +
      "before they are put in order. Run pulumi up with --refresh and without --target, which adds them again",
  );
}

function noAnchor(work: Arranging, problem: string): RouterOsError {
  return about(
    work,
    "rejected",
    `has no place for the section in ${work.declared.menu.path}: ${problem}. The section is left as it stands: give the anchor the ` +
      "comment of exactly one static row outside of the section, or use top, bottom, before-first-drop or before-fasttrack",
  );
}

function refused(work: Arranging, rows: readonly Row[]): RouterOsError {
  const { menu } = work.declared;
  return about(
    work,
    "rejected",
    `has rows of others between the section's rules in ${menu.path}: ` +
      `${rows.map((row) => describeRule(menu, row)).join("; ")}. The section is left as it stands, because foreign is "refuse": look ` +
      'what they are for, then move or remove them on the router, or declare foreign: "report" (moves the section\'s ' +
      'rules together) or "tolerate"',
  );
}

function unsafe(work: Arranging, standing: Standing): RouterOsError {
  return about(
    work,
    "rejected",
    `cannot put the section in order in ${work.declared.menu.path} without changing what is let through: ` +
      `${conflictText(work.declared, standing)}. Nothing is moved. Look which order is meant, then move these rows on the ` +
      "router yourself, or give the section an anchor that names the other row (before or after its comment): beside " +
      "that row the section then stands as the program says",
  );
}

function restless(work: Arranging): RouterOsError {
  return about(
    work,
    "busy",
    `changes ${work.declared.menu.path} while the section is put in order, and did so twice: a person or a script on ` +
      "the router adds or moves rules just now. The order is not established: run pulumi up again when it is quiet",
  );
}

function about(
  { declared, session }: Arranging,
  category: "gone" | "rejected" | "busy",
  text: string,
): RouterOsError {
  return new RouterOsError(category, `${subjectOf(declared)}: router ${session.label} ${text}.`);
}
