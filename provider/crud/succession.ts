/**
 * A resource that gets another key (an object renamed, a comment corrected) keeps its row: the row is given the new key
 * in place. It keeps its position among the rules, what refers to it, and the line that it is; and a new value that
 * RouterOS refuses leaves it as it was. To Pulumi it is a replacement, because the id names the key.
 */
import type { Row } from "../menus/language";
import type { Writer } from "../session/contract";
import { RouterOsError } from "../session/errors";
import { keyOfValues, rowsByKey } from "./declaration";
import type { Face } from "./face";
import { formatKey, parseId } from "./ids";
import { describeRow } from "./locate";
import { storedOf } from "./outputs";
import type { Props } from "./plain";
import { attributesOf, differences } from "./row";
import type { Subject } from "./writing";

/** Puts down, when a resource is diffed, that it leaves its key for another one. */
export function announceRename(
  { environment, place, id }: Pick<Subject, "environment" | "place" | "id">,
  face: Face,
  olds: Readonly<Props>,
  news: Readonly<Props>,
): void {
  const { menu, given } = face.open(news);
  const key = keyOfValues(menu, given as never);
  if (key === undefined) return;
  const { path } = parseId(id);
  const successor = { router: place.router, path, key: formatKey(key) };
  environment.claims.succeed(successor, { id, place, stored: storedOf(face, olds) });
}

/** Whether all who hold this key are about to leave it: its row is then theirs, under another key soon. */
export function isBeingLeft({ environment, place, id }: Subject): boolean {
  const holders = environment.claims.others(place, id);
  return holders.length > 0 && holders.every(({ leaving }) => leaving === true);
}

/** Gives the predecessor's row our key and our values; undefined if there is no predecessor, or no row of its own. */
export async function continueRow(
  writer: Writer,
  rows: readonly Row[],
  subject: Subject,
): Promise<Row | undefined> {
  const { environment, place, id, declaration } = subject;
  const predecessor = environment.claims.predecessor(place);
  if (!predecessor) return undefined;
  const { menu, values, runtimeOwned } = declaration;
  const { key } = parseId(predecessor.id);
  // A resource that takes over the key of another that takes over ours: what that one has written is not our row.
  const own = rowsByKey(menu, rows, key).filter((row) =>
    environment.claims.othersByRow(place, row[".id"] ?? "", id).every(({ by }) => by !== "written"),
  );
  const [row, twin] = own;
  if (!row || twin) return undefined;
  const before = predecessor.stored;
  const properties = { ...before.menu.properties, ...menu.properties };
  const attributes = attributesOf(
    differences({ menu: { ...menu, properties }, values, runtimeOwned, before }, row),
  );
  return Object.keys(attributes).length === 0 ? row : writer.set(menu, row[".id"] ?? "", attributes);
}

/** Another resource still has our key, and gives it up in this very run: whose row it is cannot be told apart. */
export function stillHeld({ declaration, name, session }: Subject, row: Row): RouterOsError {
  return new RouterOsError(
    "exists",
    `${name}: on router ${session.label}, ${describeRow(declaration.menu, row)} of ${declaration.menu.path} has this ` +
      "key until another resource of the program is renamed in this run. Run Pulumi again; two that swap their names " +
      "need a third name in between",
  );
}
