/** Values: how a text is accepted, what is kept of it, how it is read back, and in which words it is refused. */
import type { RouterOsVersion } from "../contract";
import type { ArgumentSchema, ValueType } from "../schema-types";
import * as addresses from "./addresses";
import { anyOf, list, tuple } from "./compound";
import { kept, type Parsed, type ValueContext, type ValueFamily } from "./contract";
import { duration } from "./durations";
import { date, time } from "./moments";
import * as numbers from "./numbers";
import { gateway, reference } from "./references";
import { values } from "./registry";
import * as words from "./words";

export type { Parsed, ValueContext } from "./contract";

const families: { readonly [Is in ValueType["is"]]: ValueFamily<Is> } = {
  text: words.text,
  bool: words.bool,
  enum: words.enumeration,
  flag: words.flag,
  pattern: words.pattern,
  hex: words.hex,
  integer: numbers.integer,
  "integer-range": numbers.integerRange,
  rate: numbers.rate,
  ports: numbers.ports,
  duration,
  date,
  time,
  address: addresses.address,
  prefix: addresses.prefix,
  "interface-address": addresses.interfaceAddress,
  "address-or-range": addresses.addressOrRange,
  "address-list-entry": addresses.addressListEntry,
  host: addresses.host,
  mac: addresses.mac,
  gateway,
  list,
  tuple,
  "any-of": anyOf,
  reference,
};

const familyOf = (type: ValueType) => families[type.is] as ValueFamily<ValueType["is"]>;

values.parse = (type, text, context) => familyOf(type).parse(type, text, context);
values.print = (type, stored, version) => familyOf(type).print?.(type, stored, version) ?? stored;

/**
 * Accepts a written text: what is kept of it, or the words of the refusal. A leading `!` of a negatable argument
 * is kept in front of the value.
 */
export function parseValue(schema: ArgumentSchema, text: string, context: ValueContext): Parsed {
  if (!schema.negatable || !text.startsWith("!")) return values.parse(schema.type, text, context);
  const parsed = values.parse(schema.type, text.slice(1), context);
  return "failure" in parsed ? parsed : kept(`!${parsed.stored}`);
}

/** How a kept value is read back. References in it stay what `resolve` gave: the caller prints their names. */
export function printValue(
  schema: Pick<ArgumentSchema, "type" | "negatable">,
  stored: string,
  version: RouterOsVersion,
): string {
  return schema.negatable && stored.startsWith("!")
    ? `!${values.print(schema.type, stored.slice(1), version)}`
    : values.print(schema.type, stored, version);
}
