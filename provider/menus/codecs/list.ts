/** Several values in one property: comma-joined on the wire, arrays in TypeScript. */
import type { Codec, PlainValue } from "../language";
import { codec, type Refusal, refuse } from "./codec";

/** What users may write for a list: an array, or RouterOS's comma form. */
export type ListInput<T extends PlainValue> = readonly T[] | string;

const quoted = (all: readonly string[]): string => all.map((each) => `"${each}"`).join(", ");

/** The elements as given; numbers as their digits. Empty text is the empty list. */
function elements(value: unknown): readonly string[] | undefined {
  const given: unknown = typeof value === "string" ? (value === "" ? [] : value.split(",")) : value;
  if (!Array.isArray(given)) return undefined;
  const texts = given.map((each) => (typeof each === "number" ? String(each) : each));
  return texts.every((each) => typeof each === "string" && each.trim() !== "" && !each.includes(","))
    ? texts.map((each: string) => each.trim())
    : undefined;
}

/** A list whose order means something, of elements in the form `of` gives them (as text). Kept in order, with repeats. */
export function list(
  of: Codec<string, string> | Codec<string, string | number>,
): Codec<readonly string[], ListInput<string>> {
  return codec<readonly string[], ListInput<string>>({
    accepts: `a list, each element ${of.accepts}`,
    parse(value) {
      const given = elements(value);
      if (!given) return refuse("");
      const canonical: string[] = [];
      for (const each of given) {
        const result = of.schema.safeParse(each);
        if (!result.success) return refuse(result.error.issues[0]?.message ?? "");
        canonical.push(result.data);
      }
      return canonical;
    },
    toWire: (value) => value.join(","),
  });
}

/** Words of which RouterOS ignores the order. Canonical: each once, in the order of `all`. */
export function set<const W extends string>(...all: readonly W[]): Codec<readonly W[], ListInput<W>> {
  return codec<readonly W[], ListInput<W>>({
    accepts: `a list of any of ${quoted(all)}`,
    parse(value) {
      const given = elements(value);
      return given ? inOrder(given, all) : refuse("");
    },
    toWire: (value) => value.join(","),
  });
}

/** Names of which RouterOS ignores the order (interface lists to include). Canonical: each once, sorted. */
export function nameSet(what: string, example: string): Codec<readonly string[], ListInput<string>> {
  return codec<readonly string[], ListInput<string>>({
    accepts: `a list of ${what}, such as ["${example}"]`,
    parse: (value) => {
      const given = elements(value);
      return given ? [...new Set(given)].sort() : refuse("");
    },
    toWire: (value) => value.join(","),
  });
}

function inOrder<W extends string>(given: readonly string[], all: readonly W[]): readonly W[] | Refusal {
  const stranger = given.find((each) => !(all as readonly string[]).includes(each));
  if (stranger !== undefined) return refuse(`"${stranger}" is not among them`);
  return all.filter((each) => given.includes(each));
}

type NotEmpty<W extends string> = readonly (W | `!${W}`)[];

/**
 * A matcher that is a set of words, negated as a whole: `["established", "related"]`, or with `!` before every word
 * for "none of these", which RouterOS writes `!established,related`.
 */
export function negatableSet<const W extends string>(
  ...all: readonly W[]
): Codec<NotEmpty<W>, ListInput<W | `!${W}`>> {
  return codec<NotEmpty<W>, ListInput<W | `!${W}`>>({
    accepts: `a list of ${quoted(all)}; for "none of these", "!" before each word`,
    parse(value) {
      const given = elements(value);
      if (!given || given.length === 0)
        return refuse(given ? "it is empty: leave the property out instead" : "");
      const negated = given[0]?.startsWith("!") ?? false;
      const bare = given.map((each) => (negated && each.startsWith("!") ? each.slice(1) : each));
      const whole = typeof value === "string";
      if (negated && !whole && !given.every((each) => each.startsWith("!")))
        return refuse('"!" negates the whole list: put it before each word');
      const words = inOrder(bare, all);
      return Array.isArray(words) ? words.map((each) => (negated ? `!${each}` : each)) : (words as Refusal);
    },
    toWire: (value) => value.map((each, index) => (index > 0 ? each.replace("!", "") : each)).join(","),
  });
}

/** A matcher that is a set of words, each negated for itself (`tcp-flags`: `syn,!ack`). */
export function setOfNegatable<const W extends string>(
  ...all: readonly W[]
): Codec<NotEmpty<W>, ListInput<W | `!${W}`>> {
  const both = all.flatMap((each) => [each, `!${each}` as const]);
  return codec<NotEmpty<W>, ListInput<W | `!${W}`>>({
    accepts: `a list of ${quoted(all)}, each with "!" before it for "not set"`,
    parse(value) {
      const given = elements(value);
      if (!given || given.length === 0)
        return refuse(given ? "it is empty: leave the property out instead" : "");
      const contradicted = all.find((each) => given.includes(each) && given.includes(`!${each}`));
      if (contradicted !== undefined) return refuse(`"${contradicted}" cannot be both set and not set`);
      return inOrder<W | `!${W}`>(given, both);
    },
    toWire: (value) => value.join(","),
  });
}
