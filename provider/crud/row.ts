/** One row as RouterOS printed it, against what a program wants it to be. */
import { sameValue } from "../menus/codecs";
import {
  isConfidential,
  isKeptAtDefault,
  type Menu,
  type PlainValue,
  type Property,
  type Row,
  unset,
  wireName,
} from "../menus/language";
import type { Attributes } from "../session/contract";
import { isLookedAt, propertyOf, type Values, wantsUnset, wireText } from "./declaration";
import { shown } from "./plain";

/**
 * What a row says about one property.
 * - `hidden`: nothing can be known (a credential that the router does not show us, a disabled route's reduced form, a
 *   value that RouterOS leaves blank for a while)
 * - `absent`: not set
 * - `value`: set, or the device's default where RouterOS prints none
 */
export type Reading =
  | { readonly is: "hidden" }
  | { readonly is: "absent" }
  | { readonly is: "value"; readonly value: PlainValue };

export function readingOf(menu: Menu, name: string, row: Row): Reading {
  const property = propertyOf(menu, name);
  const text = row[wireName(name)];
  if (property.secret && text === undefined) return { is: "hidden" };
  // Where RouterOS prints a credential only while it is set, an empty text stands for its absence: see `secrets.ts`.
  if (property.secret && text === "" && property.default === undefined) return { is: "absent" };
  if (text === undefined) {
    if (isDisabled(row) && menu.hiddenWhileDisabled?.includes(name)) return { is: "hidden" };
    return property.default === undefined ? { is: "absent" } : { is: "value", value: property.default };
  }
  if (text === "" && property.blankWhileUnknown) return { is: "hidden" };
  const value = property.codec.fromWire(text);
  return property.codec.meansUnset?.(value as never) ? { is: "absent" } : { is: "value", value };
}

function isDisabled(row: Row): boolean {
  return row.disabled === "true" || row.disabled === "yes";
}

/** Whether the row has nothing there that was ever set: absent, empty, or the device's own default. */
export function isNotSet(property: Property, reading: Reading): boolean {
  if (reading.is !== "value") return reading.is === "absent";
  if (isEmpty(reading.value)) return true;
  return property.default !== undefined && sameValue(property.codec, reading.value, property.default);
}

function isEmpty(value: PlainValue): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

/** Whether the row is as wanted; undefined where it cannot be known. */
export function isAsWanted(property: Property, wanted: PlainValue, reading: Reading): boolean | undefined {
  if (reading.is === "hidden") return undefined;
  if (wantsUnset(property, wanted)) return property.filledIn === true || isNotSet(property, reading);
  if (reading.is === "absent") return isEmpty(wanted);
  return sameValue(property.codec, wanted, reading.value);
}

/** One property in which a row differs from the program. */
export interface Difference {
  readonly name: string;
  /** What `set` must write; undefined where RouterOS has no way to write it. */
  readonly write: string | null | undefined;
  /** `dstAddress is "10.0.0.0/8", declared is "10.1.0.0/16"`; a secret is not shown. */
  readonly text: string;
  /** The router does not show the value: the difference is a precaution, not an observation. */
  readonly blind: boolean;
}

export interface Comparison {
  readonly menu: Menu;
  readonly values: Values;
  readonly runtimeOwned: readonly string[];
  /** What the state says of the row, where it is in the state. */
  readonly before?: Pick<Comparison, "values" | "runtimeOwned">;
}

/**
 * What has to be written for the row to be as declared: declared properties that differ, properties that the program
 * dropped, and what somebody set where the program leaves the device's own value. Runtime-owned properties are the router's business.
 */
export function differences(comparison: Comparison, row: Row): readonly Difference[] {
  const { menu, values, runtimeOwned } = comparison;
  const found: Difference[] = [];
  for (const [name, wanted] of Object.entries(values)) {
    if (runtimeOwned.includes(name)) continue;
    const property = propertyOf(menu, name);
    const reading = readingOf(menu, name, row);
    const asWanted = isAsWanted(property, wanted, reading);
    if (asWanted === true || (asWanted === undefined && wroteBefore(comparison, name, wanted))) continue;
    if (wantsUnset(property, wanted) && !isLookedAt(menu, property, values)) continue;
    const write = wantsUnset(property, wanted) ? unsetAttribute(property) : wireText(property.codec, wanted);
    found.push({
      name,
      write,
      text: differenceText(name, property, reading, wanted),
      blind: !known(reading),
    });
  }
  const dropped = droppedNow(comparison);
  for (const name of mustNotBeSet(comparison, dropped)) {
    const property = propertyOf(menu, name);
    const reading = readingOf(menu, name, row);
    if (isNotSet(property, reading)) continue;
    const write = unsetAttribute(property);
    const goes = dropped.includes(name);
    // What RouterOS ignores (an argument of another action) goes with its declaration where RouterOS can clear it.
    if (!isLookedAt(menu, property, values) && !(goes && write !== undefined)) continue;
    // A hidden value that the program never declared is nobody's business, except a secret it has just dropped.
    if (!known(reading) && !(goes && property.secret)) continue;
    const text = goes
      ? differenceText(name, property, reading, unset)
      : undeclaredText(name, property, reading);
    found.push({ name, write, text, blind: !known(reading) });
  }
  return withHiddenOnEnabling(comparison, row, found);
}

