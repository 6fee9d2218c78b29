/** What a resource remembers of the settings that it wrote: what was there before, and what it put there. */
import { sameValue } from "../../menus/codecs";
import { type Menu, type PlainValue, type Row, unset, wireName } from "../../menus/language";
import type { Attributes } from "../../session/contract";
import { propertyOf, type Values, wireText } from "../declaration";
import type { Props } from "../plain";
import { isAsWanted, readingOf } from "../row";

/** By property. */
export type Memory = Readonly<Record<string, { readonly before?: PlainValue; readonly written: PlainValue }>>;

/** One setting that is given another value. */
export interface Change {
  readonly name: string;
  readonly from?: PlainValue;
  readonly to: PlainValue;
}

/** What to write, and what to remember of it. */
export interface Plan {
  readonly changes: readonly Change[];
  readonly memory: Memory;
}

/** `before` and `written` are two outputs: the first is for people, too. */
export function memoryIn(outputs: Readonly<Props>): Memory {
  const before = (outputs.before ?? {}) as Values;
  const written = (outputs.__written ?? {}) as Values;
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [
      name,
      { written: value, ...(before[name] !== undefined && { before: before[name] }) },
    ]),
  );
}

export function outputsOfMemory(memory: Memory): Props {
  const entries = Object.entries(memory);
  return {
    before: Object.fromEntries(
      entries.flatMap(([name, { before }]) => (before === undefined ? [] : [[name, before]])),
    ),
    __written: Object.fromEntries(entries.map(([name, { written }]) => [name, written])),
  };
}

/** The settings that the program gives a value. */
export function declaredSettings(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== unset));
}

/**
 * What has to be written for the router to be as declared, and to have again what it had where the program does not
 * declare a setting any more.
 */
export function planOf(menu: Menu, values: Values, row: Row, memory: Memory): Plan {
  const declared = declaredSettings(values);
  const set = Object.entries(declared).flatMap(([name, to]): Change[] => {
    const reading = readingOf(menu, name, row);
    if (isAsWanted(propertyOf(menu, name), to, reading) === true) return [];
    return [{ name, to, ...(reading.is === "value" && { from: reading.value }) }];
  });
  const dropped = Object.keys(memory).filter((name) => declared[name] === undefined && menu.properties[name]);
  const restored = restoring(menu, row, pick(memory, dropped));
  const kept = Object.entries(declared).map(([name, written]) => {
    const reading = readingOf(menu, name, row);
    const before = memory[name] ? memory[name].before : reading.is === "value" ? reading.value : undefined;
    return [name, { written, ...(before !== undefined && { before }) }];
  });
  return { changes: [...set, ...restored], memory: Object.fromEntries(kept) };
}

/** Back to what was there before, where the router still has what we wrote. */
export function restoring(menu: Menu, row: Row, memory: Memory): readonly Change[] {
  return Object.entries(memory).flatMap(([name, { before, written }]): Change[] => {
    const property = menu.properties[name];
    if (!property || before === undefined || sameValue(property.codec, before, written)) return [];
    const isOurs = isAsWanted(property, written, readingOf(menu, name, row)) === true;
    return isOurs ? [{ name, from: written, to: before }] : [];
  });
}

export function attributesOfChanges(menu: Menu, changes: readonly Change[]): Attributes {
  return Object.fromEntries(
    changes.map(({ name, to }) => [wireName(name), wireText(propertyOf(menu, name).codec, to)]),
  );
}

function pick(memory: Memory, names: readonly string[]): Memory {
  return Object.fromEntries(Object.entries(memory).filter(([name]) => names.includes(name)));
}
