/** What stands around a group of writes, so that one which cuts the way in can be undone. */
import type { Menu } from "../menus/language";

/** A group of writes that are kept or undone together. */
export interface WriteGroup {
  /** The menus written to so far. */
  readonly menus: ReadonlySet<Menu>;
  /** Write commands run so far. */
  readonly actions: number;
}

/**
 * The steps of a group: `begin`, the writes, `prove`, `commit`. The engine gets its answers after `commit`.
 * When `prove` or `commit` rejects, `undo` follows and every job of the group fails with its reason.
 */
export interface Guard {
  /** Before the first write: makes the group undoable. A rejection fails the whole group, nothing is written. */
  begin(): Promise<void>;
  /** After the last write: shows that the way in is still open. */
  prove(group: WriteGroup): Promise<void>;
  /** Makes the group permanent. */
  commit(group: WriteGroup): Promise<void>;
  /** Takes the group back, or waits until the router has done so. */
  undo(group: WriteGroup, reason: unknown): Promise<void>;
}

/** Every write is permanent as soon as RouterOS has run it. */
export const noProof: Guard = {
  begin: async () => {},
  prove: async () => {},
  commit: async () => {},
  undo: async () => {},
};
