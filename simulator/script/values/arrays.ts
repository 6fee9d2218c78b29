/** Making and changing arrays: always a new one. */
import { ArrayValue, heaviestArray, type Value } from "./value";

export function arrayOf(
  list: readonly Value[],
  entries: Iterable<readonly [string, Value]> = [],
): ArrayValue {
  const map = new Map(entries);
  return new ArrayValue(list, map.size > 1 ? sorted(map) : map);
}

function sorted(map: ReadonlyMap<string, Value>): Map<string, Value> {
  return new Map([...map].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)));
}

/** `->`: nothing for a key that is not there. */
export function elementOf(array: Value, key: Value): Value {
  if (!(array instanceof ArrayValue)) return undefined;
  if (typeof key === "bigint") {
    const found = key >= 0n ? array.list[Number(key)] : undefined;
    return found === undefined ? array.map.get(String(key)) : found;
  }
  return array.map.get(keyText(key));
}

export const keyText = (key: Value): string => (typeof key === "string" ? key : String(key ?? ""));

/** `:set ($a->key) value`; without a value a key is taken out, and an element without one becomes nothing. */
export function withElement(array: Value, key: Value, value: Value): ArrayValue | undefined {
  const { list, map } = array instanceof ArrayValue ? array : new ArrayValue([]);
  if (typeof key === "bigint" && !map.has(String(key))) {
    if (key < 0n || key >= BigInt(heaviestArray)) return undefined;
    const changed = [...list];
    while (changed.length < Number(key)) changed.push(undefined);
    changed[Number(key)] = value;
    return new ArrayValue(changed, map);
  }
  const name = keyText(key);
  const changed = new Map(map);
  if (value === undefined) changed.delete(name);
  else changed.set(name, value);
  return new ArrayValue(list, map.has(name) ? changed : sorted(changed));
}

/** The operator `,`. */
export function joined(left: Value, right: Value): ArrayValue {
  const [first, second] = [left, right].map(asArray) as [ArrayValue, ArrayValue];
  return arrayOf([...first.list, ...second.list], [...first.map, ...second.map]);
}

/** An array is itself, nothing is empty, anything else is a list of one. */
export function asArray(value: Value): ArrayValue {
  if (value instanceof ArrayValue) return value;
  return value === undefined || value === null ? new ArrayValue([]) : new ArrayValue([value]);
}

/** Every element with its key: a position for elements without one. */
export function* entriesOf({ list, map }: ArrayValue): Iterable<readonly [Value, Value]> {
  for (let at = 0; at < list.length; at++) yield [BigInt(at), list[at]];
  yield* map;
}
