/** Text to tree. */
import type { RouterOsVersion } from "../../config/contract";
import { bytesOf } from "./bytes";
import { grammarOf } from "./grammar";
import { Reader } from "./reader";
import { statements } from "./statements";
import type { Script } from "./tree";

export interface ParseOptions {
  readonly version: RouterOsVersion;
  /** The menu that the first command is in. Default: the root. */
  readonly menu?: string;
  /** Names that are declared already: variables given to the script, globals at a console. */
  readonly declared?: Iterable<string>;
}

/**
 * Parses a whole script.
 *
 * @throws ParseFailure in RouterOS's words, with line and column; nothing of the script may run then
 */
export function parseScript(text: string, options: ParseOptions): Script {
  return parseBytes(bytesOf(text), options);
}

/** The same for text that is bytes already: a string of the language. */
export function parseBytes(source: string, { version, menu = "", declared = [] }: ParseOptions): Script {
  const reader = new Reader(source, grammarOf(version));
  reader.menu = menu;
  for (const name of declared) reader.declare(name);
  // A byte order mark is no part of the script.
  if (source.startsWith("\u00ef\u00bb\u00bf")) reader.at = 3;
  const found = statements(reader, "");
  if (!reader.atEnd) reader.fail("syntax error");
  return { source, statements: found, menu: reader.menu };
}
