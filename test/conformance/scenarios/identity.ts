import assert from "node:assert/strict";
import { wireName } from "../../../provider/menus/language";
import { inputOf, isIn, keyNames, menuFor, writable } from "../arguments";
import { assertInSync, type Bench } from "../bench";
import { type Fixture, isReason } from "../fixture";
import { routerIdOf, type Scenario, said } from "./scenario";

/** Which row is ours: by its key, never by its id. */
export const identity: readonly Scenario[] = [
  {
    name: "recognises a row whose key was edited by hand, shows the edit as drift, and takes it back",
    async run(bench) {
      const name = changedKey(bench.fixture);
      const stack = bench.stack();
      const program = bench.program(bench.full);
      await stack.up(program);
      const before = await bench.row();
      await bench.byHand({ [wireName(name)]: String(bench.fixture.other[name]) });
      const [drift, update, ...more] = await stack.preview(program);
      const at = inputOf(bench.fixture, name);
      assert.deepEqual([drift?.op, update?.op, more], ["drift", "update", []]);
      assert.ok(drift?.changed.includes(at), `drift is shown at ${drift?.changed}, not at ${at}`);
      await stack.up(program);
      const row = await bench.row();
      assert.deepEqual([row[".id"], row[wireName(name)]], [before[".id"], before[wireName(name)]]);
      await assertInSync(stack, program);
    },
  },
  {
    name: "replaces the row when the program changes its key",
    async run(bench) {
      const stack = bench.stack();
      await stack.up(bench.program(bench.minimal));
      const before = await bench.row();
      const program = bench.program({ ...bench.minimal, ...bench.fixture.other });
      assert.ok(said(await stack.preview(program))[0]?.startsWith("replace own"));
      await stack.up(program);
      assert.notEqual((await bench.row())[".id"], before[".id"]);
      await assertInSync(stack, program);
    },
  },
  {
    name: "names both rows when there are two with its key, and changes neither",
    not: ({ twin }) => (isReason(twin) ? twin.reason : undefined),
    async run(bench) {
      const stack = bench.stack();
      const program = bench.program(bench.full);
      await stack.up(bench.program(bench.minimal));
      const twin = await addTwin(bench);
      const before = await bench.rows();
      assert.equal(before.length, 2);
      const failures = [
        await bench.failureOf(stack.refresh()),
        await bench.failureOf(stack.up(program, { refresh: false })),
        await bench.failureOf(bench.stack().up(program)),
        await bench.failureOf(stack.destroy()),
      ];
      for (const message of failures) {
        for (const row of before)
          assert.ok(message.includes(row[".id"] ?? ""), `${row[".id"]} is missing: ${message}`);
      }
      assert.deepEqual(await bench.rows(), before);
      await bench.removeByHand(twin);
      await assertInSync(stack, bench.program(bench.minimal));
    },
  },
  {
    name: "never takes a row of the router itself for its own, and never touches it",
    simulated: true,
    not: ({ foreign }, { foreignFlags, path }, version) =>
      foreignFlags.length > 0 && isIn(foreign ?? {}, version)
        ? undefined
        : `RouterOS makes no rows in ${path} by itself`,
    async run(bench) {
      const { menu } = bench;
      const [flag = ""] = menu.foreignFlags;
      const maker = bench.stack();
      await maker.up(bench.program(bench.minimal));
      const row = await bench.row();
      await bench.removeByHand(row[".id"] ?? "");
      const like = writable(menu, row);
      const foreign = await bench.laboratory.addForeign(menu.path, like, flag);
      const before = (await bench.rows()).find((row) => row[".id"] === foreign);
      const stack = bench.stack();
      const program = bench.program({ ...bench.minimal, adopt: true });
      // Where the key is unique RouterOS refuses a second row: that is an error, and never an adoption.
      const refused = await stack.up(program).then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (refused === undefined) {
        assert.notEqual(routerIdOf(stack), foreign);
        await assertInSync(stack, program);
        await stack.destroy();
      } else assert.match(refused, /already|unique|exists/);
      assert.deepEqual(await bench.rows(), [before]);
      // It does not hide that ours is gone either.
      assert.deepEqual(said(await maker.refresh()), ["gone own"]);
    },
  },
];

/** A part of the key that the fixture's other row has another value of. */
function changedKey(fixture: Fixture): string {
  const name = keyNames(menuFor(fixture)).find((one) => fixture.other[one] !== undefined);
  assert.ok(name, `${fixture.name}: the other row has the same key`);
  return name;
}

/** A second row with the same key, as RouterOS allows it. */
export async function addTwin(bench: Bench): Promise<string> {
  const { twin } = bench.fixture;
  assert.ok(!isReason(twin));
  const row = await bench.row();
  return bench.addByHand({ ...writable(bench.menu, row), ...twin.changes });
}
