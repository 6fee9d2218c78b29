/** What a command other than `print` gives with `as-value`. */
import type { PrintedRow } from "../../config/contract";
import type { MenuSchema, ValueType } from "../../config/schema-types";
import { arrayOf } from "../values/arrays";
import { ArrayValue, type Value } from "../values/value";
import { typedAs, typedProperty } from "./properties";

type Columns = Readonly<Record<string, ValueType>>;

const text: ValueType = { is: "text" };
const number: ValueType = { is: "integer" };
const duration: ValueType = { is: "duration" };

/** Commands whose rows have columns of their own: only these are in the value, and with these types. */
const columns: Readonly<Record<string, Columns>> = {
  // One entry per request: host, seq, size, ttl and time, or the status of one that failed (manual; 7.23.2).
  ping: { seq: number, host: text, size: number, ttl: number, time: duration, status: text },
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
  const own = columns[command];
  const maps = rows.map((row, at) =>
    arrayOf([], own === undefined ? entriesOf(row, schema) : typedEntries(row, own, at)),
  );
  return maps.length === 1 ? (maps[0] as ArrayValue) : new ArrayValue(maps);
}

const entriesOf = (row: PrintedRow, schema: MenuSchema | undefined): (readonly [string, Value])[] =>
  Object.entries(row).map(([name, value]) => [name, typedProperty(schema, name, value)]);

function typedEntries(row: PrintedRow, own: Columns, at: number): (readonly [string, Value])[] {
  const id = typedProperty(undefined, ".id", `*${at.toString(16).toUpperCase()}`);
  const entries = Object.entries(own).flatMap(([name, type]): (readonly [string, Value])[] => {
    const value = row[name];
    return value === undefined ? [] : [[name, typedAs(type, value)]];
  });
  return [[".id", id], ...entries];
}
