/** What a program declared for one row, taken apart: the menu, the properties, and what concerns only the engine. */

import { sameValue } from "../menus/codecs";
import {
  type Codec,
  type Menu,
  type PlainValue,
  type Property,
  type Row,
  unset,
  wireName,
} from "../menus/language";
import { holds } from "../menus/rules";
import type { Anchor } from "../session/contract";
import { formatKey } from "./ids";
import { hasUnknown } from "./plain";

/** Declared values by property name, canonical; {@link unset} for "must not be set". */
export type Values = Readonly<Record<string, PlainValue>>;

/** The arguments of a resource that are not RouterOS properties. */
export interface Options {
  readonly router?: string;
  readonly adopt?: boolean;
  readonly runtimeOwned?: readonly string[];
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
}

export function propertyOf(menu: Menu, name: string): Property {
  const property = menu.properties[name];
  if (!property) throw new Error(`${menu.kind} has no property ${name}`);
  return property;
}

/** The properties a row is known by. */
export function keyNames(menu: Menu): readonly string[] {
  return menu.key.by === "comment" ? ["comment"] : menu.key.names;
}

/** The texts of the key, or undefined while a part of it is not computed yet or missing. */
export function keyOfValues(menu: Menu, values: Values): readonly string[] | undefined {
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
  if (a.length !== b.length) return false;
  if (formatKey(a) === formatKey(b)) return true;
  return keyNames(menu).every((name, index) => {
    const { codec } = propertyOf(menu, name);
    return sameValue(codec, codec.fromWire(a[index] ?? ""), codec.fromWire(b[index] ?? ""));
  });
}

/** The rows that have this key. */
export function rowsByKey(menu: Menu, rows: readonly Row[], key: readonly string[]): readonly Row[] {
  return rows.filter((row) => {
    const texts = keyNames(menu).map((name) => row[wireName(name)]);
    return texts.every((text) => text !== undefined) && sameKey(menu, key, texts as string[]);
  });
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
