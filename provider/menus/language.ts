/**
 * The words a RouterOS menu is described with.
 *
 * A menu is data: one {@link Menu} per RouterOS menu tells the engine (`../crud`) everything it needs.
 * If a new menu seems to need an `if` in the engine, a word is missing here.
 *
 * Names: properties are written in camelCase, which is what users type; RouterOS's own names are derived
 * mechanically (`connectionMark` ↔ `connection-mark`) by {@link wireName} and {@link propertyName}.
 */
import type { z } from "zod";

/** One row as RouterOS printed it: RouterOS's property names (`.id` included) to the text on the wire. */
export type Row = Readonly<Record<string, string>>;

/** A value as users type it and as Pulumi keeps it: plain data. */
export type PlainValue =
  | string
  | number
  | boolean
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/**
 * What Pulumi passes in a preview in place of a value that is not computed yet. Every codec lets it through
 * untouched, inside lists too; it never reaches a router.
 */
export const unknownMarker = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The two directions of one property. `T` is its canonical type, `In` the type users type (`60 | "1m"` for a
 * duration whose canonical form is `"1m"`).
 *
 * Laws (property-tested): `fromWire(toWire(v))` is the same as `v` for every `v` that `schema` returns, and `schema`
 * is idempotent: it accepts what users may write and returns the one canonical form of it
 * (`60s`, `00:01:00` → `1m`; `1.1.1.1/32` → `1.1.1.1`; sets in one order; CRLF → LF in scripts).
 */
export interface Codec<T extends PlainValue = PlainValue, In extends PlainValue = T> {
  /** Accepts a user's value, returns its canonical form; its messages are read by a network engineer. */
  readonly schema: z.ZodType<T, In>;
  /** Canonical value → the text RouterOS is sent. */
  toWire(value: T): string;
  /** RouterOS's text → canonical value. Text that it does not understand comes back unchanged (it shows as drift). */
  fromWire(text: string): T | string;
  /** Whether two canonical values mean the same to RouterOS; default: deep equality (see `sameValue` in `codecs`). */
  same?(a: T | string, b: T | string): boolean;
  /** True for a value that says "not set" (`false` of a presence flag): the engine treats it as `unset`, `toWire` is never asked. */
  meansUnset?(value: T): boolean;
  /** What is accepted, with an example, for messages and for the documentation: `a duration such as "1m30s"`. */
  readonly accepts: string;
}

/** How a property is brought back to "not set" on the router. */
export type UnsetRule =
  /** `set =!name=` (RouterOS's `unset`; the property is then absent from `print`) */
  | "unset"
  /** written as the empty string */
  | "empty"
  /** written as its default */
  | "default"
  /**
   * RouterOS has no way back in place: only a new row is without it, so `unset` (or dropping it once set) replaces
   * the row, except when its `when` no longer holds: RouterOS then ignores what is left of it.
   */
  | "replace"
  /** RouterOS offers no way back: declaring `unset`, or dropping the property once set, is refused by `check` */
  | "never"
  /** A setting, which always has a value: what was there before the program set it is written again. */
  | "restore";

/** A RouterOS version range; `since` is inclusive, `until` exclusive. Versions as RouterOS writes them: `"7.18"`. */
export interface VersionGate {
  readonly since?: string;
  readonly until?: string;
}

/**
 * How RouterOS had a property before a version, where its name or its texts differ. Programs, the engine and Pulumi's
 * state know today's form alone; the session (`../session/dialect.ts`) puts it into the router's and back.
 */
export interface OlderForm {
  /** The first version with today's form: `"7.1"` where RouterOS 6 differs. */
  readonly until: string;
  /** RouterOS's name for it then. Default: today's. */
  readonly name?: string;
  /** Today's text → what was written then; `null` where it was said by having nothing there. */
  toOlder(text: string): string | null;
  /** What says that it is not set. Default: RouterOS's unset, as today. */
  readonly unsetAs?: string;
  /** What a new row is given where the program gives nothing. Default: nothing. */
  readonly addedAs?: string;
  /** What RouterOS printed then, `undefined` for nothing → today's text. */
  fromOlder(text: string | undefined): string | undefined;
}

