/** One row as RouterOS printed it, against what a program wants it to be. */
import { sameValue } from "../menus/codecs";
import { type Menu, type PlainValue, type Property, type Row, unset, wireName } from "../menus/language";
import type { Attributes } from "../session/contract";
import { isLookedAt, propertyOf, type Values, wantsUnset, wireText } from "./declaration";
import { shown } from "./plain";

/**
 * What a row says about one property.
 * - `hidden`: nothing can be known (a secret without the policy `sensitive`, a disabled route's reduced form, a value
 *   that RouterOS leaves blank for a while)
 * - `absent`: not set
 * - `value`: set, or the device's default where RouterOS prints none
 */
export type Reading =
  | { readonly is: "hidden" }
  | { readonly is: "absent" }
  | { readonly is: "value"; readonly value: PlainValue };

/** RouterOS 7.21 shows `*****` in place of a secret the user may not see; older versions and other users nothing. */
const masked = /^\**$/;

export function readingOf(menu: Menu, name: string, row: Row): Reading {
  const property = propertyOf(menu, name);
  const text = row[wireName(name)];
  if (property.secret && (text === undefined || masked.test(text))) return { is: "hidden" };
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
 * dropped, and conditions that somebody added. Runtime-owned properties are the router's business.
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
  for (const name of mustNotBeSet(comparison)) {
    const property = propertyOf(menu, name);
    const reading = readingOf(menu, name, row);
    if (isNotSet(property, reading) || !isLookedAt(menu, property, values)) continue;
    // A hidden value that the program never declared is nobody's business, except a secret it has just dropped.
    if (!known(reading) && !property.secret) continue;
    const write = unsetAttribute(property);
    found.push({ name, write, text: differenceText(name, property, reading, unset), blind: !known(reading) });
  }
  return withHiddenOnEnabling(comparison, row, found);
}

/** Properties that the program does not declare and that must not be set all the same. */
function mustNotBeSet({ menu, values, runtimeOwned, before }: Comparison): readonly string[] {
  const { values: old = {}, runtimeOwned: theRouters = [] } = before ?? {};
  // Not what was declared as unset, unless a refresh found a value there: then the preview showed that it goes.
  const dropped = Object.keys(old).filter((name) => old[name] !== unset && !theRouters.includes(name));
  const declaredNow = new Set(Object.keys(values).map(wireName));
  return Object.keys(menu.properties).filter(
    (name) =>
      !declaredNow.has(wireName(name)) &&
      !runtimeOwned.includes(name) &&
      (menu.properties[name]?.matcher || dropped.includes(name)),
  );
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

function differenceText(name: string, property: Property, reading: Reading, wanted: PlainValue): string {
  if (property.secret) return `${name} differs (its values are secret)`;
  const is =
    reading.is === "value" ? shown(reading.value) : reading.is === "absent" ? "not set" : "not shown";
  return `${name} is ${is}, declared is ${wanted === unset ? "not set" : shown(wanted)}`;
}
