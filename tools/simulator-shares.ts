/**
 * Writes the generated tables of `docs/simulator.md` (shares of sources, menus written by hand).
 *
 *     npx ts-node tools/simulator-shares.ts
 */
import { readFileSync, writeFileSync } from "node:fs";
import { handwrittenTable, sharesTable } from "../simulator/config/schema/shares";

const tables: Readonly<Record<string, () => string>> = { shares: sharesTable, handwritten: handwrittenTable };

/** The text with the content between `<!-- name:begin -->` and `<!-- name:end -->` made anew. Throws if marks are missing. */
export function withTables(text: string): string {
  let result = text;
  for (const [name, make] of Object.entries(tables)) {
    const begin = `<!-- ${name}:begin -->\n`;
    const end = `\n<!-- ${name}:end -->`;
    const from = result.indexOf(begin);
    const to = result.indexOf(end);
    if (from < 0 || to < from)
      throw new Error(`docs/simulator.md: the marks ${name}:begin and ${name}:end are missing`);
    result = result.slice(0, from + begin.length) + make() + result.slice(to);
  }
  return result;
}

if (require.main === module) {
  const path = "docs/simulator.md";
  writeFileSync(path, withTables(readFileSync(path, "utf8")));
}