/** One writable property of a menu. Its meaning is the JSDoc above it, where editors show it. */
export interface Property<T extends PlainValue = PlainValue, In extends PlainValue = T> extends VersionGate {
  readonly codec: Codec<T, In>;
  readonly unset: UnsetRule;
  /**
   * The device's own value when nothing was ever set; a missing property on a row reads as this, and a row of ours has
   * it while the program leaves the property out ({@link isKeptAtDefault}). Canonical form.
   */
  readonly default?: T;
  /**
   * A credential to RouterOS, which may hide it: secret in state, masked in messages, never shown in outputs unless
   * declared. To compare it, our user needs the policy `sensitive`.
   */
  readonly secret?: boolean;
  /**
   * A credential to the program alone (the source of a script with a token in it): treated as one everywhere, but
   * RouterOS shows it to everybody. Set by `sensitive` of a resource, never by a description.
   */
  readonly sensitive?: boolean;
  /**
   * RouterOS may never print it, whoever asks (the password of a user): that a row does not have it says nothing. A
   * property of a menu that nobody described.
   */
  readonly perhapsWriteOnly?: boolean;
  /**
   * A condition of a rule or route. Absent in the program means "this condition must not be there", so one that
   * was added by hand is drift, and a row that has one is not the row that we would add.
   */
  readonly matcher?: boolean;
  /**
   * No condition, but a new row has nothing there either, and a value changes what the row does (`pref-src` of a
   * route, `to-addresses` of a NAT rule). Absent in the program means that it must not be set.
   */
  readonly unsetByDefault?: boolean;
  /**
   * Why a value of somebody else is no drift while the program leaves the property out. Without it, left out means
   * "as the device has it on a new row" wherever that is known: see {@link isKeptAtDefault}.
   */
  readonly leftOpen?: string;
  /** Filled in by `check` when the program leaves it out, thus always sent, always compared (`disabled`: RouterOS's defaults differ by menu and version). */
  readonly assumed?: T;
  /** The program must give it. */
  readonly required?: boolean;
  /** RouterOS only takes it in `add`; a change replaces the row. */
  readonly addOnly?: boolean;
  /** RouterOS only looks at it while this holds (`toAddresses` with some actions); declared otherwise, `check` refuses it. */
  readonly when?: Condition;
  /** RouterOS prints it empty in some states that are no drift (`default-route-distance` of a searching dhcp-client): then nothing is known about it. */
  readonly blankWhileUnknown?: boolean;
  /**
   * RouterOS fills in a value of its own where none is given (the network of an address, the policies of a scheduler
   * entry): `unset` means that it may, and any value then is as wanted.
   */
  readonly filledIn?: boolean;
  /** Single values that came later than the property: the word → the version (`{ mangle: "7.22" }`). */
  readonly valueSince?: Readonly<Record<string, string>>;
  /** Its form in older versions, where that is another one. */
  readonly older?: OlderForm;
}

/** Another property (camelCase) has one of these values; its default counts where the program leaves it out. */
export interface Condition {
  readonly property: string;
  readonly oneOf: readonly PlainValue[];
}

/** Properties by camelCase name. */
export type Properties = Readonly<Record<string, Property>>;

/**
 * What a row of a menu is known by (never its `.id`).
 * - `properties`: RouterOS itself keeps these unique, or they say what the row is.
 * - `comment`: RouterOS keeps nothing unique; our comment is required and unique among the static rows.
 * - `singleton`: the menu is one object of settings, which is always there. It has no rows, so nothing is added and
 *   removed: what the program declares is set, and put back when the resource goes (see `../crud/settings`).
 */
export type Key =
  | { readonly by: "properties"; readonly names: readonly [string, ...string[]] }
  | { readonly by: "comment" }
  | { readonly by: "singleton" };

/** What a write to this menu may cut off: decides whether a write group must prove the way in before it is kept. */
export type Reach = "access" | "none";

/** A rule over several properties, checked by `check` on plain (known) values. */
export interface CrossRule {
  /** The property the failure is shown at. */
  readonly property: string;
  /**
   * Returns what is wrong, in an engineer's words, or undefined. Inputs not computed yet are the
   * {@link unknownMarker}: a rule must not complain about them (`given` and `known` in `rules.ts` see to it).
   */
  wrong(inputs: Readonly<Record<string, PlainValue | undefined>>): string | undefined;
}

