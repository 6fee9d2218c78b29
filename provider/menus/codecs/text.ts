/** Free text: names, comments, script sources, and texts of a known form. */
import type { Codec } from "../language";
import { codec, refuse } from "./codec";

/** Any text, kept as written; may be empty. */
export const text: Codec<string> = codec({
  accepts: "a text",
  parse: (value) => (typeof value === "string" ? value : refuse("")),
});

/** A credential: any text. Numbers are refused, not converted (`0123` would lose its zero); messages never show the value. */
export const secretText: Codec<string> = codec({
  accepts: "a text in quotes",
  secret: true,
  parse: (value) => (typeof value === "string" ? value : refuse("not a text")),
});

/** A text of one line; may be empty. RouterOS shows line ends in comments as garbage. */
export const comment: Codec<string> = codec({
  accepts: 'a text of one line, such as "ISP1 mark conn"',
  parse(value) {
    if (typeof value !== "string") return refuse("");
    return /[\r\n]/.test(value) ? refuse("it has a line end") : value;
  },
});

/** A comment that a row is known by: as {@link comment}, and not empty. */
export const keyComment: Codec<string> = codec({
  accepts: 'a text of one line that names the row, such as "ISP1 mark conn"',
  parse(value) {
    if (typeof value !== "string") return refuse("");
    if (value.trim() === "") return refuse("it is empty, and the row is known by it");
    return /[\r\n]/.test(value) ? refuse("it has a line end") : value;
  },
});

/** A script: any text; CRLF and lone CR become LF, so that the editor it was written in makes no difference. */
export const scriptSource: Codec<string> = codec({
  accepts: "the text of a script",
  parse: (value) => (typeof value === "string" ? value.replace(/\r\n?/g, "\n") : refuse("")),
});

/** A text that is not empty: RouterOS misreads an empty word there ("ambiguous value"). */
export function word(what: string, example: string): Codec<string> {
  return codec({
    accepts: `${what}, such as ${JSON.stringify(example)}`,
    parse(value) {
      if (typeof value !== "string") return refuse("");
      if (value === "") return refuse("it is empty; leave the property out, or assign `unset`, to have none");
      return value;
    },
  });
}

/** A text that must match; numbers are taken as their digits. */
export function form(what: string, example: string, pattern: RegExp): Codec<string, string | number> {
  return codec({
    accepts: `${what}, such as ${JSON.stringify(example)}`,
    parse(value) {
      const given = typeof value === "number" ? String(value) : value;
      return typeof given === "string" && pattern.test(given) ? given : refuse("");
    },
  });
}
