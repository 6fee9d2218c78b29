import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { printed } from "../support/office";
import { tarball } from "../support/tarballs";
import { type PackageManager, packageManagers } from "../support/toolchain";
import { type FreshProject, freshProject } from "./fresh-project";
import { legsOfEveryRun } from "./legs";

/** Where the engine is within reach of `pulumi-routeros` in spite of the project that does not list it. */
const cases: readonly { readonly what: string; readonly within: boolean }[] = [
  { what: "npm told to leave peers alone does not install it at all", within: false },
  { what: "pnpm installs it, out of the project's reach", within: true },
];

async function managerOf(within: boolean): Promise<PackageManager> {
  if (!within) return packageManagers.npmWithoutPeers;
  const { name, file } = await tarball("pulumi-routeros-provider");
  return packageManagers.pnpmWithOverride(name, file);
}

for (const [index, { what, within }] of cases.entries()) {
  describe(`a project that does not list pulumi-routeros-provider: ${what}`, () => {
    let fresh: FreshProject;

    before(async () => {
      const leg = legsOfEveryRun[index];
      assert.ok(leg);
      fresh = await freshProject({ leg, manager: await managerOf(within), lists: ["pulumi-routeros"] });
    });

    after(() => fresh?.office.close());

    it("is told the command that installs it, and nothing reaches the router", async () => {
      const { project, router } = fresh.office;
      const modules = path.join(project.folder, "node_modules");
      assert.ok(!fs.existsSync(path.join(modules, "pulumi-routeros-provider")));
      const beside = path.join(fs.realpathSync(path.join(modules, "pulumi-routeros")), "..");
      assert.equal(fs.existsSync(path.join(beside, "pulumi-routeros-provider")), within);

      const up = await project.up([], { env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } });
      assert.notEqual(up.code, 0, printed(up));
      const { version } = await tarball("pulumi-routeros-provider");
      const text = printed(up);
      assert.ok(text.includes(`npm install pulumi-routeros-provider@${version}`), text);
      assert.ok(text.includes(project.folder), text);
      assert.equal(router.commands.count, 0);
    });
  });
}
