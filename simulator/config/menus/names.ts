import type { Draft } from "../behaviour";

/** `pppoe-out1`: the first number that no row of the store has. */
export function generateName(draft: Draft, prefix: string): void {
  if (draft.values.name !== undefined && draft.values.name !== "") return;
  for (let number = 1; ; number++) {
    const name = `${prefix}${number}`;
    if (draft.menu.store.lookup("name", name).size > 0) continue;
    draft.values.name = name;
    return;
  }
}
