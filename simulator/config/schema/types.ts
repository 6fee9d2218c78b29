/** The type, default and reading rule of one property, from the command tree's words and hint and the tables by hand. */
import type { Detail } from "../../data/handwritten/language";
import type { RouterOsVersion } from "../contract";
import type { Printing, PropertySchema, ValueType } from "../schema-types";
import { byHand } from "./handwritten";
import { type Origin, type RawProperty, within } from "./raw";

export interface TypedProperty {
  readonly schema: PropertySchema;
  /** Where the value type comes from. */
  readonly typeOrigin: Origin;
}

/** Undefined when neither the tree nor a table gives the property a type: an error of the data. */
export function typed(
  property: RawProperty,
  detail: Detail | undefined,
  tableSource: string,
  version: RouterOsVersion,
): TypedProperty | undefined {
  const found = typeOf(property, detail, byHand(detail?.source ?? tableSource), version);
  if (found === undefined) return undefined;
  const [type, typeOrigin] = found;
  const preset = at(detail?.default, (entry) => entry.default, version);
  const origins = new Set([property.origin.text, typeOrigin.text]);
  if ((detail?.default ?? detail?.initial) !== undefined)
    origins.add(byHand(detail?.source ?? tableSource).text);
  return {
    typeOrigin,
    schema: {
      type,
      source: [...origins].join("; "),
      printing: printingOf(detail, version),
      ...(preset === undefined ? {} : { default: preset }),
      ...(detail?.initial === undefined ? {} : { initial: detail.initial }),
      ...(detail?.negatable ? { negatable: true } : {}),
      ...(detail?.secret ? { secret: true } : {}),
    },
  };
}

function typeOf(
  property: RawProperty,
  detail: Detail | undefined,
  table: Origin,
  version: RouterOsVersion,
): readonly [ValueType, Origin] | undefined {
  const byTable = at(detail?.type, (entry) => entry.type, version);
  if (byTable !== undefined) return [byTable, confirmation(byTable, property) ?? table];
  const { words, wordsOrigin, hint, hintOrigin } = property;
  if (words !== undefined && wordsOrigin !== undefined) {
    if (words.join(" ") === "no yes") return [{ is: "bool" }, wordsOrigin];
    const free = detail?.free;
    return [{ is: "enum", words, ...(free === undefined ? {} : { free }) }, wordsOrigin];
  }
  const hinted = hint === undefined ? undefined : typeOfHint(hint);
  return hinted === undefined || hintOrigin === undefined ? undefined : [hinted, hintOrigin];
}

/** Where the tree says the same as the table (the table then only adds an order, or shortens a row), the tree is the source. */
function confirmation(
  type: ValueType,
  { words, wordsOrigin, hint, hintOrigin }: RawProperty,
): Origin | undefined {
  const own = wordsOf(type);
  if (own !== undefined && words !== undefined && [...own].sort().join() === [...words].sort().join()) {
    return wordsOrigin;
  }
  const hinted = hint === undefined ? undefined : typeOfHint(hint);
  return hinted !== undefined && JSON.stringify(hinted) === JSON.stringify(type) ? hintOrigin : undefined;
}

/** All values of a type that has only words; undefined for types that take more. */
export function wordsOf(type: ValueType): readonly string[] | undefined {
  if (type.is === "bool") return ["no", "yes"];
  if (type.is === "enum") return type.free === undefined ? type.words : undefined;
  return type.is === "list" ? wordsOf(type.of) : undefined;
}

/** RouterOS's own hints that name a type. */
function typeOfHint(hint: string): ValueType | undefined {
  const length = /^string value(?:, max length (\d+))?$/.exec(hint);
  if (length !== null)
    return { is: "text", ...(length[1] === undefined ? {} : { maxLength: Number(length[1]) }) };
  if (hint === "time interval") return { is: "duration" };
  const bounds = /^(\S*)\.\.(\S*) \(time interval\)$/.exec(hint);
  if (bounds !== null) {
    const [, min, max] = bounds;
    return { is: "duration", ...(min ? { min } : {}), ...(max ? { max } : {}) };
  }
  if (hint === "A.B.C.D (IP address)") return { is: "address" };
  return undefined;
}

function printingOf(detail: Detail | undefined, version: RouterOsVersion): Printing {
  const given = at(detail?.printing, (entry) => entry.printing, version);
  return given ?? (detail?.default === undefined ? "if-set" : "always");
}

/** A value that is the same for all versions, or the entry of a list that holds the version. */
function at<
  T extends string | { readonly is: string },
  E extends { readonly since?: string; readonly until?: string },
>(value: T | readonly E[] | undefined, pick: (entry: E) => T, version: RouterOsVersion): T | undefined {
  if (!Array.isArray(value)) return value as T | undefined;
  const entry = (value as readonly E[]).find((candidate) => within(candidate, version));
  return entry === undefined ? undefined : pick(entry);
}
