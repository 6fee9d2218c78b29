/** Properties of rows as values of the language: each of the type its menu gives it. */
import type { MenuSchema, ValueType } from "../../config/schema-types";
import { bytesOf } from "../syntax/bytes";
import { parseAddress, parsePrefix } from "../values/addresses";
import { toNumber } from "../values/convert";
import { parseTime } from "../values/times";
import { ArrayValue, Id, type Value } from "../values/value";

type Reading = (text: string) => Value;

const bool: Reading = (text) =>
  text === "true" || text === "yes" ? true : text === "false" || text === "no" ? false : text;
const number: Reading = (text) => toNumber(text) ?? text;
const time: Reading = (text) => (/^\d/.test(text) && /[a-z:]/.test(text) ? (parseTime(text) ?? text) : text);
const address: Reading = (text) => parseAddress(text) ?? parsePrefix(text) ?? text;
const word: Reading = (text) => text;
const words: Reading = (text) => new ArrayValue(text === "" ? [] : text.split(","));

/**
 * `address` of `/ip/address` is text, `dst-address` of a route a prefix; enumerations are text; sets of words are
 * lists. What a type is not listed for is text.
 */
const readings: { readonly [Is in ValueType["is"]]?: Reading } = {
  bool,
  flag: () => true,
  integer: number,
  rate: number,
  duration: time,
  time,
  address,
  prefix: address,
  "address-or-range": address,
  "address-list-entry": address,
  host: address,
};

/** Read-only properties have no type in the command trees: their text tells. */
function guessed(name: string, text: string): Value {
  if (text === "true" || text === "false") return text === "true";
  if (/^-?\d{1,18}$/.test(text)) return number(text);
  if (/^(\d+(w|d|h|ms|us|m|s))+$/.test(text)) return time(text);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text) && name !== "version") return address(text);
  return bytesOf(text);
}

export function typedProperty(schema: MenuSchema | undefined, name: string, text: string): Value {
  if (name === ".id") return new Id(text);
  const property = schema?.properties.get(name);
  if (property === undefined) return guessed(name, text);
  return typedAs(property.type, text);
}

/** A printed text as a value of its type. */
export function typedAs(type: ValueType, text: string): Value {
  if (type.is === "list" && type.set === true) return words(text);
  return (readings[type.is] ?? word)(bytesOf(text));
}

const common = new Set([".id", ".nextid", ".dead", ".about"]);
const known = new WeakMap<MenuSchema, ReadonlySet<string>>();

/** Names that `where` binds in a menu. A schema never changes: its names are gathered once. */
export function propertyNames(schema: MenuSchema | undefined): ReadonlySet<string> {
  if (schema === undefined) return common;
  const found = known.get(schema) ?? new Set([...schema.properties.keys(), ...schema.readOnly, ...common]);
  known.set(schema, found);
  return found;
}
