/** A command line: its path, the command, and what follows. */
import { callArguments, menuArguments } from "./arguments";
import { block } from "./brackets";
import type { Reader } from "./reader";
import { scripting } from "./scripting";
import type { Statement } from "./tree";

const pathWord = /\.\.|[A-Za-z0-9_][A-Za-z0-9_-]*/y;
/** What may stand behind a word of a path. */
const endsWord = /^$|[ \t\r\n;)\]}{("$[#\\/=]|\u00c2/;
const nextWord = /[ \t]+([A-Za-z0-9_][A-Za-z0-9_-]*)(?![A-Za-z0-9_=.:/-])/y;

/** Reads `[:|/][path] command …`. */
export function command(reader: Reader): Statement {
  const start = reader.at;
  const menu = reader.accept(":") || reader.char === "/" ? "" : reader.menu;
  const slash = reader.accept("/");
  reader.skipBlanks();
  if (slash && reader.match(pathWord) === null) return enter(reader, start, "");
  return walk(reader, start, menu);
}

function walk(reader: Reader, start: number, from: string): Statement {
  let menu = from;
  for (let first = true; ; first = false) {
    const at = reader.at;
    const word = reader.take(pathWord);
    if (word === undefined || reader.char === "=") {
      reader.at = at;
      // What stands behind a menu is no command: braces enter it, anything else is an error.
      return first ? reader.fail("syntax error") : enter(reader, start, menu);
    }
    const step =
      word === ".." ? ({ is: "menu", path: parentOf(menu) } as const) : reader.grammar.step(menu, word);
    if (step.is !== "menu" && !endsWord.test(reader.char)) return reader.fail("syntax error");
    if (step.is === "scripting") return scripting(reader, start, step.name);
    if (step.is === "command") return menuCommand(reader, start, menu, step.name);
    if (step.is === "unknown" && !leadsOn(reader, menu, step.certain, at))
      return unknown(reader, start, menu, word, step.certain);
    menu = step.is === "menu" ? step.path : `${menu}/${word}`;
    reader.accept("/");
    reader.skipBlanks();
  }
}

const parentOf = (menu: string): string => menu.slice(0, Math.max(0, menu.lastIndexOf("/")));

/** A word that is not known is a menu if a slash or a word that is a command follows. */
function leadsOn(reader: Reader, menu: string, certain: boolean, at: number): boolean {
  if (reader.char === "/") {
    // Nothing can be entered that is not there.
    if (certain) reader.fail("syntax error");
    return true;
  }
  if (certain) return false;
  const word = reader.source.slice(at, reader.at);
  const next = reader.match(nextWord)?.[1];
  if (next === undefined) return false;
  return reader.grammar.step(`${menu}/${word}`, next).is === "command";
}

function menuCommand(reader: Reader, start: number, menu: string, name: string): Statement {
  const found = menuArguments(reader, menu, name);
  return { kind: "menu", menu, command: name, ...found, start, end: reader.at };
}

/** RouterOS finds out that there is no such command when it gets there; the rest of the line has to be in order. */
function unknown(reader: Reader, start: number, menu: string, word: string, certain: boolean): Statement {
  if (certain || menu === "") {
    const found = callArguments(reader);
    return { kind: "bad", word, menu, arguments: found, start, end: reader.at };
  }
  return menuCommand(reader, start, menu, word);
}

/** What may stand behind a menu that is entered. */
const endsMenu = /^$|[;\r\n)\]}#]/;

function enter(reader: Reader, start: number, menu: string): Statement {
  if (reader.char === "{") {
    const outer = reader.menu;
    reader.menu = menu;
    const inner = block(reader);
    reader.menu = outer;
    return { kind: "enter", menu, block: inner, start, end: reader.at };
  }
  if (!endsMenu.test(reader.char)) reader.fail("expected command name");
  reader.menu = menu;
  return { kind: "enter", menu, block: undefined, start, end: reader.at };
}
