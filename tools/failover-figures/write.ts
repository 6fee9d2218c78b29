/** Puts figures where readers find them. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { figuresDocument, markdown, type Tables, withTable } from "./table";

/**
 * Writes docs/figures.md, and the rows for it into README.md.
 *
 * @param root of the checkout
 * @throws Error if the README has no place for a table; nothing is written then
 */
export function writeFigures(root: string, tables: Tables): void {
  const readme = join(root, "README.md");
  const shown = tables.script.filter(({ row }) => row.inReadme === true);
  const text = withTable(readFileSync(readme, "utf8"), markdown(shown));
  writeFileSync(join(root, "docs/figures.md"), figuresDocument(tables));
  writeFileSync(readme, text);
}
