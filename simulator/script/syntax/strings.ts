/** Quoted strings: escapes and interpolation. */
import { substitution } from "./brackets";
import { parenthesised } from "./expressions";
import type { Reader } from "./reader";
import type { Expression, Template, Text, Variable } from "./tree";

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  n: "\n",
  r: "\r",
  t: "\t",
  $: "$",
  _: " ",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
  // Only v6 needed it, where `?` was help; it was dropped in 7.1rc2 and still stands in many scripts.
  "?": "?",
};
const plain = /[^"\\$]+/y;
const hexadecimal = /[0-9A-F]{2}/y;
const lineBreak = /(?:\r\n|\r|\n)[ \t]*/y;
/** Letters and digits; see {@link variable} for `_`. */
const variableName = /[A-Za-z0-9]+/y;
const longName = /[A-Za-z0-9_]+/y;

/** A string that begins at the reader's place. */
export function quoted(reader: Reader): Text | Template {
  const start = reader.at;
  reader.at += 1;
  const parts: Expression[] = [];
  let text = "";
  let textStart = reader.at;
  for (;;) {
    text += reader.take(plain) ?? "";
    if (reader.atEnd) reader.fail("syntax error");
    if (reader.accept('"')) break;
    if (reader.char === "\\") {
      text += escaped(reader);
      continue;
    }
    const at = reader.at;
    const inserted = interpolation(reader);
    if (inserted === undefined) {
      // A `$` with no name behind it is taken as it stands (`"… $iface$"`); the check reports it.
      reader.at = at + 1;
      text += "$";
      continue;
    }
    if (text !== "") parts.push({ kind: "text", text, start: textStart, end: at });
    text = "";
    parts.push(inserted);
    textStart = reader.at;
  }
  const end = reader.at;
  if (parts.length === 0) return { kind: "text", text, start, end };
  if (text !== "") parts.push({ kind: "text", text, start: textStart, end });
  return { kind: "template", parts, quoted: true, start, end };
}

/** A string without interpolation, for names. */
export function plainString(reader: Reader): string {
  const at = reader.at;
  const string = quoted(reader);
  return string.kind === "text" ? string.text : reader.fail("syntax error", at);
}

function escaped(reader: Reader): string {
  const at = reader.at;
  reader.at += 1;
  // The line break and the indentation of the next line are not part of the string.
  if (reader.take(lineBreak) !== undefined) return "";
  const code = reader.take(hexadecimal);
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  const meaning = escapes[reader.char];
  if (meaning === undefined) return reader.fail("syntax error", at);
  reader.at += 1;
  return meaning;
}

/** `$name`, `$(…)`, `$[…]` in a string; undefined for a `$` alone. */
function interpolation(reader: Reader): Expression | undefined {
  const start = reader.at;
  reader.at += 1;
  if (reader.char === "(") return parenthesised(reader, undefined);
  if (reader.char === "[") return substitution(reader);
  const name = variableWord(reader);
  return name === undefined ? undefined : { kind: "variable", name, bare: false, start, end: reader.at };
}

/** `$name`, `$"any name"`, `$(…)`, `$[…]` outside strings. */
export function variable(reader: Reader): Expression {
  const start = reader.at;
  reader.at += 1;
  if (reader.char === "(") return parenthesised(reader, undefined);
  if (reader.char === "[") return substitution(reader);
  const name = reader.char === '"' ? plainString(reader) : variableWord(reader);
  if (name === undefined) return reader.fail("syntax error");
  return { kind: "variable", name, bare: false, start, end: reader.at } satisfies Variable;
}

/** A name ends at the first character that is no letter or digit; one with `_` counts only where it was declared so. */
function variableWord(reader: Reader): string | undefined {
  const long = reader.match(longName)?.[0];
  const short = reader.match(variableName)?.[0];
  const name = long !== undefined && long !== short && reader.isDeclared(long) ? long : short;
  if (name !== undefined) reader.at += name.length;
  return name;
}
