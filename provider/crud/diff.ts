/** Diff: the engine compares the properties itself; this says which changes need a new row. No I/O. */
import { type PlainValue, type Property, unset } from "../menus/language";
import { isLookedAt, keyNames, keyOfValues, sameKey, type Values, wantsUnset } from "./declaration";
import type { Environment } from "./environment";
import type { Face } from "./face";
import { parseId } from "./ids";
import { marksIn } from "./outputs";
import { equalPlain, hasUnknown, type Props } from "./plain";
import { sameWanted } from "./read";

export interface DiffResult {
  /** Never decided here: `undefined` lets the engine compare old and new inputs, and show each property. */
  readonly changes: undefined;
  readonly replaces: string[];
  readonly deleteBeforeReplace: boolean;
}

/** Which changes need a new row: `replaces` names the inputs to blame. */
export function diffRow(
  environment: Environment,
  face: Face,
  id: string,
  olds: Readonly<Props>,
  news: Readonly<Props>,
): DiffResult {
  const replaces = [
    ...(isOtherRouter(environment, olds.router, news.router) ? ["router"] : []),
    ...replacedProperties(face, id, olds, news),
  ];
  return { changes: undefined, replaces, deleteBeforeReplace: replaces.length > 0 };
}

function isOtherRouter(environment: Environment, before: unknown, now: unknown): boolean {
  if (before === now) return false;
  if (hasUnknown(now)) return true;
  const names = [before, now].map((router) => {
    try {
      return environment.sessionFor(router as string | undefined).name;
    } catch {
      return router ?? "";
    }
  });
  return names[0] !== names[1];
}

function replacedProperties(face: Face, id: string, olds: Readonly<Props>, news: Readonly<Props>): string[] {
  const identity = face.identityOf(news);
  if (hasUnknown(identity)) return Object.keys(identity);
  const { menu, given } = face.open(news);
  const known = parseId(id);
  if (known.path !== menu.path) return ["path"];
  const chosenAnew = Object.keys(identity).filter(
    (name) => !equalPlain(identity[name], face.identityOf(olds)[name]),
  );
  if (chosenAnew.length > 0) return chosenAnew;
  const key = keyOfValues(menu, given as Values);
  // With the id, not with the old outputs: a key changed by hand is drift, and is repaired in place.
  const sameRow = key !== undefined && sameKey(menu, key, known.key);
  if (!sameRow) return keyNames(menu).map((name) => face.at(news, name));
  return [...needNewRow(face, olds, news)].map((name) => face.at(news, name));
}

/** Properties that RouterOS takes only when a row is added, and those it cannot clear in place. */
function needNewRow(face: Face, olds: Readonly<Props>, news: Readonly<Props>): readonly string[] {
  const { menu, given } = face.open(news);
  const values = given as Values;
  const before = face.open(olds).given as Values;
  const declared = marksIn(olds).map((mark) => mark.replace(/^!/, ""));
  return Object.entries(menu.properties).flatMap(([name, property]) => {
    const now = values[name];
    const then = before[name];
    const concerned =
      now !== undefined || declared.includes(name) || (property.matcher && then !== undefined);
    if (!concerned) return [];
    if (hasUnknown(now)) return property.addOnly ? [name] : [];
    if (sameWanted(property, notSetAsUnset(property, then), notSetAsUnset(property, now))) return [];
    const clears = property.unset === "replace" && (now === undefined || wantsUnset(property, now));
    return property.addOnly || (clears && isLookedAt(menu, property, values)) ? [name] : [];
  });
}

/** Left out, unset and the device's own default are one and the same on a row. */
function notSetAsUnset(property: Property, value: PlainValue | undefined): PlainValue {
  if (value === undefined || wantsUnset(property, value)) return unset;
  return property.default !== undefined && sameWanted(property, value, property.default) ? unset : value;
}
