/** The rules of a section, as far as this process knows them. */
import type { Row } from "../menus/language";
import { rowsByKey } from "./declaration";
import { parseKey } from "./ids";
import type { Neighbour, Scene } from "./placement";
import type { Subject } from "./writing";

export interface KnownNeighbour extends Neighbour {
  /** This process added, moved or updated it already; otherwise it stands where the last run left it. */
  readonly isWritten: boolean;
}

/** The rules of the same section that this process knows and that are on the router. */
export function neighbours(
  rows: readonly Row[],
  { environment, place, declaration, id }: Subject,
): readonly KnownNeighbour[] {
  const { menu, options } = declaration;
  const present = new Set(rows.map((row) => row[".id"]));
  return environment.claims.ofMenu(place).flatMap((other) => {
    if (other.id === id || other.section !== options.section || other.rank === undefined) return [];
    const { rank, by } = other;
    const rowId =
      other.rowId !== undefined && present.has(other.rowId)
        ? other.rowId
        : rowsByKey(menu, rows, parseKey(other.key)).at(0)?.[".id"];
    return rowId === undefined ? [] : [{ rank, rowId, isWritten: by === "written" }];
  });
}

/** What an anchor is looked for by. */
export function sceneOf({ name, declaration }: Subject): Scene {
  const { chain } = declaration.values;
  return { subject: name, menu: declaration.menu, chain: typeof chain === "string" ? chain : undefined };
}
