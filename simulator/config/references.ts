/**
 * References to rows of other menus. They are kept by row id, so that a rename shows everywhere at once and the
 * id of a removed row shows through (`*1`), as RouterOS does; a new row of the old name does not relink.
 *
 * In stored form a reference is `NUL store NUL id NUL`, wherever in a value it stands (`10.0.0.1%ether1`, lists).
 */
const mark = "\u0000";
const stored = new RegExp(`${mark}([^${mark}]*)${mark}([^${mark}]*)${mark}`, "g");

export const link = (store: string, id: string): string => `${mark}${store}${mark}${id}${mark}`;

/** Stored form → printed form. `nameOf` answers undefined for a row that is gone. */
export function printed(value: string, nameOf: (store: string, id: string) => string | undefined): string {
  if (!value.includes(mark)) return value;
  return value.replace(stored, (_, store: string, id: string) => nameOf(store, id) ?? id);
}

/** The row that a whole value refers to, if it is one reference. */
export function target(value: string | undefined): { store: string; id: string } | undefined {
  if (value === undefined || !value.includes(mark)) return undefined;
  const [, store, id] = value.split(mark);
  return store === undefined || id === undefined ? undefined : { store, id };
}

/** Every row that a value refers to. */
export function targets(value: string): { store: string; id: string }[] {
  return [...value.matchAll(stored)].map(([, store, id]) => ({ store: store as string, id: id as string }));
}
