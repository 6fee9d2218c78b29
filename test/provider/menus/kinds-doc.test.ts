import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { menus } from "../../../provider/menus";
import { comments, kindsDocument } from "../../../tools/menus-doc";

describe("docs/kinds.md", () => {
  it("has a comment for every property of every kind", () => {
    const byKind = comments();
    const bare = Object.entries(menus).flatMap(([kind, menu]) =>
      Object.keys(menu.properties)
        .filter((name) => !byKind.get(kind)?.get(name))
        .map((name) => `${kind}.${name}`),
    );
    assert.deepEqual(bare, []);
  });

  it("is up to date", () => {
    const file = path.join(__dirname, "../../../docs/kinds.md");
    assert.equal(
      readFileSync(file, "utf8"),
      kindsDocument(),
      "write it again: npx ts-node tools/menus-doc.ts > docs/kinds.md",
    );
  });
});

describe("the types of the arguments", () => {
  it("carry the comments of a menu's own and of shared properties to editors", () => {
    const file = path.join(__dirname, "args.types.ts");
    const program = ts.createProgram([file], {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
      strict: true,
      noEmit: true,
      types: [],
    });
    const checker = program.getTypeChecker();
    const source = program.getSourceFile(file) ?? assert.fail(file);
    const module = checker.getSymbolAtLocation(source) ?? assert.fail("no module");
    const mangle = checker.getExportsOfModule(module).find((each) => each.name === "mangle");
    const type = checker.getTypeOfSymbolAtLocation(mangle ?? assert.fail("no mangle"), source);
    const shown = (name: string) =>
      ts.displayPartsToString(type.getProperty(name)?.getDocumentationComment(checker));
    assert.match(shown("newRoutingMark"), /routing\/table/);
    assert.match(shown("dstPort"), /Destination ports/);
    assert.match(shown("chain"), /Chain the rule stands in/);
  });
});
