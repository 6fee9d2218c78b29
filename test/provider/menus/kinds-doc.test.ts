import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { menus } from "../../../provider/menus";
import { comments, kindsDocument } from "../../../tools/menus-doc";

describe("docs/kinds.md", () => {
  it("has a comment for every property of every kind", function () {
    this.timeout(30_000);
    const byKind = comments();
    const bare = Object.entries(menus).flatMap(([kind, menu]) =>
      Object.keys(menu.properties)
        .filter((name) => !byKind.get(kind)?.get(name))
        .map((name) => `${kind}.${name}`),
    );
    assert.deepEqual(bare, []);
  });

  it("is up to date", function () {
    this.timeout(30_000);
    const file = path.join(__dirname, "../../../docs/kinds.md");
    assert.equal(
      readFileSync(file, "utf8"),
      kindsDocument(),
      "write it again: npx ts-node tools/menus-doc.ts > docs/kinds.md",
    );
  });
});
