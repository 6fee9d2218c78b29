/** The suite leaves nothing on a router that belongs to somebody else. */
import assert from "node:assert/strict";
import { isMarked, menuFor } from "./arguments";
import { openWorkshop } from "./bench";
import { greTunnel } from "./fixtures/gre-tunnel";
import { pppoeClient } from "./fixtures/pppoe-client";
import { leavesRouterAsItWas } from "./somebodys-router";
import { simulatedTarget } from "./targets/simulated";

// Without the walks through single properties, which take a minute: `npm run conformance` has them.
leavesRouterAsItWas("^((?!: set, changed,).)*$", 450);

describe("a router after a scenario that failed", () => {
  it("has no row of the suite, whatever the scenario did", async () => {
    const target = await simulatedTarget("7.22.3");
    const workshop = openWorkshop(target);
    try {
      for (const fixture of [pppoeClient, greTunnel]) {
        await workshop.prepare(fixture);
        const failing = workshop.run(fixture, async (bench) => {
          await bench.stack().up(bench.program(bench.full));
          await bench.row();
          throw new Error("as a scenario does");
        });
        await assert.rejects(failing, /as a scenario does/);
        await workshop.tidy(fixture);
        for (const { path } of [menuFor(fixture), ...fixture.prerequisites]) {
          assert.deepEqual((await target.hand.print(path)).filter(isMarked), [], path);
        }
      }
    } finally {
      await workshop.close();
      await target.stop();
    }
  });
});
