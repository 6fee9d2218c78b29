/** `[…]`, `{…}` as commands, and `{…}` as an array. */
import { ParseFailure } from "./failure";
import type { Reader } from "./reader";
import { statements } from "./statements";
import type { ArrayElement, ArrayLiteral, Block, BlockValue, Expression, Substitution } from "./tree";
import { value } from "./values";

/** `[command]` */
export function substitution(reader: Reader): Substitution {
  const start = reader.at;
  reader.at += 1;
  const inner = reader.nested(() => reader.scope(() => statements(reader, "]")));
  if (!reader.accept("]")) reader.fail(reader.atEnd ? "missing closing bracket" : "syntax error");
  return { kind: "substitution", statements: inner, start, end: reader.at };
}

/** `{ commands }` */
export function block(reader: Reader): Block {
  const start = reader.at;
  reader.at += 1;
  const inner = reader.nested(() => reader.scope(() => statements(reader, "}")));
  if (!reader.accept("}")) reader.fail(reader.atEnd ? "missing closing brace" : "syntax error");
  return { kind: "block", statements: inner, start, end: reader.at };
}

export function blockValue(reader: Reader): BlockValue {
  const code = block(reader);
  const { start, end } = code;
  return { kind: "code", block: code, text: reader.source.slice(start + 1, end - 1), start, end };
}

/** An array, or commands where it is none. A bare `{}` is an array only in parentheses. */
export function braces(reader: Reader): Expression {
  const key = `${reader.at} ${reader.menu}`;
  let known = reader.known.get(key);
  if (known === undefined) {
    const found = arrayOrCode(reader);
    known = { found, end: reader.at };
    reader.known.set(key, known);
  }
  if (known.found instanceof ParseFailure) throw known.found;
  reader.at = known.end;
  return known.found;
}

function arrayOrCode(reader: Reader): Expression | ParseFailure {
  const asArray = reader.attempt(() => array(reader));
  if (!(asArray instanceof ParseFailure) && asArray.elements.length > 0) return asArray;
  if (!(asArray instanceof ParseFailure)) reader.at = asArray.start;
  const asCode = reader.attempt(() => {
    const code = blockValue(reader);
    // A bare `{}` is neither: an empty array is written `({})`.
    if (code.block.statements.length === 0) reader.fail("syntax error", reader.at - 1);
    return code;
  });
  if (!(asCode instanceof ParseFailure)) return asCode;
  if (!(asArray instanceof ParseFailure)) return asCode;
  // What went further is what was meant.
  const later =
    asCode.line > asArray.line || (asCode.line === asArray.line && asCode.column > asArray.column);
  return later || asCode.reason.startsWith("missing") ? asCode : asArray;
}

export function array(reader: Reader): ArrayLiteral {
  const start = reader.at;
  reader.at += 1;
  const elements: ArrayElement[] = [];
  reader.nested(() => {
    for (;;) {
      skipSeparators(reader);
      if (reader.accept("}")) return;
      if (reader.atEnd) reader.fail("missing closing brace");
      elements.push(element(reader));
      reader.skipSpace();
      if (reader.char !== ";" && reader.char !== "}") reader.fail("syntax error");
    }
  });
  return { kind: "array", elements, start, end: reader.at };
}

function skipSeparators(reader: Reader): void {
  do reader.skipSpace();
  while (reader.accept(";"));
}

const bareKey = /[A-Za-z0-9_.*-]+(?==)/y;

function element(reader: Reader): ArrayElement {
  const start = reader.at;
  const word = reader.take(bareKey);
  if (word !== undefined) {
    const end = reader.at;
    reader.at += 1;
    return { key: { kind: "text", text: word, start, end }, value: elementValue(reader) };
  }
  const found = elementValue(reader);
  if (!reader.accept("=")) return { value: found };
  return { key: found, value: elementValue(reader) };
}

function elementValue(reader: Reader): Expression {
  reader.skipBlanks();
  if (reader.char === ";" || reader.char === "}") {
    return { kind: "text", text: "", start: reader.at, end: reader.at };
  }
  return value(reader, { inArray: true });
}
