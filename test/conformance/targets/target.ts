/** A router the suite runs against. */
import type { Row } from "../../../provider/menus/language";
import type { Faults } from "../../../simulator";

/** In RouterOS's names; `null` unsets. */
export type Changes = Readonly<Record<string, string | null>>;

/** What a person does in WinBox while the program looks away. Paths, names and texts are today's, whatever the version. */
export interface Hand {
  print(path: string): Promise<readonly Row[]>;
  /** Resolves to the `.id`. */
  add(path: string, properties: Readonly<Record<string, string>>): Promise<string>;
  set(path: string, id: string, changes: Changes): Promise<void>;
  remove(path: string, id: string): Promise<void>;
}

export interface Write {
  /** `add`, `set`, `remove` … */
  readonly command: string;
  readonly names: readonly string[];
}

/** What only a simulated router can do. */
export interface Laboratory {
  readonly faults: Faults;
  /** Where a menu of today is on this router. */
  pathOf(path: string): string;
  /** The writing commands that were sent over the API, with the names of what they write (`!name` where they unset). */
  writes(): readonly Write[];
  /** Adds a row as the router itself does, with a read-only flag (`dynamic`) set. */
  addForeign(path: string, properties: Readonly<Record<string, string>>, flag: string): Promise<string>;
}

export interface Target {
  /** `7.22.3`. */
  readonly version: string;
  /** The stack configuration that leads to it, without `routeros:`. */
  readonly settings: Readonly<Record<string, string>>;
  readonly hand: Hand;
  /** Absent for a router that is not simulated. */
  readonly laboratory?: Laboratory;
  stop(): Promise<void>;
}
