import assert from "node:assert/strict";
import { wireName } from "../../../provider/menus/language";
import { inputOf, keyNames, textOf, writable } from "../arguments";
import { assertInSync } from "../bench";
import { isReason } from "../fixture";
import { routerIdOf, type Scenario, said } from "./scenario";

/** Created, found as declared, and removed again. */
export const lifecycle: readonly Scenario[] = [
  {
    name: "creates a row from the fewest arguments, finds no difference, removes it, and removes it again",
    async run(bench) {
      const stack = bench.stack();
      const program = bench.program(bench.minimal);
      assert.deepEqual(said(await stack.up(program)), ["create own"]);
      const { ".id": id } = await bench.row();
      const { outputs } = stack.resources.get("own") ?? assert.fail();
      assert.equal(outputs.routerId, id);
      assert.ok(outputs.fingerprint, "outputs without the router's fingerprint");
      assert.equal(outputs.schemaVersion, 1);
      await assertInSync(stack, program);
      assert.deepEqual(said(await stack.up(program)), []);
      const before = stack.snapshot();
      assert.deepEqual(said(await stack.destroy()), ["delete own"]);
      assert.deepEqual(await bench.rows(), []);
      const again = bench.stack(before);
      assert.deepEqual(said(await again.up({}, { refresh: false })), ["delete own"]);
      assert.deepEqual(await bench.rows(), []);
    },
  },
  {
    name: "creates a row from all arguments and finds no difference",
    async run(bench) {
      const stack = bench.stack();
      const program = bench.program(bench.full);
      await stack.up(program);
      const row = await bench.row();
      for (const name of Object.keys(bench.full)) {
        const isSilent = bench.full[name] === false || name === "keyBy";
        assert.ok(isSilent || row[wireName(name)] !== undefined, `RouterOS does not have ${name}`);
      }
      await assertInSync(stack, program);
      assert.deepEqual(said(await stack.up(program)), []);
      assert.equal((await bench.row())[".id"], row[".id"]);
    },
  },
  {
    name: "adds a row again that was deleted by hand",
    async run(bench) {
      const stack = bench.stack();
      const program = bench.program(bench.minimal);
      await stack.up(program);
      await bench.removeByHand((await bench.row())[".id"] ?? "");
      assert.deepEqual(said(await stack.preview(program)), ["gone own", "create own"]);
      await stack.up(program);
      await bench.row();
      await assertInSync(stack, program);
    },
  },
  {
    name: "refuses to update a row that was deleted after the refresh, and adds nothing",
    async run(bench) {
      const stack = bench.stack();
      await stack.up(bench.program(bench.minimal));
      await bench.removeByHand((await bench.row())[".id"] ?? "");
      const message = await bench.failureOf(stack.up(bench.program(bench.full), { refresh: false }));
      assert.match(message, /has no such row|somebody removed it/);
      assert.deepEqual(await bench.rows(), []);
    },
  },
  {
    name: "recognises a row that was made again by hand under another id, and heals the id",
    async run(bench) {
      const stack = bench.stack();
      const program = bench.program(bench.minimal);
      await stack.up(program);
      const row = await bench.row();
      await bench.removeByHand(row[".id"] ?? "");
      const id = await bench.addByHand(writable(bench.menu, row));
      assert.notEqual(id, row[".id"]);
      await assertInSync(stack, program);
      await stack.refresh();
      assert.equal(routerIdOf(stack), id);
      await stack.destroy();
      assert.deepEqual(await bench.rows(), []);
    },
  },
  {
    name: "shows a row that was disabled by hand, and enables it",
    not: (_fixture, { properties }) => (properties.disabled ? undefined : "its rows cannot be disabled"),
    async run(bench) {
      const stack = bench.stack();
      const enabled = { ...bench.minimal, disabled: false };
      const program = bench.program(enabled);
      await stack.up(program);
      await bench.byHand({ disabled: "yes" });
      const at = inputOf(bench.fixture, "disabled");
      assert.deepEqual(said(await stack.preview(program)), [`drift own: ${at}`, `update own: ${at}`]);
      await stack.up(program);
      assert.notEqual((await bench.row()).disabled, "true");
      await assertInSync(stack, program);
    },
  },
  {
    name: "leaves what the router changes in a runtime-owned property, shows it, and writes other properties only",
    not: ({ runtimeOwned }) => (isReason(runtimeOwned) ? runtimeOwned.reason : undefined),
    async run(bench) {
      const { runtimeOwned } = bench.fixture;
      assert.ok(!isReason(runtimeOwned));
      const { property, text } = runtimeOwned;
      const exercise = bench.exercises.find(([name]) => name === property)?.[1];
      assert.ok(exercise, `${property} is not exercised`);
      const [first, second] = exercise.values;
      const initial = textOf(exercise, 0) === text ? second : first;
      const other = textOf(exercise, 0) === text ? first : second;
      const args = { ...bench.minimal, ...exercise.beside, [property]: initial, runtimeOwned: [property] };
      const stack = bench.stack();
      await stack.up(bench.program(args));
      await bench.byHand({ [wireName(property)]: text });
      const steps = await stack.preview(bench.program(args));
      assert.deepEqual(said(steps), [], "what the router does is shown as drift");
      assert.ok(
        steps.some(
          ({ op, changed }) => op === "outputs" && changed.some((name) => name.startsWith("runtime")),
        ),
        `what the router does is not shown: ${JSON.stringify(steps)}`,
      );
      assert.deepEqual(said(await stack.up(bench.program(args))), []);
      assert.equal((await bench.row())[wireName(property)], text);
      // A new value in the program applies only when the row is created.
      assert.deepEqual(said(await stack.up(bench.program({ ...args, [property]: other }))), []);
      assert.equal((await bench.row())[wireName(property)], text);
      const isRemark = !keyNames(bench.menu).includes("comment") && property !== "comment";
      const remark = isRemark && bench.exercises.some(([name]) => name === "comment") ? "comment" : undefined;
      if (remark !== undefined) {
        await stack.up(bench.program({ ...args, [remark]: "another remark" }));
        const row = await bench.row();
        assert.deepEqual([row[wireName(property)], row[remark]], [text, "another remark"]);
      }
    },
  },
];
