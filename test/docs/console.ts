/** Lines of a RouterOS terminal, as the documents show them, typed at the simulated router. */
import type { PrintedRow } from "../../simulator/config/contract";
import type { SimulatedRouter } from "../../simulator/index";

/** The argument that a word without a name is, by command. */
const positional: Readonly<Record<string, string>> = { set: "numbers", sign: "number" };
/** Words that switch something on. */
const flags = new Set(["detail"]);

/** Words between blanks; quotes hold one together. */
const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replace(/"/g, ""));

export interface ConsoleCommand {
  readonly menu: string;
  readonly command: string;
  readonly arguments: readonly (readonly [name: string, value: string])[];
  readonly queries: readonly string[];
}

/** `/ip/service/set` and, as older versions have it, `/ip service set`. */
const start = /^(\/[a-z-]+(?:[/ ][a-z-]+)*?)[/ ](add|set|sign|print)(?= |$)/;

/** One line. @throws Error for what this does not understand: nothing is left out. */
export function parseLine(line: string): ConsoleCommand {
  const [opening, path, command] = start.exec(line) ?? [];
  if (opening === undefined || path === undefined || command === undefined)
    throw new Error(`${line}: no command of a menu`);
  const menu = path.replace(/ /g, "/");
  const words = wordsOf(line.slice(opening.length));
  const where = words.indexOf("where");
  const given = where < 0 ? words : words.slice(0, where);
  const queries = where < 0 ? [] : words.slice(where + 1);
  if (queries.some((query) => !/^[\w-]+=./.test(query)))
    throw new Error(`${line}: only name=value after where`);
  const named = given.map((word): [string, string] => {
    const border = word.indexOf("=");
    if (border > 0) return [word.slice(0, border), word.slice(border + 1)];
    if (flags.has(word)) return [word, ""];
    const name = positional[command];
    if (name === undefined) throw new Error(`${line}: the word ${word} of ${command}`);
    return [name, word];
  });
  return { menu, command, arguments: named, queries };
}

/** Types the lines in as the router's administrator; answers what the last one prints. */
export async function typeIn(
  router: SimulatedRouter,
  lines: readonly string[],
): Promise<readonly PrintedRow[]> {
  const admin = router.plane.login("admin", "", "console", "");
  if (admin === undefined) throw new Error("the router's user admin has a password");
  let rows: PrintedRow[] = [];
  for (const line of lines) {
    rows = [];
    const output = { row: (row: PrintedRow) => void rows.push(row), signal: new AbortController().signal };
    await router.plane.execute(parseLine(line), admin, output).catch((error: Error) => {
      throw new Error(`${line}: ${error.message}`);
    });
  }
  router.plane.logout(admin);
  return rows;
}
