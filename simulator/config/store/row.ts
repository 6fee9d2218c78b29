/** Text by property name. */
export type Words = Readonly<Record<string, string>>;

/** One row as it is kept. Rows are immutable: a change is a new row under the same id, so that history can hold on to the old one. */
export interface Row {
  readonly id: string;
  /** The menu the row belongs to: `/interface/gre` and `/interface/ethernet` share one store. */
  readonly menu: string;
  /** Written properties in stored form (references by row id, see `references.ts`). */
  readonly values: Words;
  /** State that is not configuration: `dynamic`, `builtin`, `default`, counters. Not part of history. */
  readonly facts: Words;
}

export function sameWords(left: Words, right: Words): boolean {
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => left[name] === right[name]);
}

export function isOn(words: Words, name: string): boolean {
  return words[name] === "true";
}

export const isDisabled = (row: Row): boolean => isOn(row.values, "disabled");
export const isDynamic = (row: Row): boolean => isOn(row.facts, "dynamic");
