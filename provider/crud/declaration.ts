/** What a program declared for one row, taken apart: the menu, the properties, and what concerns only the engine. */

import { sameValue } from "../menus/codecs";
import {
  type Codec,
  isSettings,
  keyNamesOf,
  type Menu,
  type PlainValue,
  type Property,
  type Row,
  unset,
  wireName,
} from "../menus/language";
import { holds } from "../menus/rules";
import type { Anchor } from "../session/contract";
import { hasUnknown } from "./plain";

/** Declared values by property name, canonical; {@link unset} for "must not be set". */
export type Values = Readonly<Record<string, PlainValue>>;

/** The arguments of a resource that are not RouterOS properties. */
export interface Options {
  readonly router?: string;
  readonly adopt?: boolean;
  readonly runtimeOwned?: readonly string[];
  readonly adoptWithout?: readonly string[];
  readonly sensitive?: readonly string[];
  readonly section?: string;
  readonly rank?: number;
  readonly anchor?: Anchor;
  readonly keyBy?: string;
}

export interface Declaration {
  /** With the key that the program chose by `keyBy`. */
  readonly menu: Menu;
  readonly values: Values;
  readonly options: Options;
  /** The properties that are the router's business once the row exists, by their names in `menu.properties`. */
  readonly runtimeOwned: readonly string[];
  /** Conditions that an uncommented row may lack and still be taken for this one, by the same names. */
  readonly adoptWithout: readonly string[];
}

export function propertyOf(menu: Menu, name: string): Property {
  const property = menu.properties[name];
  if (!property) throw new Error(`${menu.kind} has no property ${name}`);
  return property;
}

/** The properties a row is known by. */
export function keyNames(menu: Menu): readonly string[] {
  return keyNamesOf(menu.key);
}

/**
 * The texts of the key, or undefined while a part of it is not computed yet or missing. An object of settings is known
 * by its menu.
 */
export function keyOfValues(menu: Menu, values: Values): readonly string[] | undefined {
  if (isSettings(menu)) return [menu.path];
  const texts: string[] = [];
  for (const name of keyNames(menu)) {
    const value = values[name];
    if (value === undefined || value === unset || hasUnknown(value)) return undefined;
    texts.push(wireText(propertyOf(menu, name).codec, value));
  }
  return texts;
}

/** Whether two keys name the same row, whatever their spelling. */
export function sameKey(menu: Menu, a: readonly string[], b: readonly string[]): boolean {
  return canonicalKey(menu, a) === canonicalKey(menu, b) || sameLeniently(menu, a, b);
}

/** The rows that have this key. */
export function rowsByKey(menu: Menu, rows: readonly Row[], key: readonly string[]): readonly Row[] {
  const wanted = canonicalKey(menu, key);
  return rows.filter((row) => {
    const { texts, canonical } = keyOfRow(menu, row);
    return texts !== undefined && (canonical === wanted || sameLeniently(menu, key, texts));
  });
}

interface RowKey {
  /** Undefined if the row lacks a part of the key. */
  readonly texts?: readonly string[];
  readonly canonical?: string;
}

/** Every resource of a menu looks at every row: a row's key is read once. */
const keysOfRows = new WeakMap<Menu, WeakMap<Row, RowKey>>();

function keyOfRow(menu: Menu, row: Row): RowKey {
  const known = keysOfRows.get(menu) ?? new WeakMap<Row, RowKey>();
  keysOfRows.set(menu, known);
  const found = known.get(row);
  if (found) return found;
  const given = keyNames(menu).map((name) => row[wireName(name)]);
  const texts = given.filter((text) => text !== undefined);
  const key = texts.length < given.length ? {} : { texts, canonical: canonicalKey(menu, texts) };
  known.set(row, key);
  return key;
}

function canonicalKey(menu: Menu, key: readonly string[]): string {
  if (isSettings(menu)) return JSON.stringify(key);
  return JSON.stringify(
    key.map((text, index) => propertyOf(menu, keyNames(menu)[index] ?? "").codec.fromWire(text)),
  );
}

/** For codecs that know more about "the same" than their canonical form shows. */
function sameLeniently(menu: Menu, a: readonly string[], b: readonly string[]): boolean {
  const codecs = keyNames(menu).map((name) => propertyOf(menu, name).codec);
  if (a.length !== b.length || !codecs.some((codec) => codec.same)) return false;
  return codecs.every((codec, index) =>
    sameValue(codec, codec.fromWire(a[index] ?? ""), codec.fromWire(b[index] ?? "")),
  );
}

export function wireText(codec: Codec, value: PlainValue): string {
  return codec.toWire(value as never);
}

/** Whether the program wants the property not to be set: `unset`, or a value that says so (a flag that is `false`). */
export function wantsUnset(property: Property, value: PlainValue): boolean {
  return value === unset || (property.codec.meansUnset?.(value as never) ?? false);
}

/** A property whose `when` does not hold is ignored by RouterOS; conditions not computed yet hold. */
export function isLookedAt(menu: Menu, property: Property, values: Values): boolean {
  return property.when === undefined || holds(menu, property.when, values) !== false;
}

/** `FirewallMangle "ISP1 mark conn"`: how messages name a resource. */
export function subjectOf(menu: Menu, key: readonly string[] | undefined): string {
  return key === undefined ? menu.kind : `${menu.kind} "${key.join(", ")}"`;
}
