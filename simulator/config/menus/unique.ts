/** What must not be there twice, menu by menu: fields and RouterOS's words. */
import type { UniqueRule } from "../behaviour";
import { isDisabled } from "../store/row";

const keyOf = (fields: readonly string[], values: Readonly<Record<string, string>>): string | undefined => {
  const parts = fields.map((field) => values[field]);
  return parts.some((part) => part === undefined) ? undefined : parts.join("\u0001");
};

/** Rows with equal `fields` conflict, enabled or not. */
export function unique(fields: readonly string[], message: string): UniqueRule {
  return { message, keyOf: (row) => keyOf(fields, row.values) };
}

/** Only enabled rows conflict (address lists, 7.23.7). */
export function uniqueAmongEnabled(fields: readonly string[], message: string): UniqueRule {
  return {
    message,
    keyOf: (row) => (isDisabled({ id: "", ...row }) ? undefined : keyOf(fields, row.values)),
  };
}

/** The wording is per menu, and measured for few: this is the form of those that are not (`… with such name already exists`). */
export const uniqueName = (noun: string): UniqueRule =>
  unique(["name"], `failure: ${noun} with such name already exists`);