/** Properties that the program does not declare and that must not be set all the same. */
function mustNotBeSet(comparison: Comparison, dropped: readonly string[]): readonly string[] {
  const { menu, values, runtimeOwned, before } = comparison;
  const declaredNow = new Set(Object.keys(values).map(wireName));
  return Object.entries(menu.properties).flatMap(([name, property]) => {
    if (declaredNow.has(wireName(name)) || runtimeOwned.includes(name)) return [];
    // A preview never shows a credential that the program leaves out, so no update touches it; an adoption says so.
    const isKept = isKeptAtDefault(property) && (!isConfidential(property) || before === undefined);
    return isKept || dropped.includes(name) ? [name] : [];
  });
}

/** Not what was declared as unset, unless a refresh found a value there: then the preview showed that it goes. */
function droppedNow({ before }: Comparison): readonly string[] {
  const { values = {}, runtimeOwned = [] } = before ?? {};
  return Object.keys(values).filter((name) => values[name] !== unset && !runtimeOwned.includes(name));
}

/**
 * Properties that the program leaves out and that somebody set on the row: it must have the device's own value there.
 * Not credentials: a preview would have to show them.
 */
export function setByOthers(menu: Menu, values: Values, row: Row): readonly string[] {
  return Object.entries(menu.properties).flatMap(([name, property]) => {
    if (values[name] !== undefined || row[wireName(name)] === undefined) return [];
    if (!isKeptAtDefault(property) || isConfidential(property) || !isLookedAt(menu, property, values))
      return [];
    return isNotSet(property, readingOf(menu, name, row)) ? [] : [name];
  });
}

function wroteBefore({ menu, before }: Comparison, name: string, wanted: PlainValue): boolean {
  const stored = before?.values[name];
  return stored !== undefined && sameValue(propertyOf(menu, name).codec, stored, wanted);
}

/** What a disabled route hides shows again when it is enabled: write it along, so that it is as declared. */
function withHiddenOnEnabling(
  { menu, values, runtimeOwned }: Comparison,
  row: Row,
  found: readonly Difference[],
): readonly Difference[] {
  if (!found.some(({ name }) => name === "disabled")) return found;
  const hidden = (menu.hiddenWhileDisabled ?? []).filter((name) => {
    const wanted = values[name];
    if (wanted === undefined || runtimeOwned.includes(name) || found.some((one) => one.name === name))
      return false;
    return !known(readingOf(menu, name, row)) && !wantsUnset(propertyOf(menu, name), wanted);
  });
  const written = hidden.map((name) => ({
    name,
    write: wireText(propertyOf(menu, name).codec, values[name] as PlainValue),
    text: `${name} is not shown while the row is disabled`,
    blind: true,
  }));
  return [...found, ...written];
}

function known(reading: Reading): boolean {
  return reading.is !== "hidden";
}

/** How `set` brings a property back to "not set"; undefined where RouterOS has no way in place. */
export function unsetAttribute(property: Property): string | null | undefined {
  if (property.unset === "unset") return null;
  if (property.unset === "empty") return "";
  if (property.unset !== "default" || property.default === undefined) return undefined;
  return wantsUnset(property, property.default) ? null : wireText(property.codec, property.default);
}

/** The attributes of `set` for these differences. */
export function attributesOf(found: readonly Difference[]): Attributes {
  return Object.fromEntries(
    found.flatMap(({ name, write }) => (write === undefined ? [] : [[wireName(name), write]])),
  );
}

/** The attributes of `add`: what is to be unset is simply not sent. */
export function attributesOfAdd(menu: Menu, values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const property = propertyOf(menu, name);
      return wantsUnset(property, value) ? [] : [[wireName(name), wireText(property.codec, value)]];
    }),
  );
}

function undeclaredText(name: string, property: Property, reading: Reading): string {
  if (property.default === undefined || isConfidential(property))
    return differenceText(name, property, reading, unset);
  const is = reading.is === "value" ? shown(reading.value) : "not set";
  return `${name} is ${is}, left out means ${shown(property.default)}`;
}

function differenceText(name: string, property: Property, reading: Reading, wanted: PlainValue): string {
  if (isConfidential(property)) return `${name} differs (its values are secret)`;
  const is =
    reading.is === "value" ? shown(reading.value) : reading.is === "absent" ? "not set" : "not shown";
  return `${name} is ${is}, declared is ${wanted === unset ? "not set" : shown(wanted)}`;
}
