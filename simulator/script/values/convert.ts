/** Conversions, and the value of a bare word. */
import type { LiteralType } from "../syntax/tree";
import { parseAddress, parsePrefix } from "./addresses";
import { parseTime } from "./times";
import { Address, ArrayValue, Id, num, Prefix, Time, type Value } from "./value";

export function literalValue(text: string, type: LiteralType): Value {
  switch (type) {
    case "str":
      return text;
    case "bool":
      return text === "yes" || text === "true";
    case "num":
      return toNumber(text) ?? text;
    case "time":
      return parseTime(text) ?? text;
    case "ip":
    case "ip6":
      return parseAddress(text) ?? text;
    case "ip-prefix":
    case "ip6-prefix":
      return parsePrefix(text) ?? text;
    case "id":
      return new Id(`*${text.slice(1).toUpperCase()}`);
  }
}

/** Integers only: no spaces, no fraction. Out of 64 bits is no number. */
export function toNumber(value: Value): bigint | undefined {
  if (typeof value === "bigint") return value;
  if (typeof value !== "string") return undefined;
  const [, sign, digits] = /^([+-]?)(\d{1,19}|0[xX][0-9a-fA-F]{1,16})$/.exec(value) ?? [];
  if (digits === undefined) return undefined;
  const found = sign === "-" ? -BigInt(digits) : BigInt(digits);
  if (/^0x/i.test(digits)) return num(found);
  return found === num(found) ? found : undefined;
}

/** `:tonum`: besides numbers a time in seconds and an address. */
export function tonum(value: Value): Value {
  if (value instanceof Time) return value.nanoseconds / 1_000_000_000n;
  if (value instanceof Address && value.family === 4) return value.address;
  if (value instanceof ArrayValue && value.size === 1) return tonum(value.list[0]);
  return toNumber(value) ?? null;
}

/** `:tobool`: numbers, not words (7.21). */
export function tobool(value: Value): Value {
  if (typeof value === "boolean") return value;
  return typeof value === "bigint" ? value !== 0n : null;
}

export function totime(value: Value): Value {
  if (value instanceof Time) return value;
  if (typeof value === "bigint") return new Time(value * 1_000_000_000n);
  return typeof value === "string" ? (parseTime(value) ?? null) : null;
}

export function toip(value: Value, family: 4 | 6): Value {
  if (value instanceof Address) return value.family === family ? value : null;
  if (value instanceof Prefix) return value.family === family ? new Address(family, value.address) : null;
  if (typeof value === "bigint" && family === 4) return new Address(4, BigInt.asUintN(32, value));
  if (typeof value !== "string") return null;
  const text = value.includes("/") ? value.slice(0, value.indexOf("/")) : value;
  const found = parseAddress(text);
  return found?.family === family ? found : null;
}

export function toid(value: Value): Value {
  if (value instanceof Id) return value;
  if (typeof value === "string" && /^\*[0-9A-Fa-f]+$/.test(value))
    return new Id(`*${value.slice(1).toUpperCase()}`);
  return value instanceof ArrayValue && value.size === 1 ? toid(value.list[0]) : null;
}
