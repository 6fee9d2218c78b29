/** What a value family is asked: accept → normalise → keep, and print. */
import type { RouterOsVersion } from "../contract";

/** A row of another menu, kept by id: a rename shows at once, a removed row reads back as its id. */
export interface StoredReference {
  readonly menu: string;
  readonly id: string;
}

/** A kept value: canonical text, or pieces of text and references that are read back joined (`!` + ether1). */
export type Stored = string | readonly (string | StoredReference)[];

export interface ValueContext {
  readonly version: RouterOsVersion;
  /** The argument that is written, for error texts. */
  readonly name: string;
  /** The row of one of the menus that has this name (or is this id); undefined if there is none. */
  resolve(menus: readonly string[], name: string): StoredReference | undefined;
}

export interface PrintContext {
  readonly version: RouterOsVersion;
  /** The present name of a row; undefined when the row is gone. */
  nameOf(reference: StoredReference): string | undefined;
}

/** A kept value, or the words in which RouterOS refuses the text (the `message` of a `!trap`, category 1). */
export type Parsed = { readonly stored: Stored } | { readonly failure: string };
