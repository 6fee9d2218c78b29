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

/** What becomes of the row of a resource. */
export interface Verdict {
  /**
   * - `stays`: it is the same row, whatever else is written
   * - `renamed`: the same row gets another key in place, so that it keeps its position, its references and its line
   * - `renewed`: only a new row can be as declared; the old one has to make room first
   * - `elsewhere`: it belongs on another router or into another menu
   */
  readonly row: "stays" | "renamed" | "renewed" | "elsewhere";
  /** Names of the inputs to blame. */
  readonly because: readonly string[];
}

/**
 * What the engine is told of a verdict. A renamed row is a replacement to Pulumi, because its id names the key: create
 * comes first and continues the row under its new key (see `succession.ts`), then the delete finds nothing of its own.
 */
export function diffResult({ row, because }: Verdict): DiffResult {
  return { changes: undefined, replaces: [...because], deleteBeforeReplace: row === "renewed" };
}

export function judge(
  environment: Environment,
  face: Face,
  id: string,
  olds: Readonly<Props>,
  news: Readonly<Props>,
): Verdict {
  if (isOtherRouter(environment, olds.router, news.router)) return { row: "elsewhere", because: ["router"] };
  return judgeRow(face, id, olds, news);
}

/** Whether the program chooses another router than the state has. */
export function isOtherRouter(environment: Environment, before: unknown, now: unknown): boolean {
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

function judgeRow(face: Face, id: string, olds: Readonly<Props>, news: Readonly<Props>): Verdict {
  const identity = face.identityOf(news);
  // In a preview; when it is known, most often the row is only given another key.
  if (hasUnknown(identity)) return { row: "renamed", because: Object.keys(identity) };
  const { menu, given } = face.open(news);
  const known = parseId(id);
  if (known.path !== menu.path) return { row: "elsewhere", because: ["path"] };
  const chosenAnew = Object.keys(identity).filter(
    (name) => !equalPlain(identity[name], face.identityOf(olds)[name]),
  );
  if (chosenAnew.length > 0) return { row: "renewed", because: chosenAnew };
  const key = keyOfValues(menu, given as Values);
  // With the id, not with the old outputs: a key changed by hand is drift, and is repaired in place.
  const sameRow = key !== undefined && sameKey(menu, key, known.key);
  const anew = needNewRow(face, olds, news);
  const because = [...(sameRow ? [] : keyNames(menu)), ...anew].map((name) => face.at(news, name));
  if (because.length === 0) return { row: "stays", because };
  return { row: anew.length === 0 ? "renamed" : "renewed", because };
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
