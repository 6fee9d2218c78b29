/** What a user does with a project that has the packages installed, from the first type-check to `destroy`. */
import assert from "node:assert/strict";
import * as path from "node:path";
import { type CliResult, startCli } from "../support/cli-run";
import { assertCode, configurationOf, printed } from "../support/office";
import { REPOSITORY } from "../support/package-links";
import { environmentOn, packageManagers } from "../support/toolchain";
import { type FreshProject, freshProject } from "./fresh-project";
import type { Leg } from "./legs";

const resources = 9;
/** One type-check by the SDK, in the first `up`, is as a user has it; more of them only take time. */
const quick = { env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" } };

export function describeLife(leg: Leg, which: string): void {
  const { manager, node, sdk } = leg;
  describe(`the tarballs, installed by ${manager} on Node ${node} with SDK ${sdk} (${which})`, () => {
    let fresh: FreshProject;
    let untouched: ReturnType<typeof configurationOf>;

    before(async () => {
      fresh = await freshProject({ leg, manager: packageManagers[manager] });
      untouched = configurationOf(fresh.office.router);
    });

    after(() => fresh?.office.close());

    function tsc(...options: string[]): Promise<CliResult> {
      const { folder } = fresh.office.project;
      const compiler = path.join(folder, "node_modules", "typescript", "bin", "tsc");
      const program = path.join(fresh.node, "node");
      return startCli(program, [compiler, ...options], { cwd: folder, env: environmentOn(fresh.node) }).done;
    }

    it("have types that a strict program passes, and that refuse a property which RouterOS has not", async () => {
      // The declarations themselves are checked here and not in each `up`: those of the SDK take seconds.
      assertCode(await tsc("--noEmit", "--skipLibCheck", "false"), 0, "tsc");
    });

    it("are applied by a first up, and a second up finds nothing to do", async () => {
      const { project, router } = fresh.office;
      const first = await project.up();
      assertCode(first, 0, "up");
      assert.match(first.stdout, new RegExp(`\\+ ${resources + 1} created`));
      const second = await project.up(["--expect-no-changes"], quick);
      assertCode(second, 0, "second up");
      const outputs = await project.outputs();
      assert.equal(outputs.routerVersion, router.version);
    });

    it(`are what ran, on Node ${node}, and nothing of the repository`, async () => {
      const { project } = fresh.office;
      const { node: ranOn, sdk: ranWith, places } = await project.outputs();
      assert.match(String(ranOn), new RegExp(`^v${node}\\.`));
      assert.equal(ranWith, sdk);
      assert.ok(Array.isArray(places) && places.length === 2);
      for (const place of places) {
        assert.ok(
          String(place).startsWith(project.folder + path.sep),
          `${place} is not in ${project.folder}`,
        );
        assert.ok(!String(place).startsWith(REPOSITORY + path.sep), `${place} is in the repository`);
      }
    });

    it("show in a plain preview what was changed by hand, take it up by refresh, and repair it", async () => {
      const { project, router } = fresh.office;
      const rule = router.config.print("/ip/firewall/mangle").find(({ comment }) => comment === "second");
      assert.ok(rule?.[".id"], "the rule is on the router");
      router.config.set("/ip/firewall/mangle", rule[".id"], { disabled: "yes" });

      const drift = await project.preview(["--expect-no-changes"], quick);
      assertCode(drift, 7, "preview after a change by hand");
      assert.match(printed(drift), /disabled/);

      assertCode(await project.refresh([], quick), 0, "refresh");
      const repair = await project.up([], quick);
      assertCode(repair, 0, "up after a change by hand");
      assert.match(repair.stdout, /~ 1 updated/);
      assertCode(await project.preview(["--expect-no-changes"], quick), 0, "preview after the repair");
    });

    it("leave the router as it was when the stack is destroyed", async () => {
      assertCode(await fresh.office.project.destroy([], quick), 0, "destroy");
      assert.deepEqual(configurationOf(fresh.office.router), untouched);
    });
  });
}
