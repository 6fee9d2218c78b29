/** Comma lists, tuples and alternatives of other types. */

import type { ValueType } from "../schema-types";
import { kept, type Parsed, refused, type ValueFamily } from "./contract";
import { failures } from "./failures";
import { values } from "./registry";

/** The words of a list whose parts are words: their order is the order in which a set is read back. */
const wordsOf = (type: ValueType): readonly string[] => (type.is === "enum" ? type.words : []);

export const list: ValueFamily<"list"> = {
  parse: (type, value, context) => {
    if (value === "") return kept(type.complement ? complemented(type.of, []) : "");
    const parsed = parts(value.split(","), (part) => {
      // A set with complement is read back with its missing words negated, and must accept that again.
      if (type.complement && part.startsWith("!")) {
        return wordsOf(type.of).includes(part.slice(1))
          ? kept("")
          : refused(failures.noSuchValue(context.name));
      }
      return values.parse(type.of, part, context);
    });
    if ("failure" in parsed) return parsed;
    if (type.complement) return kept(complemented(type.of, parsed.stored));
    return kept((type.set ? ordered(type.of, parsed.stored) : parsed.stored).join(","));
  },
  print: (type, stored, version) =>
    stored === ""
      ? ""
      : stored
          .split(",")
          .map((part) => (part.startsWith("!") ? part : values.print(type.of, part, version)))
          .join(","),
};

export const tuple: ValueFamily<"tuple"> = {
  parse: (type, value, context) => {
    const texts = value.split(",");
    if (texts.length !== type.of.length) return refused(failures.invalid(context.name));
    const parsed = parts(texts, (part, index) => values.parse(type.of[index] as ValueType, part, context));
    return "failure" in parsed ? parsed : kept(parsed.stored.join(","));
  },
};

export const anyOf: ValueFamily<"any-of"> = {
  parse: (type, value, context) => {
    let parsed: Parsed = refused(failures.invalid(context.name));
    for (const part of type.of) {
      parsed = values.parse(part, value, context);
      if ("stored" in parsed) return parsed;
    }
    return parsed;
  },
};

function parts(
  texts: readonly string[],
  parse: (text: string, index: number) => Parsed,
): { readonly stored: string[] } | { readonly failure: string } {
  const stored: string[] = [];
  for (const [index, text] of texts.entries()) {
    const parsed = parse(text, index);
    if ("failure" in parsed) return parsed;
    stored.push(parsed.stored);
  }
  return { stored };
}

function ordered(of: ValueType, found: readonly string[]): string[] {
  const words = wordsOf(of);
  const place = (part: string) => (words.includes(part) ? words.indexOf(part) : words.length);
  return [...new Set(found)].sort((a, b) => place(a) - place(b));
}

/** `read,test,!write`: the words that are in, then the missing ones negated (`/user/group` `policy`). */
function complemented(of: ValueType, found: readonly string[]): string {
  const missing = wordsOf(of).filter((word) => !found.includes(word));
  return [
    ...ordered(
      of,
      found.filter((part) => part !== ""),
    ),
    ...missing.map((word) => `!${word}`),
  ].join(",");
}
