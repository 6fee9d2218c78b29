/** The shape of a menu for one RouterOS version: what the data files are turned into, and what the row engine runs on. */

/**
 * The type of a value: how text is accepted, normalised, printed, and with which words it is refused.
 * Implemented in `values/`, one small file per family.
 */
export type ValueType =
  | { readonly is: "text"; readonly maxLength?: number }
  | { readonly is: "bool" }
  /** A word out of a list; `free` where RouterOS also takes other text (its completion lists keywords only). */
  | { readonly is: "enum"; readonly words: readonly string[]; readonly free?: ValueType }
  | {
      readonly is: "integer";
      readonly min?: number;
      readonly max?: number;
      readonly words?: readonly string[];
    }
  /** `5` or `5-10`; matchers of counters and sizes. `open`: `5-0` is 5 and more. */
  | { readonly is: "integer-range"; readonly min: number; readonly max: number; readonly open?: boolean }
  /** Bits per second or bytes with `k`, `M`, `G`: read back as a plain number. */
  | { readonly is: "rate" }
  | {
      readonly is: "duration";
      readonly min?: string;
      readonly max?: string;
      readonly words?: readonly string[];
    }
  | { readonly is: "date" }
  | { readonly is: "time"; readonly words?: readonly string[] }
  /** `1.2.3.4`; `ipv6` where both families are taken. */
  | { readonly is: "address"; readonly ipv6?: boolean; readonly words?: readonly string[] }
  /** `1.2.3.0/24`; one host reads back as `1.2.3.4` (`bare`) or as `1.2.3.4/32`. */
  | { readonly is: "prefix"; readonly host: "bare" | "prefix"; readonly ipv6?: boolean }
  | { readonly is: "interface-address" } // 1.2.3.4/24
  | { readonly is: "address-or-range" } // matchers: address, prefix or range
  | { readonly is: "address-list-entry" } // address, prefix, range or DNS name
  /** An address or a DNS name. */
  | { readonly is: "host"; readonly ipv6?: boolean }
  | { readonly is: "ports" } // 80,443,1000-2000
  | { readonly is: "mac" }
  | { readonly is: "hex" }
  | { readonly is: "gateway" } // IP, interface, IP%interface, IP@table, lists
  /** A presence flag: `""` when on, absent when off; any written value turns it on. */
  | { readonly is: "flag" }
  /** Comma list. `set`: no order; read back in the order of the words. `complement`: missing words read back as `!word`. */
  | { readonly is: "list"; readonly of: ValueType; readonly set?: boolean; readonly complement?: boolean }
  /** A fixed number of comma-separated parts (`10s,10`). */
  | { readonly is: "tuple"; readonly of: readonly ValueType[] }
  /** The first type that accepts the text; refused in the words of the last. */
  | { readonly is: "any-of"; readonly of: readonly ValueType[] }
  /** Text of a form that is kept as written (`limit=10/1m,5:packet`); a regular expression for the whole text. */
  | { readonly is: "pattern"; readonly pattern: string }
  /** A row of another menu by name. `hard` must exist when written; `soft` is any text. `type` is the word of the error text. */
  | {
      readonly is: "reference";
      readonly menus: readonly string[];
      readonly hard: boolean;
      readonly type: string;
      readonly words?: readonly string[];
    };

export interface ArgumentSchema {
  readonly type: ValueType;
  /** A leading `!` negates. */
  readonly negatable?: boolean;
  /** Sensitive: masked for users without the policy, and by version. */
  readonly secret?: boolean;
  /** Where type and default come from: `extracted`, `inferred` (from another version's tree) or `handwritten` with its source. */
  readonly source: string;
}

/** When a property appears in `print`. */
export type Printing =
  /** always; its default when never written */
  | "always"
  /** only if it was ever written (`disabled`, `log`, `log-prefix` of firewall rules) */
  | "if-written"
  /** only when set, never as an empty value (matchers, `comment`) */
  | "if-set"
  /** a boolean that is absent when false (`disabled` of routes and netwatch) */
  | "if-true"
  /** absent while it has its default value (mangle `passthrough` before 7.19) */
  | "unless-default"
  /** not even when asked for (`/user` `password`) */
  | "never";

export interface PropertySchema extends ArgumentSchema {
  /** What is read back while nothing was written. */
  readonly default?: string;
  /**
   * What `add` stores when the argument is not given, as if it had been written. Unlike a default it can be
   * unset, after which the property is absent (gre `keepalive`, dhcp-client `dhcp-options`).
   */
  readonly initial?: string;
  readonly printing: Printing;
}

export interface MenuSchema {
  readonly path: string;
  /** Where the menu itself comes from, as in {@link ArgumentSchema.source}. */
  readonly source: string;
  /** `list` has rows with ids; `singleton` has one unnamed row (identity, clock, settings …). */
  readonly form: "list" | "singleton";
  /** Every command the menu has in this version: add, set, print, move, unset, enable, monitor … */
  readonly commands: ReadonlySet<string>;
  /** Sub-menu names, for `no such command` texts and `/console/inspect`-like needs. */
  readonly subdirs: readonly string[];
  /** Writable properties (arguments of add/set that are stored). */
  readonly properties: ReadonlyMap<string, PropertySchema>;
  /** Arguments of `add` (properties and `copy-from`, `place-before`). */
  readonly addArguments: ReadonlySet<string>;
  /** Arguments of `set` (properties, `numbers`). */
  readonly setArguments: ReadonlySet<string>;
  readonly printArguments: ReadonlySet<string>;
  /** Arguments of the other commands (`monitor`, `run`, `check` …); none listed means none known. */
  readonly argumentsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names that `unset` takes. */
  readonly unsettable: ReadonlySet<string>;
  /** As the command trees list them: `about` is `.about` on the wire. */
  readonly readOnly: ReadonlySet<string>;
  /** Required on `add`, in the order the error text lists them. */
  readonly required: readonly string[];
}
