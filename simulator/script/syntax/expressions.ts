/**
 * Expressions in parentheses and in `where`. Precedence as RouterOS's own parse output shows it (7.20 … 7.23); the
 * place of `.` against the bit operators was never observed without parentheses.
 */
import { array, substitution } from "./brackets";
import { command } from "./command-line";
import { literalType } from "./literals";
import type { Reader } from "./reader";
import { quoted, variable } from "./strings";
import type { BinaryOperator, Expression, UnaryOperator } from "./tree";
import { value } from "./values";

/** Operators from the weakest to the strongest; `,` and `->` are apart. */
const levels: readonly (readonly (readonly [RegExp, BinaryOperator])[])[] = [
  [
    [/\|\|/y, "||"],
    [/or(?![A-Za-z0-9_-])/y, "||"],
  ],
  [
    [/&&/y, "&&"],
    [/and(?![A-Za-z0-9_-])/y, "&&"],
  ],
  [
    [/!=/y, "!="],
    [/<=/y, "<="],
    [/>=/y, ">="],
    [/=/y, "="],
    [/<(?![<%])/y, "<"],
    [/>(?!>)/y, ">"],
    [/~/y, "~"],
    [/in(?![A-Za-z0-9_-])/y, "in"],
  ],
  [[/\./y, "."]],
  [
    [/<</y, "<<"],
    [/>>/y, ">>"],
    [/&(?!&)/y, "&"],
    [/\|(?!\|)/y, "|"],
    [/\^/y, "^"],
  ],
  [
    [/\+/y, "+"],
    [/-(?!>)/y, "-"],
  ],
  [
    [/\*/y, "*"],
    [/\//y, "/"],
    [/%/y, "%"],
  ],
];
const comparisons: ReadonlySet<BinaryOperator> = new Set(["=", "!=", "<", ">", "<=", ">=", "~"]);

/** Inside `where`: the menu whose properties are variables. */
export type Where = string | undefined;

/** `( … )` */
export function parenthesised(reader: Reader, where: Where): Expression {
  const start = reader.at;
  reader.at += 1;
  return reader.nested(() => {
    reader.skipSpace();
    if (reader.accept(")")) return { kind: "empty", start, end: reader.at };
    const inner = quotation(reader) ?? listed(reader, where);
    reader.skipSpace();
    if (!reader.accept(")")) reader.fail("syntax error");
    return inner;
  });
}

/** `(>[…])`, `(> $f)` */
function quotation(reader: Reader): Expression | undefined {
  const start = reader.at;
  if (reader.char !== ">" || reader.looksAt(">=") || reader.looksAt(">>")) return undefined;
  reader.at += 1;
  reader.skipSpace();
  const body = operand(reader, undefined);
  return { kind: "quotation", body, start, end: reader.at };
}

/** Expressions with `,` between them. */
function listed(reader: Reader, where: Where): Expression {
  const start = reader.at;
  const items = [terms(reader, where)];
  for (;;) {
    reader.skipSpace();
    if (!reader.accept(",")) break;
    reader.skipSpace();
    // A comma at the end appends nothing.
    if (reader.char === ")") break;
    items.push(terms(reader, where));
    reader.checkChain(items.length);
  }
  if (items.length === 1) return items[0] as Expression;
  return { kind: "list", items, joins: true, start, end: reader.at };
}

const beginsTerm = /["$([{!A-Za-z0-9*]/;

/** Expressions side by side: RouterOS (7.23) takes `(25[find])` in any parentheses, and `where` reads that as `and`. */
function terms(reader: Reader, where: Where): Expression {
  const start = reader.at;
  let found = expression(reader, where, 0);
  for (let count = 0; ; count++) {
    reader.skipSpace();
    if (!beginsTerm.test(reader.char)) return found;
    reader.checkChain(count);
    const right = expression(reader, where, 0);
    found = { kind: "binary", operator: "&&", left: found, right, start, end: reader.at };
  }
}

/** All that `where` and `find` are given: terms with blanks between them, which mean `and`. */
export function conditions(reader: Reader, menu: string): Expression | undefined {
  const start = reader.at;
  let found: Expression | undefined;
  for (let count = 0; ; count++) {
    reader.skipBlanks();
    if (ends(reader)) return found;
    reader.checkChain(count);
    const term = expression(reader, menu, 0);
    found =
      found === undefined
        ? term
        : { kind: "binary", operator: "&&", left: found, right: term, start, end: reader.at };
  }
}

const endings = new Set(["", "\r", "\n", ";", ")", "]", "}", "#"]);
const ends = (reader: Reader): boolean => endings.has(reader.char);

function expression(reader: Reader, where: Where, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return unary(reader, where);
  const start = reader.at;
  let left = expression(reader, where, level + 1);
  for (let count = 0; ; count++) {
    const before = reader.at;
    skip(reader, where);
    const found = operators.find(([pattern]) => reader.take(pattern) !== undefined);
    if (found === undefined) {
      reader.at = before;
      return left;
    }
    reader.checkChain(count);
    skip(reader, where);
    const [, operator] = found;
    const right = rightOf(reader, where, level, operator);
    left = { kind: "binary", operator, left, right, start, end: reader.at };
  }
}

/** In `where`, what a property is compared with may be any bare word. */
function rightOf(reader: Reader, where: Where, level: number, operator: BinaryOperator): Expression {
  const isWord = where !== undefined && comparisons.has(operator) && !/["$([{!]/.test(reader.char);
  if (isWord) {
    if (ends(reader)) return { kind: "literal", text: "", type: "str", start: reader.at, end: reader.at };
    return value(reader, { inWhere: true });
  }
  return expression(reader, comparisons.has(operator) ? undefined : where, level + 1);
}

/** Line breaks are space in parentheses; in a bare `where` they end the command. */
function skip(reader: Reader, where: Where): void {
  if (where === undefined) reader.skipSpace();
  else reader.skipBlanks();
}

/** `any $x`: not in the manual, and in scripts that run since v6. */
const anyWord = /any[ \t]+(?=[$([])/y;

function unary(reader: Reader, where: Where): Expression {
  const start = reader.at;
  if (reader.take(anyWord) !== undefined) {
    const operand = reader.nested(() => unary(reader, where));
    return { kind: "unary", operator: "any", operand, start, end: reader.at };
  }
  const sign = reader.char;
  if (sign !== "!" && sign !== "~" && sign !== "-") return chain(reader, where);
  reader.at += 1;
  skip(reader, where);
  const operand = reader.nested(() => unary(reader, where));
  return { kind: "unary", operator: sign as UnaryOperator, operand, start, end: reader.at };
}

/** `$a->"b"->1` */
function chain(reader: Reader, where: Where): Expression {
  const start = reader.at;
  let found = operand(reader, where);
  for (let count = 0; ; count++) {
    const before = reader.at;
    skip(reader, where);
    if (!reader.accept("->")) {
      reader.at = before;
      return found;
    }
    reader.checkChain(count);
    skip(reader, where);
    const right = operand(reader, undefined);
    found = { kind: "binary", operator: "->", left: found, right, start, end: reader.at };
  }
}

function operand(reader: Reader, where: Where): Expression {
  switch (reader.char) {
    case '"':
      return quoted(reader);
    case "$":
      return variable(reader);
    case "(":
      return parenthesised(reader, where);
    case "[":
      return substitution(reader);
    case "{":
      return array(reader);
    default:
      return word(reader, where);
  }
}

/** Numbers, times, addresses: what must not be cut at `.`, `:` and `/`. */
const compact = [
  /\*[0-9A-Fa-f]+/y,
  /[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]*(?:\/\d+)?/y,
  /(?:\d+w)?(?:\d+d)?\d+:\d\d(?::\d\d(?:\.\d+)?)?/y,
  /(?:\d+(?:\.\d+)?(?:w|d|h|ms|us|ns|m|s))+(?![A-Za-z0-9_])/y,
  /\d+(?:\.\d+)+(?:\/\d+)?/y,
  /\d+\/\d+/y,
];
/** `(:totime 5s)`: a command without its brackets. */
const commandStart = /[:/][A-Za-z]/y;
const name = /[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*/y;
const property = /\.?[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*/y;
const shortName = /[A-Za-z0-9_]+/y;

function word(reader: Reader, where: Where): Expression {
  const start = reader.at;
  for (const pattern of compact) {
    const text = reader.take(pattern);
    if (text !== undefined) return { kind: "literal", text, type: literalType(text), start, end: reader.at };
  }
  if (reader.match(commandStart) !== null) return bareCommand(reader);
  const whole = reader.match(where === undefined ? name : property)?.[0];
  if (whole === undefined) return reader.fail("syntax error");
  // `a-b` is a difference where `a` is a variable, unless the property or variable `a-b` exists.
  const first = reader.match(shortName)?.[0] ?? whole;
  const known = (text: string) =>
    reader.isDeclared(text) || (where !== undefined && reader.grammar.hasProperty(where, text));
  const text = !known(whole) && (known(first) || /^\d+$/.test(first)) ? first : whole;
  reader.at += text.length;
  const end = reader.at;
  const type = literalType(text);
  // A word that is no literal is a variable, declared or not: `($x = nil)` compares with nothing, and `->` needs quotes.
  if (known(text) || type === "str") return { kind: "variable", name: text, bare: true, start, end };
  return { kind: "literal", text, type, start, end };
}

function bareCommand(reader: Reader): Expression {
  const start = reader.at;
  const statement = reader.nested(() => reader.scope(() => command(reader)));
  return { kind: "substitution", statements: [statement], start, end: reader.at };
}
