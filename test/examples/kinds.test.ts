import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { resourceKinds } from "../../src/resources/kinds";
import { REPOSITORY } from "../support/package-links";

const examples = path.join(REPOSITORY, "examples");
const textOf = (...parts: string[]) => fs.readFileSync(path.join(examples, ...parts), "utf8");

describe("the examples", () => {
  const folders = fs
    .readdirSync(examples, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it("use each kind of resource at least once in raw-resources", () => {
    const program = textOf("raw-resources", "index.ts");
    const missing = [...Object.keys(resourceKinds), "RuleOrder"].filter(
      (kind) => !program.includes(`new ${kind}(`),
    );
    assert.deepEqual(missing, []);
  });

  for (const folder of folders) {
    it(`${folder} is a whole project that refreshes always and lists the packages of this repository`, () => {
      assert.match(textOf(folder, "Pulumi.yaml"), /^options:\n {2}refresh: always$/m);
      assert.match(textOf(folder, "README.md"), /pulumi preview --expect-no-changes/);
      const manifest = JSON.parse(textOf(folder, "package.json"));
      const { version, devDependencies } = JSON.parse(
        fs.readFileSync(path.join(REPOSITORY, "package.json"), "utf8"),
      );
      assert.deepEqual(manifest.dependencies, {
        "@pulumi/pulumi": devDependencies["@pulumi/pulumi"],
        "pulumi-routeros": version,
        "pulumi-routeros-provider": version,
      });
      for (const [name, wanted] of Object.entries(manifest.devDependencies)) {
        assert.equal(wanted, devDependencies[name], `${name} as in the repository`);
      }
    });
  }
});