/** The description of one RouterOS menu. */
export interface Menu<P extends Properties = Properties> extends VersionGate {
  /** Pulumi type name, for ever in people's state: `FirewallMangle`. */
  readonly kind: string;
  /** RouterOS path with slashes: `/ip/firewall/mangle`. Part of every Pulumi id, whatever the router's version. */
  readonly path: string;
  /** Where the menu is in versions before `until`, if elsewhere. */
  readonly older?: { readonly until: string; readonly path: string };
  readonly key: Key;
  /**
   * Other ways to know a row, which a program picks with `keyBy`: `keyBy: "comment"` where the router itself
   * rewrites the natural key (an address-list entry that a script on the router keeps equal to a WAN address).
   * See {@link keyOf}.
   */
  readonly alternativeKeys?: readonly Key[];
  readonly properties: P;
  readonly rules?: readonly CrossRule[];
  /** Rows have an order that means something: `section`, `rank`, `anchor` apply; `add` takes `place-before`, `move` exists. */
  readonly ordered?: boolean;
  readonly reach: Reach;
  /** Read-only flags (RouterOS names) whose rows are never ours: a subset of `dynamic`, `builtin`, `default`. */
  readonly foreignFlags: readonly string[];
  /**
   * The version from which `print` hides this menu's secrets unless it is asked with `show-sensitive` (the argument
   * appears in the command trees of pppoe-client, gre, ipsec peer and identity, and user at 7.21). Without it, a
   * secret changed by hand would not be seen.
   */
  readonly hidesSecretsSince?: string;
  /** Read-only properties (RouterOS names) worth showing as outputs: few, and not counters. */
  readonly status?: readonly string[];
  /**
   * Rows that RouterOS prints in a reduced form while disabled (`/ip/route`): the properties (camelCase) that are
   * then missing and must not be read as drift.
   */
  readonly hiddenWhileDisabled?: readonly string[];
}

/** The constant a program assigns to clear a property on the router: `connectionLimit: unset`. */
export const unset = "pulumi-routeros:unset" as const;
export type Unset = typeof unset;

/** `connectionMark` → `connection-mark`; a name already in RouterOS's form is returned unchanged. */
export function wireName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `connection-mark` → `connectionMark`. */
export function propertyName(wire: string): string {
  return wire.replace(/-([a-z0-9])/g, (_, character: string) => character.toUpperCase());
}

/**
 * The key of a row, given the program's `keyBy` (absent: the menu's own key).
 * @throws Error if the menu offers no such key; the message names those it has.
 */
export function keyOf(menu: Menu, keyBy?: string): Key {
  if (keyBy === undefined) return menu.key;
  const keys = [menu.key, ...(menu.alternativeKeys ?? [])];
  const chosen = keys.find((key) => keyName(key) === keyBy);
  if (chosen) return chosen;
  throw new Error(
    `${menu.kind} has no key "${keyBy}"; keyBy can be ${keys.map((key) => `"${keyName(key)}"`).join(" or ")}`,
  );
}

/** The properties (camelCase) that a row is known by. */
export function keyNamesOf(key: Key): readonly string[] {
  if (key.by === "singleton") return [];
  return key.by === "comment" ? ["comment"] : key.names;
}

/** `comment`, or the names of the key's properties: `list+address`. */
export function keyName(key: Key): string {
  return keyNamesOf(key).join("+");
}

/** Whether the menu is one object of settings. */
export function isSettings({ key }: Pick<Menu, "key">): boolean {
  return key.by === "singleton";
}

/** Keeps the literal types of a description, so that `Args<typeof menu>` can be derived from it. */
export function defineMenu<const P extends Properties>(menu: Menu<P>): Menu<P> {
  return menu;
}

/**
 * Whether a row that we own must have the device's own value while the program leaves the property out: "not set" for
 * conditions and what is {@link Property.unsetByDefault | unset by default}, else the {@link Property.default | default}.
 * Another value is then drift, and a difference at adoption, as `add` would have given the default.
 *
 * Not where the device's own value is not known or not one (`filledIn`), where the description says why a hand may
 * (`leftOpen`: remarks), and where no write could bring it back.
 */
export function isKeptAtDefault(property: Property): boolean {
  if (property.leftOpen !== undefined || property.filledIn === true || property.unset === "never")
    return false;
  return property.matcher === true || property.unsetByDefault === true || property.default !== undefined;
}

/** Whether nobody may see its values, whoever says so. */
export function isConfidential({ secret, sensitive }: Property): boolean {
  return secret === true || sensitive === true;
}

/** The TypeScript type users type for one property. */
export type ValueOf<X> = X extends { readonly codec: Codec<infer _T, infer In> } ? In : never;
