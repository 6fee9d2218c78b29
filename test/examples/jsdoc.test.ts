import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { REPOSITORY } from "../support/package-links";
import { mistakesIn } from "../support/type-check";

interface Example {
  /** Relative to the repository. */
  readonly source: string;
  /** The class or function that the comment stands before. */
  readonly name: string;
  readonly code: string;
}

/** The `@example` blocks of a file. */
function examplesIn(source: string): readonly Example[] {
  const file = ts.createSourceFile(
    source,
    fs.readFileSync(path.join(REPOSITORY, source), "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  return file.statements.flatMap((statement) =>
    ts
      .getJSDocTags(statement)
      .filter(({ tagName }) => tagName.text === "example")
      .map(({ comment }) => ({
        source,
        name: (statement as ts.ClassDeclaration).name?.text ?? "",
        code: ts.getTextOfJSDocComment(comment) ?? "",
      })),
  );
}

const publicSources = [
  "src/router.ts",
  "src/failover/args/parse.ts",
  "src/failover/component/dual-wan-failover.ts",
  ...fs.readdirSync(path.join(REPOSITORY, "src/resources")).map((file) => `src/resources/${file}`),
];

/** What the package exports as values. */
function exportedNames(): readonly string[] {
  return Object.keys(require("../../src/index"));
}

/** As a user would write it: with the imports that it needs. `void` stands for using what it declares. */
function programOf({ code }: Example): string {
  const names = exportedNames().filter((name) => new RegExp(`\\b${name}\\b`).test(code));
  return [
    'import * as pulumi from "@pulumi/pulumi";',
    `import { ${names.join(", ")} } from "pulumi-routeros";`,
    "export async function example(): Promise<void> {",
    "void pulumi;",
    code,
    "}",
  ].join("\n");
}

describe("the examples in the documentation comments", () => {
  const examples = publicSources.flatMap(examplesIn);
  const fileOf = (name: string) => path.join(REPOSITORY, "src", `example-of-${name}.ts`);

  it("exist for every class of a resource and for getRouter", () => {
    const documented = new Set(examples.map(({ name }) => name));
    const expected = exportedNames().filter(
      (name) => /^[A-Z]/.test(name) && name !== "MenuResource" && !documented.has(name),
    );
    assert.deepEqual(expected, []);
    assert.ok(documented.has("getRouter"));
  });

  it("are programs without a type error", function () {
    this.timeout(60_000);
    assert.deepEqual(mistakesIn(new Map(examples.map((one) => [fileOf(one.name), programOf(one)]))), []);
  });

  it("would be caught with a mistake in them", function () {
    this.timeout(60_000);
    const [script] = examples.filter(({ name }) => name === "Script");
    assert.ok(script);
    const wrong = { ...script, code: script.code.replace("source:", "sauce:") };
    assert.match(mistakesIn(new Map([[fileOf("Script"), programOf(wrong)]])).join("\n"), /sauce/);
  });
});
