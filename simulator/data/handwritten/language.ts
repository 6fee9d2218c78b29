/** The words the handwritten data is written in. */
import type { Printing, ValueType } from "../../config/schema-types";

/** Versions something exists in: all six, unless `since` (inclusive) or `until` (exclusive) says less. */
export interface Span {
  readonly since?: string;
  readonly until?: string;
}

/** What the command trees do not say about a property. */
export interface Detail {
  /** Needed unless the tree's words or hint already say it. */
  readonly type?: ValueType | readonly (Span & { readonly type: ValueType })[];
  /** Takes the tree's words and also this. */
  readonly free?: ValueType;
  /** The device's value when nothing was written. */
  readonly default?: string | readonly (Span & { readonly default: string })[];
  /** What `add` writes when the argument is not given; can be unset, unlike a default. */
  readonly initial?: string;
  /** Default: `always` with a default, else `if-set`. */
  readonly printing?: Printing | readonly (Span & { readonly printing: Printing })[];
  readonly negatable?: boolean;
  readonly secret?: boolean;
  /** Where type and default come from, when it is not the menu's {@link MenuDetails.source}. */
  readonly source?: string;
}

/** Types, defaults and required arguments of a menu whose arguments the command trees give. */
export interface MenuDetails {
  readonly source: string;
  readonly singleton?: boolean;
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, Detail>>;
}

/** A property of a menu that the command trees lack. */
export interface HandwrittenProperty extends Detail, Span {
  readonly type: NonNullable<Detail["type"]>;
}

/** A whole menu that the command trees lack. */
export interface HandwrittenMenu extends Span {
  readonly source: string;
  readonly singleton?: boolean;
  /** Separated by blanks; `name@7.18.2` for one that came later, `name@..7.12.2` for one that was there before. */
  readonly commands: string;
  readonly subdirs?: string;
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, HandwrittenProperty>>;
  /** Separated by blanks; with `@` as in commands. */
  readonly readOnly?: string;
  readonly unset?: string;
  /** Arguments of commands other than add, set and print, separated by blanks. */
  readonly arguments?: Readonly<Record<string, string>>;
}

/** How a menu of 6.49 differs from the same menu of 7.12.2. */
export interface Version6Menu {
  readonly source: string;
  /** The 7.12.2 menu it is like: its own path unless said otherwise. */
  readonly like?: string;
  /** Names that v7 brought: properties, arguments, commands and read-only properties alike. */
  readonly without?: string;
  readonly properties?: Readonly<Record<string, HandwrittenProperty>>;
  readonly readOnly?: string;
  readonly unset?: string;
  readonly commands?: string;
}
