import type { CommandRequest, PrintedRow, RouterOsVersion, Trap } from "../config/contract";
import { decodeText, encodeText } from "./text";
import { encodeSentence } from "./words";

/** A command sentence taken apart; nothing is looked up yet. */
export interface ApiCommand extends CommandRequest {
  /** The command word as sent: `/ip/address/getall`. */
  readonly path: string;
  /** `.tag`; `""` when there is none or an empty one. */
  readonly tag: string;
  /** Words that are neither attribute, query nor `.tag`. */
  readonly strayWords: readonly string[];
}

/** @param words at least one */
export function parseCommand(words: readonly Buffer[]): ApiCommand {
  const [path = "", ...rest] = words.map(decodeText);
  const slash = path.lastIndexOf("/");
  const command = path.slice(slash + 1);
  const args: [string, string][] = [];
  const queries: string[] = [];
  const strayWords: string[] = [];
  let tag = "";
  for (const word of rest) {
    if (word.startsWith("=")) args.push(splitAttribute(word));
    else if (word.startsWith("?")) queries.push(word.slice(1));
    else if (word.startsWith(".tag=")) tag = word.slice(".tag=".length);
    else strayWords.push(word);
  }
  return {
    path,
    menu: path.slice(0, Math.max(0, slash)),
    // `getall` exists only in the API and is `print`.
    command: command === "getall" ? "print" : command,
    arguments: args,
    queries,
    tag,
    strayWords,
  };
}

/** `=name=value`: the value may hold `=`; a flag-like argument may come without its second `=`. */
function splitAttribute(word: string): [string, string] {
  const border = word.indexOf("=", 1);
  return border < 0 ? [word.slice(1), ""] : [word.slice(1, border), word.slice(border + 1)];
}

export function argumentOf(command: CommandRequest, name: string): string | undefined {
  return command.arguments.find(([given]) => given === name)?.[1];
}

/** The reply sentences of one command: `.tag` goes on every one of them, an empty tag on none. */
export interface Replies {
  row(row: PrintedRow): Buffer;
  empty(): Buffer;
  trap(trap: Trap): Buffer;
  done(ret?: string): Buffer;
}

export function repliesFor(tag: string): Replies {
  const tagWords = tag === "" ? [] : [`.tag=${tag}`];
  const sentence = (word: string, attributes: readonly string[]) =>
    encodeSentence([word, ...attributes, ...tagWords].map(encodeText));
  return {
    row: (row) =>
      sentence(
        "!re",
        Object.entries(row).map(([name, value]) => `=${name}=${value}`),
      ),
    empty: () => sentence("!empty", []),
    trap: ({ message, category }) =>
      sentence("!trap", [
        ...(category === undefined ? [] : [`=category=${category}`]),
        `=message=${message}`,
      ]),
    done: (ret) => sentence("!done", ret === undefined ? [] : [`=ret=${ret}`]),
  };
}

/** `!fatal` belongs to no command, and its reason is a bare word. */
export function fatalSentence(reason: string): Buffer {
  return encodeSentence(["!fatal", reason].map(encodeText));
}

const firstWithEmpty = [7, 18];

/** `!empty` came with 7.18; before, a `print` without rows is answered by `!done` alone. */
export function sendsEmpty(version: RouterOsVersion): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [emptyMajor = 0, emptyMinor = 0] = firstWithEmpty;
  return major > emptyMajor || (major === emptyMajor && minor >= emptyMinor);
}
