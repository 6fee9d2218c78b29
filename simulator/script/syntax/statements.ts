/** Statements: command lines, calls, blocks. */

import { callArguments } from "./arguments";
import { block, substitution } from "./brackets";
import { command } from "./command-line";
import { parenthesised } from "./expressions";
import type { Reader } from "./reader";
import { variable } from "./strings";
import type { Call, Expression, Statement } from "./tree";

/** Statements up to a closing bracket (left unread) or the end. */
export function statements(reader: Reader, closing: "" | "}" | "]"): Statement[] {
  const found: Statement[] = [];
  for (;;) {
    do reader.skipSpace();
    while (reader.accept(";"));
    if (reader.atEnd || reader.char === closing) return found;
    const last = statement(reader);
    found.push(last);
    reader.skipBlanks();
    // A closing brace ends a command by itself.
    if (last.kind === "block") continue;
    if (!endsCommand(reader, closing))
      reader.fail(/[)\]}]/.test(reader.char) ? "syntax error" : "expected end of command");
  }
}

function endsCommand(reader: Reader, closing: string): boolean {
  return reader.atEnd || /[;\r\n#]/.test(reader.char) || reader.char === closing;
}

function statement(reader: Reader): Statement {
  switch (reader.char) {
    case "{":
      return block(reader);
    case "$":
      return call(reader, variable(reader));
    case "[":
      return call(reader, substitution(reader));
    case "(":
      return call(reader, parenthesised(reader, undefined));
    default:
      return command(reader);
  }
}

function call(reader: Reader, first: Expression): Call {
  let callee = first;
  for (let count = 0; reader.accept("->"); count++) {
    reader.checkChain(count);
    const right: Expression = reader.char === "$" ? variable(reader) : parenthesised(reader, undefined);
    callee = { kind: "binary", operator: "->", left: callee, right, start: first.start, end: reader.at };
  }
  const args = callArguments(reader);
  return { kind: "call", callee, arguments: args, start: first.start, end: reader.at };
}
