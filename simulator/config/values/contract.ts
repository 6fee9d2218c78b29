/** What a value family is asked: accept → normalise → keep, and print. */
import type { RouterOsVersion } from "../contract";
import type { ValueType } from "../schema-types";

export interface ValueContext {
  readonly version: RouterOsVersion;
  /** The argument that is written, for error texts. */
  readonly name: string;
  /**
   * What is kept for the row of one of the menus that has this name; undefined if there is none. The text is
   * opaque to the values: they put it in place of the name (`!…`, `10.0.0.1%…`, one part of a list).
   */
  resolve(menus: readonly string[], name: string): string | undefined;
}

/** What is kept of an accepted text, or the words in which RouterOS refuses it (the `message` of a `!trap`, category 1). */
export type Parsed = { readonly stored: string } | { readonly failure: string };

/** The type of one family, narrowed by its `is`. */
export type TypeOf<Is extends ValueType["is"]> = Extract<ValueType, { readonly is: Is }>;

/** One family. A negation is taken off before, the empty text arrives as it is. */
export interface ValueFamily<Is extends ValueType["is"]> {
  parse(type: TypeOf<Is>, text: string, context: ValueContext): Parsed;
  /** Kept form → read form. Families without it read back what is kept. */
  print?(type: TypeOf<Is>, stored: string, version: RouterOsVersion): string;
}

export const kept = (stored: string): Parsed => ({ stored });
export const refused = (failure: string): Parsed => ({ failure });
