/** What create, update and delete have in common: the router, the row's identity, and replies that never came. */
import { brokenGates } from "../menus";
import type { Menu, Row } from "../menus/language";
import type { Placement, RouterFacts, RouterSession, Writer } from "../session/contract";
import { isRouterOsError, RouterOsError } from "../session/errors";
import { failure, words } from "../session/messages";
import type { Place } from "./claims";
import type { Declaration } from "./declaration";
import type { Environment } from "./environment";

/** Everything an operation needs to know about the resource it works for. */
export interface Subject {
  readonly environment: Environment;
  readonly session: RouterSession;
  readonly declaration: Declaration;
  /** The texts of the key. */
  readonly key: readonly string[];
  /** Pulumi id. */
  readonly id: string;
  /** `FirewallMangle "ISP1 mark conn"`. */
  readonly name: string;
  /** Where the claims on this row are. */
  readonly place: Place;
}

/**
 * A write whose answer was lost: the menu is read again before anything is repeated, so that what was carried out is
 * found. `attempt` must be idempotent in that sense: it looks at the rows it is given first. Its last attempt is told
 * not to write any more.
 */
export async function settled<T>(
  writer: Writer,
  menu: Menu,
  attempt: (rows: readonly Row[], tries: { readonly left: number; readonly lost?: unknown }) => Promise<T>,
): Promise<T> {
  let lost: unknown;
  for (let left = 2; ; left--) {
    const rows = await (lost === undefined ? writer.rows(menu) : rowsAfter(lost, writer, menu));
    try {
      return await attempt(rows, { left, lost });
    } catch (error) {
      if (left === 0 || !isLost(error)) throw error;
      lost = error;
    }
  }
}

/** @throws the loss, which names the resource, if the router cannot be asked what became of the write */
async function rowsAfter(lost: unknown, writer: Writer, menu: Menu): Promise<readonly Row[]> {
  try {
    return await writer.freshRows(menu);
  } catch (error) {
    throw failure("unanswered", `${words(lost)} The menu could not be read again: ${words(error)}`, lost);
  }
}

/** Whether nobody knows if a write was carried out: no answer, or the line broke before the row could be read back. */
export function isLost(error: unknown): boolean {
  return isRouterOsError(error) && (error.mayHaveExecuted || lostCategories.has(error.category));
}

const lostCategories: ReadonlySet<string> = new Set(["unanswered", "unreachable"]);

/** @throws RouterOsError of category `rejected` if this version of RouterOS lacks something declared */
export function assertSupported({ menu, values }: Declaration, facts: RouterFacts, subject: Subject): void {
  const gated = brokenGates(menu, values, facts.version, subject.session.label);
  if (gated.length === 0) return;
  throw new RouterOsError(
    "rejected",
    `${subject.name}: ${gated.map(({ message }) => message).join("; ")}. ` +
      "Leave it out for this router, or upgrade RouterOS",
  );
}

/** The place of a row in its section, where it has one. */
export function placementOf({ options }: Pick<Declaration, "options">): Placement | undefined {
  const { section, rank = 0, anchor = "bottom" } = options;
  return section === undefined ? undefined : { section, rank, anchor };
}

/** Puts down that this id holds its row. */
export function claim({ environment, declaration, place, id }: Subject, row: Row): void {
  const { section, rank = 0 } = declaration.options;
  const ordered = section === undefined ? {} : { section, rank };
  environment.claims.put(place, { id, rowId: row[".id"], ...ordered, by: "written" });
}
