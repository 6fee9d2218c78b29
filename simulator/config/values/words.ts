/** Text, booleans, enumerations, presence flags, and text of a fixed form. */
import { kept, refused, type ValueFamily } from "./contract";
import { failures } from "./failures";
import { values } from "./registry";

const booleans: Readonly<Record<string, string>> = { yes: "true", true: "true", no: "false", false: "false" };

export const text: ValueFamily<"text"> = {
  parse: (type, value, { name }) =>
    type.maxLength !== undefined && Buffer.byteLength(value) > type.maxLength
      ? refused(failures.tooLong(name, type.maxLength))
      : kept(value),
};

/** Takes `yes`/`no` and `true`/`false`, reads back `true`/`false`. */
export const bool: ValueFamily<"bool"> = {
  parse: (_, value, { name }) => {
    const stored = booleans[value];
    return stored === undefined ? refused(failures.noSuchValue(name)) : kept(stored);
  },
};

/** Keeps its words, `yes` and `no` too. Full words only: that the API completes prefixes is not established. */
export const enumeration: ValueFamily<"enum"> = {
  parse: (type, value, context) => {
    if (type.words.includes(value)) return kept(value);
    if (type.free !== undefined) return values.parse(type.free, value, context);
    return refused(failures.noSuchValue(context.name));
  },
  print: (type, stored, version) =>
    type.free === undefined || type.words.includes(stored)
      ? stored
      : values.print(type.free, stored, version),
};

/** Any written value turns it on, `no` too; it goes off only by unset. */
export const flag: ValueFamily<"flag"> = { parse: () => kept("") };

export const pattern: ValueFamily<"pattern"> = {
  parse: (type, value, { name }) =>
    new RegExp(`^(?:${type.pattern})$`, "u").test(value) ? kept(value) : refused(failures.invalid(name)),
};

/** Hexadecimal text; read back in lower case, as written otherwise. */
export const hex: ValueFamily<"hex"> = {
  parse: (_, value, { name }) =>
    /^(?:0x)?[0-9a-f]*$/i.test(value) ? kept(value.toLowerCase()) : refused(failures.trailing(name)),
};
