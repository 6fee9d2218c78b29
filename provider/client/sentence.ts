import { RouterOsError } from "../session/errors";
import type { Command } from "./contract";
import { longestWord } from "./repairs/transmitter";

type Sentence = Pick<Command, "path" | "attributes" | "queries">;

/** A word for a message: its name without its value, which may be a secret. */
function shown(word: string): string {
  const border = word.indexOf("=", 1);
  return border === -1 ? word.slice(0, 40) : `${word.slice(0, border)}=…`;
}

/**
 * The words of a command, without its tag. Order of query words matters to RouterOS, so they stay as given.
 *
 * Throws a `RouterOsError` of category `rejected` for what could not be a command of the API, before anything is
 * sent.
 */
export function sentenceOf({ path, attributes = {}, queries = [] }: Sentence): string[] {
  const refuse = (problem: string): never => {
    throw new RouterOsError("rejected", `The command ${path || '""'} was not sent: ${problem}.`);
  };
  if (!path.startsWith("/")) refuse("its path must begin with a slash");
  for (const name of Object.keys(attributes)) {
    if (name === "" || name.includes("=")) refuse(`"${name}" cannot be the name of an attribute`);
  }
  for (const query of queries) {
    if (!query.startsWith("?")) refuse(`the query word "${shown(query)}" must begin with a question mark`);
  }
  const words = [path, ...Object.entries(attributes).map(([name, value]) => `=${name}=${value}`), ...queries];
  for (const word of words) {
    if (Buffer.byteLength(word, "utf8") > longestWord) {
      refuse(
        `"${word.slice(0, 40)}…" is longer than the ${longestWord} bytes that a word of the API can have`,
      );
    }
  }
  return words;
}
