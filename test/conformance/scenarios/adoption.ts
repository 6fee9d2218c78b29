import assert from "node:assert/strict";
import { type Row, wireName } from "../../../provider/menus/language";
import { writable } from "../arguments";
import { assertInSync, type Bench } from "../bench";
import { routerIdOf, type Scenario, said } from "./scenario";

const byComment: Scenario["not"] = (_fixture, { key }) =>
  key.by === "comment" ? undefined : "its rows are known without a comment";

/** Rows that are there before the stack knows them, and rows that change hands. */
export const adoption: readonly Scenario[] = [
  {
    name: "adopts a row that equals what it would add, without writing",
    async run(bench) {
      const program = bench.program(bench.full);
      await bench.stack().up(program);
      const before = await bench.row();
      const writes = writesSeen(bench);
      const stack = bench.stack();
      await stack.up(program);
      assert.equal(writesSeen(bench), writes, "something was written");
      assert.deepEqual(steady(await bench.row()), steady(before));
      assert.equal(routerIdOf(stack), before[".id"]);
      await assertInSync(stack, program);
      // What was adopted is ours: it goes with the stack.
      await stack.destroy();
      assert.deepEqual(await bench.rows(), []);
    },
  },
  {
    name: "refuses a row that differs, naming the differences, and changes nothing",
    async run(bench) {
      await bench.stack().up(bench.program(bench.minimal));
      const before = await bench.row();
      const stack = bench.stack();
      const message = await bench.failureOf(stack.up(bench.program(bench.full)));
      const differing = Object.keys(bench.full).filter(
        (name) => JSON.stringify(bench.full[name]) !== JSON.stringify(bench.minimal[name]),
      );
      assert.ok(
        differing.some((name) => message.includes(name)),
        `none of ${differing} in: ${message}`,
      );
      assert.match(message, /adopt: true/);
      assert.deepEqual(steady(await bench.row()), steady(before));
      assert.equal(stack.resources.size, 0);
    },
  },
  {
    name: "takes a row over that differs with adopt: true, in both directions",
    async run(bench) {
      for (const [there, wanted] of [
        [bench.minimal, bench.full],
        [bench.full, bench.minimal],
      ] as const) {
        await bench.stack().up(bench.program(there));
        const before = await bench.row();
        const stack = bench.stack();
        const program = bench.program({ ...wanted, adopt: true });
        const writes = writesSeen(bench);
        await stack.up(program);
        assert.equal((await bench.row())[".id"], before[".id"]);
        for (const { command, names } of bench.target.laboratory?.writes().slice(writes) ?? []) {
          assert.equal(command, "set");
          const same = Object.keys(wanted).filter(
            (name) => JSON.stringify(there[name]) === JSON.stringify(wanted[name]),
          );
          // What a router does not show is written along.
          const shown = same.filter((name) => !hiddenNow(bench, name, before));
          const needless = shown.map(wireName).filter((name) => names.includes(name));
          assert.deepEqual(needless, [], "it wrote what did not differ");
        }
        await assertInSync(stack, program);
        await stack.destroy();
      }
    },
  },
  {
    name: "takes a row over that differs when the stack's settings say so",
    async run(bench) {
      await bench.stack().up(bench.program(bench.minimal));
      const before = await bench.row();
      bench.configure({ adopt: "true" });
      const stack = bench.stack();
      await stack.up(bench.program(bench.full));
      assert.equal((await bench.row())[".id"], before[".id"]);
      await assertInSync(stack, bench.program(bench.full));
    },
  },
  {
    name: "takes an uncommented row over with adopt and gives it its comment",
    not: byComment,
    async run(bench) {
      const program = bench.program({ ...bench.minimal, adopt: true });
      await bench.stack().up(bench.program(bench.minimal));
      const { ".id": id = "" } = await bench.row();
      await bench.byHand({ comment: "" });
      assert.ok(uncommented(await found(bench, id)));
      const stack = bench.stack();
      await stack.up(program);
      const row = await bench.row();
      assert.deepEqual([row[".id"], row.comment], [id, bench.minimal.comment]);
      await assertInSync(stack, program);
    },
  },
  {
    name: "takes none of two uncommented rows over",
    not: byComment,
    async run(bench) {
      const program = bench.program({ ...bench.minimal, adopt: true });
      await bench.stack().up(bench.program(bench.minimal));
      const { ".id": id = "" } = await bench.row();
      await bench.byHand({ comment: "" });
      const second = await bench.addByHand(writable(bench.menu, await found(bench, id)));
      const message = await bench.failureOf(bench.stack().up(program));
      for (const one of [id, second]) assert.ok(message.includes(one), `${one} is missing: ${message}`);
      await bench.removeByHand(second);
    },
  },
  {
    name: "adds its own row beside an uncommented one without adopt",
    not: byComment,
    async run(bench) {
      await bench.stack().up(bench.program(bench.minimal));
      const { ".id": id = "" } = await bench.row();
      await bench.byHand({ comment: "" });
      const stack = bench.stack();
      await stack.up(bench.program({ ...bench.minimal, ...(bench.fixture.item && { disabled: true }) }));
      assert.notEqual(routerIdOf(stack), id);
      assert.ok(uncommented(await found(bench, id)));
      await bench.removeByHand(id);
    },
  },
  {
    name: "keeps the row when its resource is renamed without an alias or moved into a component",
    async run(bench) {
      const stack = bench.stack();
      await stack.up(bench.program(bench.full));
      const before = await bench.row();
      const moved = bench.program(bench.full, "component/own");
      assert.deepEqual(said(await stack.up(moved)), ["create component/own", "delete own"]);
      assert.deepEqual(steady(await bench.row()), steady(before));
      await assertInSync(stack, moved);
      await stack.destroy();
      assert.deepEqual(await bench.rows(), []);
    },
  },
  {
    name: "keeps the row when Pulumi ends between the create and the delete of a rename",
    async run(bench) {
      const stack = bench.stack();
      await stack.up(bench.program(bench.full));
      const before = await bench.row();
      const moved = bench.program(bench.full, "new name");
      await stack.up(moved, { killedBeforeDeletes: true });
      assert.deepEqual([...stack.resources.keys()], ["own", "new name"]);
      const next = bench.stack(stack.snapshot());
      assert.deepEqual(said(await next.up(moved)), ["delete own"]);
      assert.deepEqual(steady(await bench.row()), steady(before));
      await assertInSync(next, moved);
    },
  },
  {
    name: "replaces the row on demand, and keeps it where the create comes before the delete",
    async run(bench) {
      const program = bench.program(bench.minimal);
      const stack = bench.stack();
      await stack.up(program);
      const before = await bench.row();
      await stack.up(program, { replace: ["own"] });
      const replaced = await bench.row();
      assert.notEqual(replaced[".id"], before[".id"]);
      await stack.up(program, { replace: ["own"], createBeforeDelete: true });
      assert.equal((await bench.row())[".id"], replaced[".id"]);
      await assertInSync(stack, program);
    },
  },
  {
    name: "refuses two resources with one key, and adds one row",
    async run(bench) {
      const stack = bench.stack();
      const both = { ...bench.program(bench.minimal, "first"), ...bench.program(bench.minimal, "second") };
      const message = await bench.failureOf(stack.up(both));
      assert.match(message, /another resource of this program/);
      await bench.row();
      assert.equal(stack.resources.size, 1);
    },
  },
];

function writesSeen({ target }: Bench): number {
  return target.laboratory?.writes().length ?? 0;
}

/** A disabled route does not show all it has. */
function hiddenNow({ menu }: Bench, name: string, row: Row): boolean {
  return row.disabled === "true" && (menu.hiddenWhileDisabled ?? []).includes(name);
}

function uncommented(row: Row): boolean {
  return row.comment === undefined || row.comment === "";
}

async function found(bench: Bench, id: string): Promise<Row> {
  const row = (await bench.target.hand.print(bench.menu.path)).find((one) => one[".id"] === id);
  assert.ok(row, `${id} is gone`);
  return row;
}

/** A row without what changes by itself: counters, and when something happened. */
function steady(row: Row): Row {
  const moving =
    /^(bytes|packets|.*-count|last-started|since|status|next-run|expires-after|run-count|.*uptime|inactive|active|invalid)$/;
  return Object.fromEntries(Object.entries(row).filter(([name]) => !moving.test(name)));
}
