/** Create: adds a row, or adopts the one that is there. */
import type { Row } from "../menus/language";
import type { Writer } from "../session/contract";
import { propertyOf, rowsByKey, wantsUnset } from "./declaration";
import type { Face } from "./face";
import { partialFailure } from "./failures";
import { isUncommentedTwin, twinsError } from "./locate";
import {
  ambiguousTwins,
  cannotBeChanged,
  declaredTwice,
  differs,
  mayExist,
  neverReached,
  tookOver,
} from "./messages";
import { neighbours, sceneOf } from "./neighbours";
import { outputsOf } from "./outputs";
import { hiddenBehind, placeBefore } from "./placement";
import type { Props } from "./plain";
import { attributesOf, attributesOfAdd, type Comparison, differences } from "./row";
import { continueRow, isBeingLeft, stillHeld } from "./succession";
import { twinThatStays } from "./twins";
import { assertSupported, claim, isLost, placementOf, type Subject, settled } from "./writing";

export async function createRow(face: Face, inputs: Readonly<Props>, subject: Subject): Promise<Props> {
  const { session, declaration } = subject;
  const facts = await session.facts();
  assertSupported(declaration, facts, subject);
  let addMayExist = false;
  try {
    const row = await session.write({
      subject: subject.name,
      menu: declaration.menu,
      placement: placementOf(declaration),
      run: (writer) =>
        settled(writer, declaration.menu, async (rows, { left, lost }) => {
          const isOurs = addMayExist;
          addMayExist = false;
          const found = await rowToKeep(writer, rows, subject, isOurs);
          const kept =
            found ?? (await addOrGiveUp(writer, rows, subject, { left, lost }, () => (addMayExist = true)));
          claim(subject, kept);
          return kept;
        }),
    });
    return outputsOf(face, inputs, declaration, facts, row);
  } catch (error) {
    subject.environment.claims.release(subject.place, subject.id);
    if (!addMayExist || !isLost(error)) throw error;
    // Whether the row exists cannot be known now. Saying "yes" is safe: the next refresh finds the truth, while a row
    // that the state does not know would be left behind by a destroy.
    throw partialFailure(subject.id, inputs, outputsOf(face, inputs, declaration, facts, undefined), [
      mayExist(subject, error),
    ]);
  }
}

async function addOrGiveUp(
  writer: Writer,
  rows: readonly Row[],
  subject: Subject,
  { left, lost }: { readonly left: number; readonly lost?: unknown },
  onAdd: () => void,
): Promise<Row> {
  if (left === 0) throw lost;
  onAdd();
  return addRow(writer, rows, subject);
}

/**
 * A row that is there already and becomes ours; undefined if there is none.
 * @param isOurs an add of ours was sent and not answered: a row with our key is its
 */
async function rowToKeep(
  writer: Writer,
  rows: readonly Row[],
  subject: Subject,
  isOurs: boolean,
): Promise<Row | undefined> {
  const { declaration, environment, place, id, key, session, name } = subject;
  const { menu } = declaration;
  const withKey = rowsByKey(menu, rows, key);
  const [row] = withKey;
  if (row && isBeingLeft(subject)) {
    const continued = await continueRow(writer, rows, subject);
    if (!continued) throw stillHeld(subject, row);
    return continued;
  }
  if (withKey.length > 1) throw twinsError(menu, withKey, { subject: name, router: session.label });
  if (row) {
    const holders = environment.claims.others(place, id);
    const inProgram = environment.claims.isDeclared(place);
    if (holders.some(({ by }) => by === "written" || inProgram)) throw declaredTwice(subject, row);
    return takeOver(writer, row, subject, isOurs);
  }
  const continued = await continueRow(writer, rows, subject);
  if (continued) return continued;
  return mayAdopt(subject) && menu.key.by === "comment" ? uncommentedRow(writer, rows, subject) : undefined;
}

function mayAdopt({ declaration, session }: Subject): boolean {
  return declaration.options.adopt ?? session.adopt ?? false;
}

/**
 * A row with our key: adopted as it is if it equals what we would add, otherwise changed if we may.
 * Values that the router does not show are written along: what the state says must be on the router.
 */
async function takeOver(writer: Writer, row: Row, subject: Subject, isOurs = false): Promise<Row> {
  const { menu } = subject.declaration;
  const found = differences(comparisonOf(subject), row);
  const seen = found.filter(({ blind }) => !blind);
  if (seen.length > 0) {
    if (!mayAdopt(subject)) throw differs(subject, row, seen);
    if (subject.environment.claims.others(subject.place, subject.id).length > 0)
      throw declaredTwice(subject, row);
    const unwritable = seen.filter(({ write }) => write === undefined);
    if (unwritable.length > 0) throw cannotBeChanged(subject, row, unwritable);
  }
  const attributes = attributesOf(found);
  const names = seen.map(({ name }) => name);
  const isAsWritten = Object.keys(attributes).length === 0;
  const kept = isAsWritten ? row : await writer.set(menu, row[".id"] ?? "", attributes);
  if (!isOurs) subject.environment.log(tookOver(subject, row, names));
  return kept;
}

async function uncommentedRow(
  writer: Writer,
  rows: readonly Row[],
  subject: Subject,
): Promise<Row | undefined> {
  const { declaration, environment, place, id } = subject;
  const candidates = rows.filter(
    (row) =>
      isUncommentedTwin(declaration, row) &&
      environment.claims.othersByRow(place, row[".id"] ?? "", id).length === 0,
  );
  const [row, second] = candidates;
  if (second) throw ambiguousTwins(subject, candidates);
  return row && takeOver(writer, row, subject);
}

async function addRow(writer: Writer, rows: readonly Row[], subject: Subject): Promise<Row> {
  const { declaration } = subject;
  const { menu, values } = declaration;
  const placement = placementOf(declaration);
  const before =
    whereItStood(rows, subject) ??
    (placement && placeBefore(placement, neighbours(rows, subject), rows, sceneOf(subject)));
  const added = await writer.add(menu, {
    ...attributesOfAdd(menu, values),
    ...(before !== undefined && { "place-before": before }),
  });
  const rival = await twinThatStays(writer, subject, added, before !== undefined);
  if (rival) {
    // Somebody else added the row at the same time, and was first: theirs stays, ours goes.
    await writer.remove(menu, added[".id"] ?? "");
    return takeOver(writer, rival, subject);
  }
  const hider = menu.ordered && before === undefined ? hiddenBehind(menu, rows, added) : undefined;
  if (hider) subject.environment.log(neverReached(subject, hider));
  return clearWhatCameAlong(writer, added, subject);
}

/** A row that this process removed to make room comes back in its place. */
function whereItStood(rows: readonly Row[], { environment, place }: Subject): string | undefined {
  const before = environment.claims.vacated(place)?.before;
  return rows.some((row) => row[".id"] === before) ? before : undefined;
}

/** A new row comes with the device's own values even where the program wants none (`keepalive` of a GRE tunnel). */
async function clearWhatCameAlong(writer: Writer, row: Row, subject: Subject): Promise<Row> {
  const { menu, values } = subject.declaration;
  const leftOver = differences(comparisonOf(subject), row).filter(({ name, blind }) => {
    const wanted = values[name];
    return !blind && wanted !== undefined && wantsUnset(propertyOf(menu, name), wanted);
  });
  const attributes = attributesOf(leftOver);
  return Object.keys(attributes).length === 0 ? row : writer.set(menu, row[".id"] ?? "", attributes);
}

function comparisonOf({ declaration }: Subject): Comparison {
  const { menu, values, runtimeOwned } = declaration;
  return { menu, values, runtimeOwned };
}
