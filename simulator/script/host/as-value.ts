/** What a command other than `print` gives with `as-value`. */
import type { PrintedRow } from "../../config/contract";
import type { MenuSchema, ValueType } from "../../config/schema-types";
import { arrayOf } from "../values/arrays";
import { ArrayValue, Id, type Value } from "../values/value";
import { typedAs, typedProperty } from "./properties";

type Reading = (text: string) => Value;
type Entry = readonly [string, Value];

const as = (type: ValueType): Reading => {
  return (text) => typedAs(type, text);
};
const text = as({ is: "text" });
const number = as({ is: "integer" });
const duration = as({ is: "duration" });
const lines: Reading = (joined) => new ArrayValue(joined === "" ? [] : joined.split(";").map(text));

interface Columns {
  /** Each row has an id, counted from `*0`. */
  readonly ids: boolean;
  readonly readings: Readonly<Record<string, Reading>>;
}

/** Commands whose rows have columns of their own: only these are in the value, and of these types. */
const columns: Readonly<Record<string, Columns>> = {
  // One entry per request: host, seq, size, ttl and time, or the status of one that failed (manual; 7.23.2).
  ping: {
    ids: true,
    readings: { seq: number, host: text, size: number, ttl: number, time: duration, status: text },
  },
  fetch: {
    ids: false,
    readings: {
      status: text,
      code: number,
      downloaded: number,
      uploaded: number,
      total: number,
      duration,
      data: text,
      "http-headers": lines,
    },
  },
};

/**
 * One row is its map, several are a list of maps: `[/ping 1.1.1.1 count=1 as-value]->"time"`,
 * `([/ping 1.1.1.1 count=3 as-value]->0)->"time"`.
 */
export function valueOfRows(
  command: string,
  rows: readonly PrintedRow[],
  schema: MenuSchema | undefined,
): ArrayValue {
  const maps = rows.map((row, at) => {
    const id: Entry[] =
      columns[command]?.ids === true ? [[".id", new Id(`*${at.toString(16).toUpperCase()}`)]] : [];
    return arrayOf([], [...id, ...typedEntries(command, row, schema)]);
  });
  return maps.length === 1 ? (maps[0] as ArrayValue) : new ArrayValue(maps);
}

/** Printed values as those of the language, by the columns of the command. */
export function typedEntries(command: string, row: PrintedRow, schema?: MenuSchema): Entry[] {
  const readings = columns[command]?.readings;
  return Object.entries(row).flatMap(([name, value]): Entry[] => {
    if (readings === undefined) return [[name, typedProperty(schema, name, value)]];
    const reading = readings[name];
    return reading === undefined ? [] : [[name, reading(value)]];
  });
}
