/** Read: the row as it is, projected on what the program declared. */
import { sameValue } from "../menus/codecs";
import { type PlainValue, type Property, type Row, unset } from "../menus/language";
import { assertSameRouter } from "../session/facts";
import { isLookedAt, propertyOf, type Values, wantsUnset } from "./declaration";
import { type Face, optionsOf } from "./face";
import { locate, strangeConditions } from "./locate";
import { marksIn, outputsOf, type Stored } from "./outputs";
import { type Props, toPlain } from "./plain";
import { isAsWanted, type Reading, readingOf } from "./row";
import { searchFor } from "./update";
import type { Subject } from "./writing";

export interface LiveRow {
  readonly outputs: Props;
  readonly inputs: Props;
}

/**
 * The row's outputs and the inputs a program would need for it to be without difference; undefined if it is gone.
 * A read that fails throws: it is never "gone".
 */
export async function readRow(
  face: Face,
  outputs: Readonly<Props>,
  stored: Stored,
  subject: Subject,
): Promise<LiveRow | undefined> {
  const { session } = subject;
  const facts = await session.facts();
  assertSameRouter(session, facts, stored.fingerprint, subject.name);
  const rows = await session.rows(stored.menu);
  const row = locate(stored, rows, searchFor(subject, stored.routerId));
  if (!row) return undefined;
  const declared = projected(stored, row);
  const values = { ...declared, ...conditionsAdded(stored, row) };
  const live = { ...stored, values };
  return {
    outputs: outputsOf(face, outputs, live, facts, row, marksIn(outputs)),
    inputs: toPlain({ ...optionsOf(face, outputs), ...face.wrap(outputs, values) }),
  };
}

/** The declared properties as the router has them; unchanged ones keep the spelling they have in the state. */
function projected(stored: Stored, row: Row): Values {
  const { menu, values, runtimeOwned } = stored;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (runtimeOwned.includes(name)) return [name, value];
      const property = propertyOf(menu, name);
      return [
        name,
        liveValue(property, value, readingOf(menu, name, row), isLookedAt(menu, property, values)),
      ];
    }),
  );
}

function liveValue(property: Property, stored: PlainValue, reading: Reading, lookedAt: boolean): PlainValue {
  const asWanted = isAsWanted(property, stored, reading);
  // What cannot be known is believed to be as it was written.
  if (asWanted !== false) return stored;
  if (wantsUnset(property, stored) && !lookedAt) return stored;
  return reading.is === "value" ? reading.value : unset;
}

/**
 * Conditions that somebody added: "absent" in the program means that they must not be there, so they are drift.
 * Not those that RouterOS cannot take back: no update could repair them.
 */
function conditionsAdded({ menu, values, runtimeOwned }: Stored, row: Row): Values {
  return Object.fromEntries(
    strangeConditions(menu, values, row)
      .filter((name) => !runtimeOwned.includes(name) && isRepairable(propertyOf(menu, name)))
      .flatMap((name) => {
        const reading = readingOf(menu, name, row);
        return reading.is === "value" ? [[name, reading.value]] : [];
      }),
  );
}

function isRepairable(property: Property): boolean {
  return property.unset !== "never" && property.secret !== true;
}

/** Whether two declared values want the same: `unset` and a flag that is `false` do. */
export function sameWanted(property: Property, a: PlainValue, b: PlainValue): boolean {
  if (wantsUnset(property, a) && wantsUnset(property, b)) return true;
  if (a === unset || b === unset) return false;
  return sameValue(property.codec, a, b);
}
