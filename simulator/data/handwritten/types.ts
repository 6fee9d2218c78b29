/** Short words for value types, so that the tables of the menus read as tables. */
import type { Printing, ValueType } from "../../config/schema-types";
import type { Detail, HandwrittenProperty } from "./language";

export const text: ValueType = { is: "text" };
export const bool: ValueType = { is: "bool" };
export const flag: ValueType = { is: "flag" };
export const rate: ValueType = { is: "rate" };
export const duration: ValueType = { is: "duration" };
export const address: ValueType = { is: "address" };
export const address46: ValueType = { is: "address", ipv6: true };
export const prefix: ValueType = { is: "prefix", host: "prefix" };
export const prefix46: ValueType = { is: "prefix", host: "prefix", ipv6: true };
export const addressOrRange: ValueType = { is: "address-or-range" };
export const host: ValueType = { is: "host" };
export const host46: ValueType = { is: "host", ipv6: true };
export const ports: ValueType = { is: "ports" };
export const mac: ValueType = { is: "mac" };
export const gateway: ValueType = { is: "gateway" };
export const date: ValueType = { is: "date" };
export const time: ValueType = { is: "time" };

export const maxText = (maxLength: number): ValueType => ({ is: "text", maxLength });
export const words = (list: string): ValueType => ({ is: "enum", words: list.split(" ") });
export const wordsOr = (list: string, free: ValueType): ValueType => ({
  is: "enum",
  words: list.split(" "),
  free,
});
export const integer = (min: number, max: number, list?: string): ValueType => ({
  is: "integer",
  min,
  max,
  ...(list === undefined ? {} : { words: list.split(" ") }),
});
export const anyInteger: ValueType = { is: "integer" };
export const range = (min: number, max: number): ValueType => ({ is: "integer-range", min, max });
/** `5-0`: 5 and more. */
export const openRange = (max: number): ValueType => ({ is: "integer-range", min: 0, max, open: true });
export const span = (min?: string, max?: string, list?: string): ValueType => ({
  is: "duration",
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
  ...(list === undefined ? {} : { words: list.split(" ") }),
});
/** A comma list whose order counts. */
export const list = (of: ValueType): ValueType => ({ is: "list", of });
/** A comma list without order, read back in the order of its words. */
export const set = (of: ValueType): ValueType => ({ is: "list", of, set: true });
export const pattern = (expression: string): ValueType => ({ is: "pattern", pattern: expression });

/** A row that must exist when written; `type` is the word of the error text. */
export const row = (type: string, menus: string, list?: string): ValueType => ({
  is: "reference",
  menus: menus.split(" "),
  hard: true,
  type,
  ...(list === undefined ? {} : { words: list.split(" ") }),
});
export const anInterface = (list?: string): ValueType => row("interface", "/interface", list);
export const interfaceList = row("interface-list", "/interface/list");
export const routingTable = (type: string, list?: string): ValueType => row(type, "/routing/table", list);

/** A property with a default, always read back. */
export const always = (
  type: ValueType,
  initial: string,
  more: Omit<Detail, "type"> = {},
): HandwrittenProperty => ({
  type,
  default: initial,
  ...more,
});
/** A property that is absent unless set. */
export const optional = (type: ValueType, more: Omit<Detail, "type"> = {}): HandwrittenProperty => ({
  type,
  ...more,
});
/** A matcher: absent unless set, `!` negates. */
export const matcher = (type: ValueType): HandwrittenProperty => ({ type, negatable: true });
/** A property that is read back once it was written. */
export const written = (
  type: ValueType,
  initial?: string,
  printing: Printing = "if-written",
): HandwrittenProperty => ({
  type,
  printing,
  ...(initial === undefined ? {} : { default: initial }),
});

/** The two properties that nearly every list has. */
export const comment: HandwrittenProperty = optional(text);
export const disabled: HandwrittenProperty = always(bool, "false");
/** Menus whose items are made switched off unless told otherwise. */
export const madeDisabled: HandwrittenProperty = always(bool, "true");
