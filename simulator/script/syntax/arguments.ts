/** The arguments of calls, of menu commands, and of commands that are not known. */
import { blockValue } from "./brackets";
import { conditions } from "./expressions";
import type { Reader } from "./reader";
import { plainString } from "./strings";
import type { Argument, Expression } from "./tree";
import { value } from "./values";

const argumentName = /[A-Za-z0-9_.][A-Za-z0-9_.-]*(?==)/y;
const negatedName = /![A-Za-z0-9_.][A-Za-z0-9_.-]*(?=[ \t\r\n;\]})=#]|$)/y;
/** `on-error {…}`: the old form without `=`. */
const oldBlockName = /(?:do|else|on-error)(?=[ \t]+\{)/y;
const flagName = /[A-Za-z][A-Za-z0-9-]*(?=[ \t\r\n;\]})#]|$)/y;
const whereWord = /where(?=[ \t\r\n;\]})(!"$#[]|$)/y;

export function endsArguments(reader: Reader): boolean {
  return reader.atEnd || /[;\r\n)\]}#]/.test(reader.char);
}

/** What stands behind `name=`; nothing is an empty value. */
export function namedValue(reader: Reader): Expression {
  reader.skipBlanks();
  if (endsArguments(reader)) return { kind: "text", text: "", start: reader.at, end: reader.at };
  return value(reader);
}

/** The name of a named argument, its `=` read; undefined, and nothing read, where there is none. */
export function takeName(reader: Reader): string | undefined {
  const name = reader.take(argumentName);
  if (name !== undefined) {
    reader.at += 1;
    return name;
  }
  const old = reader.take(oldBlockName);
  if (old !== undefined) reader.skipBlanks();
  return old;
}

/** `$f 1 "two" name=3` */
export function callArguments(reader: Reader): Argument[] {
  const found: Argument[] = [];
  for (;;) {
    reader.skipBlanks();
    if (endsArguments(reader)) return found;
    const start = reader.at;
    const name = takeName(reader) ?? quotedName(reader);
    const argument = name === undefined ? value(reader) : calledWith(reader);
    if (reader.at === start) reader.fail("syntax error");
    found.push({ name, value: argument, start, end: reader.at });
  }
}

const emptyBlock = /\{[ \t\r\n]*\}/y;

/** What a call is given by name may be a function that does nothing. */
function calledWith(reader: Reader): Expression {
  reader.skipBlanks();
  return reader.match(emptyBlock) === null ? namedValue(reader) : blockValue(reader);
}

/** `"any name"=value` */
function quotedName(reader: Reader): string | undefined {
  if (reader.char !== '"' || !/^"[^"\\$]*"=/.test(reader.source.slice(reader.at, reader.at + 200)))
    return undefined;
  const name = plainString(reader);
  reader.at += 1;
  return name;
}

export interface MenuArguments {
  readonly arguments: Argument[];
  readonly where: Expression | undefined;
}

/** The arguments of a menu's command. Its current menu is this one while they are read. */
export function menuArguments(reader: Reader, menu: string, command: string): MenuArguments {
  const found: Argument[] = [];
  const outer = reader.menu;
  reader.menu = menu;
  const where = readMenuArguments(reader, menu, command, found);
  reader.menu = outer;
  return { arguments: found, where };
}

function readMenuArguments(
  reader: Reader,
  menu: string,
  command: string,
  found: Argument[],
): Expression | undefined {
  const { grammar } = reader;
  const unnamed = [...(grammar.unnamed(menu, command) ?? [])];
  const knowsUnnamed = grammar.unnamed(menu, command) !== undefined;
  for (;;) {
    reader.skipBlanks();
    if (endsArguments(reader)) return undefined;
    const start = reader.at;
    if (reader.take(whereWord) !== undefined) return conditionsBehindWhere(reader, menu);
    if (command === "find") return conditions(reader, menu);
    const argument = named(reader, menu, command) ?? flagged(reader, menu, command);
    if (argument !== undefined) {
      const { name } = argument;
      if (found.some((other) => other.name === name)) reader.fail("expected end of command", start);
      const place = unnamed.indexOf(name as string);
      if (place >= 0) unnamed.splice(place, 1);
      found.push(argument);
      continue;
    }
    const name = unnamed.shift();
    if (name === undefined && knowsUnnamed) reader.fail("expected end of command");
    found.push({ name, value: value(reader), start, end: reader.at });
    if (reader.at === start) reader.fail("syntax error");
  }
}

function conditionsBehindWhere(reader: Reader, menu: string): Expression | undefined {
  const start = reader.at;
  const found = conditions(reader, menu);
  return found ?? reader.fail("missing value for where", start);
}

function named(reader: Reader, menu: string, command: string): Argument | undefined {
  const start = reader.at;
  const negated = reader.take(negatedName);
  if (negated !== undefined) {
    reader.accept("=");
    const name = reader.grammar.argument(menu, command, negated.slice(1));
    if (name === undefined) reader.fail("expected end of command", start);
    return { name, value: undefined, negated: true, start, end: reader.at };
  }
  const written = takeName(reader);
  if (written === undefined) return undefined;
  const name = reader.grammar.argument(menu, command, written);
  if (name === undefined) reader.fail("expected end of command", start);
  return { name, value: namedValue(reader), start, end: reader.at };
}

function flagged(reader: Reader, menu: string, command: string): Argument | undefined {
  const start = reader.at;
  const word = reader.match(flagName)?.[0];
  if (word === undefined || !reader.grammar.isFlag(menu, command, word)) return undefined;
  reader.at += word.length;
  return { name: word, value: undefined, start, end: reader.at };
}
