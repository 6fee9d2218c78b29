/** A router the suite runs against. */
import type { Row } from "../../../provider/menus/language";
import type { Faults } from "../../../simulator";

/** In RouterOS's names; `null` unsets. */
export type Changes = Readonly<Record<string, string | null>>;

/** What a person does in WinBox while the program looks away. */
export interface Hand {
  print(path: string): Promise<readonly Row[]>;
  /** Resolves to the `.id`. */
  add(path: string, properties: Readonly<Record<string, string>>): Promise<string>;
  set(path: string, id: string, changes: Changes): Promise<void>;
  remove(path: string, id: string): Promise<void>;
}

/** What only a simulated router can do. */
export interface Laboratory {
  readonly faults: Faults;
  /** How many commands that write were sent over the API. */
  writes(): number;
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
