/** Values as arguments are written: a word, a string, `$x`, `(…)`, `[…]`, `{…}`, and lists of these. */
import { braces, substitution } from "./brackets";
import { parenthesised } from "./expressions";
import { literalType } from "./literals";
import type { Reader } from "./reader";
import { quoted, variable } from "./strings";
import type { Expression, Literal } from "./tree";

const bareWord = /[^ \t\r\n;)\]}"$([{,\\]+/y;
const bareWordInWhere = /(?:(?!&&|\|\|)[^ \t\r\n;)\]}"$([{,\\])+/y;
/** Behind a bracket or a quote the next argument may begin at once: `:if ($a)do={…}`. */
const nextArgument = /[A-Za-z][A-Za-z0-9.-]*=/y;

export interface ValueContext {
  /** The value of a comparison in `where`: `&&` and `||` end it. */
  readonly inWhere?: boolean;
  /** An element of an array: `=` ends it, if it is a key. */
  readonly inArray?: boolean;
}

const endings = new Set(["", " ", "\t", "\r", "\n", ";", ")", "]", "}"]);

/** One value. The reader stands at its first character. */
export function value(reader: Reader, context: ValueContext = {}): Expression {
  const start = reader.at;
  const items: Expression[] = [joined(reader, context)];
  while (reader.accept(",")) items.push(joined(reader, context));
  if (items.length === 1) return items[0] as Expression;
  return { kind: "list", items, joins: false, start, end: reader.at };
}

/** Parts without a blank between them: `$a/24`. */
function joined(reader: Reader, context: ValueContext): Expression {
  const start = reader.at;
  const parts: Expression[] = [];
  while (!endings.has(reader.char) && reader.char !== ",") {
    if (reader.char === "\\") break;
    if (parts.length > 0 && stops(reader, parts, context)) break;
    parts.push(part(reader, parts.length === 0, context));
    reader.checkChain(parts.length);
    const last = parts[parts.length - 1] as Expression;
    if (last.kind === "array" || last.kind === "code") break;
  }
  if (parts.length === 1) return parts[0] as Expression;
  if (parts.length === 0) return { kind: "literal", text: "", type: "str", start, end: start };
  return { kind: "template", parts, quoted: false, start, end: reader.at };
}

function stops(reader: Reader, parts: readonly Expression[], { inWhere, inArray }: ValueContext): boolean {
  if (inArray && reader.char === "=") return true;
  if (inWhere && (reader.looksAt("&&") || reader.looksAt("||"))) return true;
  const last = parts[parts.length - 1] as Expression;
  return last.kind !== "literal" && last.kind !== "variable" && reader.match(nextArgument) !== null;
}

function part(reader: Reader, first: boolean, context: ValueContext): Expression {
  switch (reader.char) {
    case '"':
      return quoted(reader);
    case "$":
      return elementsOf(reader, variable(reader));
    case "(":
      return elementsOf(reader, parenthesised(reader, undefined));
    case "[":
      return elementsOf(reader, substitution(reader));
    case "{":
      return first ? reader.nested(() => braces(reader)) : reader.fail("syntax error");
    default:
      return word(reader, context);
  }
}

/** `->` behind a value that is not in parentheses. */
function elementsOf(reader: Reader, of: Expression): Expression {
  let found = of;
  for (let count = 0; reader.accept("->"); count++) {
    reader.checkChain(count);
    const key = part(reader, true, {});
    found = { kind: "binary", operator: "->", left: found, right: key, start: of.start, end: reader.at };
  }
  return found;
}

function word(reader: Reader, { inWhere }: ValueContext): Literal {
  const start = reader.at;
  const text = reader.take(inWhere ? bareWordInWhere : bareWord);
  if (text === undefined) return reader.fail("syntax error");
  return { kind: "literal", text, type: literalType(text), start, end: reader.at };
}
