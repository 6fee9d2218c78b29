import assert from "node:assert/strict";
import * as path from "node:path";
import { REPOSITORY } from "../support/package-links";
import { mistakesIn } from "../support/type-check";
import { blocksIn, documents } from "./documents";

/** Part of a program, as the text around it says: its imports stay at the top, the rest may wait for something. */
function programOf(text: string): string {
  const lines = text.split("\n");
  const imports = lines.filter((line) => line.startsWith("import "));
  const rest = lines.filter((line) => !line.startsWith("import "));
  if (!rest.some((line) => /\bawait /.test(line))) return `${text}\nexport {};\n`;
  return [...imports, "export async function part() {", ...rest, "}"].join("\n");
}

describe("the TypeScript of the documents", () => {
  const blocks = documents()
    .flatMap(blocksIn)
    .filter(({ language }) => language === "ts");
  const fileOf = (index: number) => path.join(REPOSITORY, "src", `block-${index}-of-the-documents.ts`);

  it("has no type error", function () {
    this.timeout(60_000);
    assert.ok(blocks.length >= 2, `${blocks.length} blocks`);
    assert.deepEqual(
      mistakesIn(new Map(blocks.map(({ text }, index) => [fileOf(index), programOf(text)]))),
      [],
    );
  });

  it("would be caught with one", function () {
    this.timeout(60_000);
    const program = blocks
      .find(({ document, text }) => document === "README.md" && text.includes("chain:"))
      ?.text.replace("chain:", "chains:");
    assert.match(mistakesIn(new Map([[fileOf(0), program ?? ""]])).join("\n"), /chains/);
  });
});
