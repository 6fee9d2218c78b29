/** Read: the row as it is, projected on what the program declared. */
import { sameValue } from "../menus/codecs";
import { type PlainValue, type Property, type Row, unset } from "../menus/language";
import { assertSameRouter } from "../session/facts";
import { isLookedAt, propertyOf, type Values, wantsUnset } from "./declaration";
import { estrangedLine } from "./estranged";
import { type Face, optionsOf } from "./face";
import { locate } from "./locate";
import { marksIn, outputsOf, type Stored } from "./outputs";
import { type Props, toPlain } from "./plain";
import { isAsWanted, type Reading, readingOf, setByOthers } from "./row";
import { assertComparable, declaredSecrets } from "./secrets";
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
  const search = searchFor(subject, stored.routerId);
  const row = locate(stored, rows, search);
  if (!row) {
    const line = estrangedLine(stored, rows, search);
    if (line !== undefined) subject.environment.log(line);
    return undefined;
  }
  await assertComparable(session, hiddenSecrets(stored, row), subject.name);
  const declared = projected(stored, row);
  const values = { ...declared, ...addedByOthers(stored, row) };
  const live = { ...stored, values };
  return {
    outputs: outputsOf(face, outputs, live, facts, row, marksIn(outputs)),
    inputs: toPlain({ ...optionsOf(face, outputs), ...face.wrap(outputs, values) }),
  };
}

function hiddenSecrets(stored: Stored, row: Row): readonly string[] {
  return declaredSecrets(stored).filter((name) => readingOf(stored.menu, name, row).is === "hidden");
}

/** The declared properties as the router has them; unchanged ones keep the spelling they have in the state. */
export function projected(stored: Stored, row: Row): Values {
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

/** What somebody set where the program leaves the device's own value: drift. */
function addedByOthers({ menu, values, runtimeOwned }: Stored, row: Row): Values {
  return Object.fromEntries(
    setByOthers(menu, values, row)
      .filter((name) => !runtimeOwned.includes(name))
      .flatMap((name) => {
        const reading = readingOf(menu, name, row);
        return reading.is === "value" ? [[name, reading.value]] : [];
      }),
  );
}

/** Whether two declared values want the same: `unset` and a flag that is `false` do. */
export function sameWanted(property: Property, a: PlainValue, b: PlainValue): boolean {
  if (wantsUnset(property, a) && wantsUnset(property, b)) return true;
  if (a === unset || b === unset) return false;
  return sameValue(property.codec, a, b);
}
