/** `:put`, `:if`, `:local` …: arguments bound to the parameters of the command. */
import { endsArguments, namedValue, takeName } from "./arguments";
import { blockValue } from "./brackets";
import type { Parameter, ScriptingCommand } from "./commands";
import { scriptingCommands } from "./commands";
import { parenthesised } from "./expressions";
import type { Reader } from "./reader";
import { plainString, variable } from "./strings";
import type { Expression, Scripting } from "./tree";
import { value } from "./values";

/** Commands whose names are seen only by their own blocks. */
const scoped = new Set(["for", "foreach", "onerror"]);
/** Commands whose `do` is the body of a function, not something that runs here. */
export const declarations: ReadonlySet<string> = new Set(["local", "global", "set"]);

export function scripting(reader: Reader, start: number, name: string): Scripting {
  const spec = scriptingCommands[name] as ScriptingCommand;
  const work = () => bind(reader, name, spec);
  const found = scoped.has(name) ? reader.scope(work) : work();
  if (name === "local" || name === "global") declareNames(reader, found.name);
  return { kind: "scripting", name, arguments: found, start, end: reader.at };
}

function bind(
  reader: Reader,
  command: string,
  spec: ScriptingCommand,
): Record<string, Expression | undefined> {
  const found: Record<string, Expression | undefined> = {};
  const parameters = Object.keys(spec.parameters).filter((name) =>
    reader.grammar.atLeast(spec.parameters[name]?.since ?? "6"),
  );
  for (;;) {
    reader.skipBlanks();
    if (endsArguments(reader)) return found;
    const start = reader.at;
    const given = namedParameter(reader, parameters) ?? flag(reader, spec, parameters);
    const parameter = given ?? spec.unnamed.find((name) => !(name in found) && parameters.includes(name));
    if (parameter === undefined || parameter in found) reader.fail("expected end of command", start);
    const { kind } = spec.parameters[parameter] as Parameter;
    found[parameter] = argument(reader, kind, given !== undefined);
    if (reader.at === start) reader.fail("syntax error");
    if (scoped.has(command) && (kind === "name" || kind === "names")) declareNames(reader, found[parameter]);
    if (kind === "target") checkDeclared(reader, found[parameter], start);
  }
}

function namedParameter(reader: Reader, parameters: readonly string[]): string | undefined {
  const start = reader.at;
  const written = takeName(reader);
  if (written === undefined) return undefined;
  if (parameters.includes(written)) return written;
  const [found, ...others] = parameters.filter((name) => name.startsWith(written));
  if (found === undefined || others.length > 0) reader.fail("expected end of command", start);
  return found;
}

const flagWord = /[a-z-]+(?=[ \t\r\n;\]})#]|$)/y;

function flag(reader: Reader, spec: ScriptingCommand, parameters: readonly string[]): string | undefined {
  const word = reader.match(flagWord)?.[0];
  if (word === undefined || !parameters.includes(word) || spec.parameters[word]?.kind !== "flag")
    return undefined;
  reader.at += word.length;
  return word;
}

function argument(reader: Reader, kind: Parameter["kind"], named: boolean): Expression {
  if (named) reader.skipBlanks();
  switch (kind) {
    case "flag":
      return { kind: "literal", text: "yes", type: "bool", start: reader.at, end: reader.at };
    case "block":
      return reader.char === "{" ? blockValue(reader) : plainValue(reader, named);
    case "name":
      return variableName(reader);
    case "names":
      return variableNames(reader);
    case "target":
      return reader.char === "(" ? parenthesised(reader, undefined) : variableName(reader);
    case "value":
      return plainValue(reader, named);
  }
}

const plainValue = (reader: Reader, named: boolean): Expression =>
  named ? namedValue(reader) : value(reader);

const bareName = /[A-Za-z0-9_]+/y;

/** A name, quoted if it has more than letters and digits. `:set $x` is taken for `:set x`. */
function variableName(reader: Reader): Expression {
  const start = reader.at;
  if (reader.char === "$") {
    const found = variable(reader);
    return found.kind === "variable" ? found : reader.fail("syntax error", start);
  }
  const name = reader.char === '"' ? plainString(reader) : reader.take(bareName);
  if (name === undefined || name === "" || reserved.has(name)) return reader.fail("syntax error", start);
  if (reader.char !== "" && !/[ \t\r\n;,)\]}{#]/.test(reader.char)) reader.fail("expected end of command");
  return { kind: "variable", name, bare: true, start, end: reader.at };
}

const reserved = new Set(["and", "or", "in"]);

/** `k,v` */
function variableNames(reader: Reader): Expression {
  const start = reader.at;
  const items = [variableName(reader)];
  for (;;) {
    const at = reader.at;
    reader.skipBlanks();
    if (!reader.accept(",")) {
      reader.at = at;
      break;
    }
    reader.skipBlanks();
    items.push(variableName(reader));
    reader.checkChain(items.length);
  }
  if (items.length === 1) return items[0] as Expression;
  return { kind: "list", items, joins: false, start, end: reader.at };
}

function declareNames(reader: Reader, names: Expression | undefined): void {
  for (const item of names?.kind === "list" ? names.items : [names]) {
    if (item?.kind === "variable") reader.declare(item.name);
  }
}

/**
 * `:set` of a name that was never declared is an error of the whole script. Written with `$` it may be a parameter,
 * as in scripts that run.
 */
function checkDeclared(reader: Reader, target: Expression | undefined, start: number): void {
  if (reader.source[start] === "$") return;
  let base = target;
  while (base?.kind === "binary" && base.operator === "->") base = base.left;
  if (base?.kind !== "variable" || !reader.isDeclared(base.name)) reader.fail("syntax error", start);
}
