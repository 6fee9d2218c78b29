import assert from "node:assert/strict";
import type { SimulatedRouter } from "../../simulator/index";
import { assertCode, type Office, openOffice } from "../support/office";

const PROGRAM = `
import { FirewallAddressListEntry, FirewallMangle, InterfaceList, RuleOrder, Script } from "pulumi-routeros";

const marks = [0, 1, 2, 3, 4, 5, 6, 7].map((rank) =>
  new FirewallMangle("mark" + rank, { comment: "Mark " + rank, chain: "prerouting", action: "accept", section: "marks", rank }),
);
new RuleOrder("order", { section: "marks", rules: marks });
new Script("script", { name: "hello", source: ":log info hello" });
new InterfaceList("wan", { name: "WAN" });
for (const host of [1, 2]) new FirewallAddressListEntry("entry" + host, { list: "hosts", address: "10.0.0." + host });
`;

const comments = [0, 1, 2, 3, 4, 5, 6, 7].map((rank) => `Mark ${rank}`);

/**
 * After how many `add`s the CLI is killed. More moments by hand:
 * `ORPHAN_MOMENTS=1,3,6,9,11 npx mocha --config test/mocharc.cli.json test/cli/orphan.test.ts`
 */
const moments = (process.env.ORPHAN_MOMENTS ?? "5").split(",").map(Number);

const addsOf = (router: SimulatedRouter) =>
  router.commands.entries.filter(({ path }) => path.endsWith("/add"));
const names = (router: SimulatedRouter, menu: string, property: string) =>
  router.config.print(menu).map((row) => row[property]);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe("a killed Pulumi CLI whose provider process lives on", () => {
  let office: Office;

  afterEach(() => office.close());

  for (const moment of moments) {
    it(`leaves no twin and no gap when the next up runs beside the orphan (killed after ${moment} adds)`, async () => {
      office = await openOffice({ program: PROGRAM, router: { latency: 60 } });
      const { router, project } = office;
      // The add under way when the CLI is killed is carried out in the middle of the next up.
      router.faults.add({
        kind: "delay",
        milliseconds: 4_000,
        on: (command) => command.path.endsWith("/add") && addsOf(router).length === moment,
      });

      const first = project.start(["up", "--stack", project.stack, "--yes", "--skip-preview"]);
      await until(() => addsOf(router).length === moment);
      first.kill9();
      assert.equal((await first.done).code, null);
      const orphan = addsOf(router)[0]?.session;
      assert.ok(
        router.connections().some(({ session }) => session === orphan),
        "the orphan is still at work",
      );

      // What a person types: nothing but these two.
      assertCode(await project.cancel(), 0, "cancel");
      assertCode(await project.up(), 0, "up beside the orphan");

      // Its command under way is all that the orphan still wrote; what was waiting behind it was dropped.
      const written = addsOf(router).filter(({ session }) => session === orphan);
      assert.equal(written.length, moment, "the orphan went on adding rows");
      await until(() => !router.connections().some(({ session }) => session === orphan));

      assert.deepEqual(names(router, "/ip/firewall/mangle", "comment"), comments);
      assert.deepEqual(names(router, "/system/script", "name"), ["hello"]);
      assert.equal(names(router, "/interface/list", "name").filter((name) => name === "WAN").length, 1);
      assert.deepEqual(names(router, "/ip/firewall/address-list", "address").sort(), [
        "10.0.0.1",
        "10.0.0.2",
      ]);
      assertCode(await project.preview(["--expect-no-changes"]), 0, "preview after the repair");

      // The engine remembers the interrupted creates (and warns of them when it does not refresh) until it is told.
      assertCode(await project.refresh(["--clear-pending-creates"]), 0, "refresh --clear-pending-creates");
      const { deployment } = await project.exportState();
      assert.deepEqual(deployment.pending_operations ?? [], []);
    });
  }
});
