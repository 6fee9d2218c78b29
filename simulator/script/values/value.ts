/** The values of the language. Arrays are never changed in place. */
import { fail } from "../run/failure";
import type { BlockValue, Expression, Script, Statement } from "../syntax/tree";

/** An unset or undeclared variable, a missing key. */
export const nothing = undefined;
export type Nothing = undefined;
/** A failed conversion, an empty result. */
export const nil = null;
export type Nil = null;

/** `address` as a number of 32 or 128 bits. */
export class Address {
  constructor(
    readonly family: 4 | 6,
    readonly address: bigint,
  ) {}
}

/** Keeps the bits of the host, as written. */
export class Prefix {
  constructor(
    readonly family: 4 | 6,
    readonly address: bigint,
    readonly length: number,
  ) {}
}

export class Time {
  constructor(readonly nanoseconds: bigint) {}
}

/** `*1F` */
export class Id {
  constructor(readonly text: string) {}
}

/** Elements without a key come first, in order; those with one are sorted by it. */
export class ArrayValue {
  /** Values in it, in arrays in it, and so on: shared arrays would else make small scripts do endless work. */
  readonly weight: number;

  constructor(
    readonly list: readonly Value[],
    readonly map: ReadonlyMap<string, Value> = noKeys,
  ) {
    let weight = list.length + map.size;
    for (const value of list) if (value instanceof ArrayValue) weight += value.weight;
    for (const value of map.values()) if (value instanceof ArrayValue) weight += value.weight;
    if (weight > heaviestArray) fail("value is too long");
    this.weight = weight;
  }

  get size(): number {
    return this.list.length + this.map.size;
  }
}
/** An array with more in it is an error. */
export const heaviestArray = 1_000_000;
const noKeys: ReadonlyMap<string, Value> = new Map();
export const emptyArray = new ArrayValue([]);

/** What `:parse` gives. */
export class Code {
  constructor(readonly script: Script) {}
}

/** `do={…}` as a value. */
export class FunctionValue {
  constructor(
    readonly statements: readonly Statement[],
    readonly source: string,
    readonly body: BlockValue,
  ) {}
}

/** `(>[…])` */
export class Quoted {
  constructor(
    readonly body: Expression,
    readonly source: string,
  ) {}
}

/** Text is bytes, one character each. Numbers are 64 bits with sign. */
export type Value =
  | Nothing
  | Nil
  | boolean
  | bigint
  | string
  | Address
  | Prefix
  | Time
  | Id
  | ArrayValue
  | Code
  | FunctionValue
  | Quoted;

export type TypeName =
  | "nothing"
  | "nil"
  | "bool"
  | "num"
  | "str"
  | "ip"
  | "ip6"
  | "ip-prefix"
  | "ip6-prefix"
  | "time"
  | "id"
  | "array"
  | "code"
  | "op";

export function typeOf(value: Value): TypeName {
  switch (typeof value) {
    case "undefined":
      return "nothing";
    case "boolean":
      return "bool";
    case "bigint":
      return "num";
    case "string":
      return "str";
  }
  if (value === null) return "nil";
  if (value instanceof Address) return value.family === 4 ? "ip" : "ip6";
  if (value instanceof Prefix) return value.family === 4 ? "ip-prefix" : "ip6-prefix";
  if (value instanceof Time) return "time";
  if (value instanceof Id) return "id";
  if (value instanceof Code) return "code";
  if (value instanceof Quoted) return "op";
  // A function is an array to `:typeof` (7.21).
  return "array";
}

export const num = (value: bigint): bigint => BigInt.asIntN(64, value);
