import assert from "node:assert/strict";
import { assertInSync, type Bench } from "../bench";
import type { Program, Stack } from "../pulumi/stack";
import { type Scenario, said } from "./scenario";

/** A write of the engine, with what leads to it. */
interface Write {
  readonly command: "add" | "set" | "remove";
  /** The stack before it. */
  prepare(bench: Bench): Promise<Stack>;
  /** What makes the engine write. */
  wanted(bench: Bench): Program;
  /** How many rows there are after it. */
  readonly rows: 0 | 1;
}

const writes: readonly Write[] = [
  {
    command: "add",
    prepare: async (bench) => bench.stack(),
    wanted: (bench) => bench.program(bench.full),
    rows: 1,
  },
  { command: "set", prepare: created, wanted: (bench) => bench.program(bench.full), rows: 1 },
  { command: "remove", prepare: created, wanted: () => ({}), rows: 0 },
];

async function created(bench: Bench): Promise<Stack> {
  const stack = bench.stack();
  await stack.up(bench.program(bench.minimal));
  return stack;
}

const moments = [
  { when: "after", words: "after the router carried it out" },
  { when: "before", words: "before the router carried it out" },
] as const;

/** Lines that break: never a second row, and in the end what was declared. */
export const faults: readonly Scenario[] = writes.flatMap((write) =>
  moments.flatMap(({ when, words }): Scenario[] => [
    {
      name: `reads again and ends well when the connection breaks at ${write.command}, ${words}`,
      simulated: true,
      async run(bench) {
        const stack = await write.prepare(bench);
        const [fault] = bench.laboratory.faults.add({ kind: "drop", when, on: pathOf(bench, write) });
        await stack.up(write.wanted(bench));
        assert.equal(fault?.struck, 1, "the connection did not break");
        assert.equal((await bench.rows()).length, write.rows);
        await assertInSync(stack, write.wanted(bench));
      },
    },
    {
      name: `ends well in the next run when the router lets nobody in any more after ${write.command}, ${words}`,
      simulated: true,
      async run(bench) {
        const stack = await write.prepare(bench);
        const { faults } = bench.laboratory;
        const [broken] = faults.add({ kind: "drop", when, on: pathOf(bench, write) });
        // What is refused is not tried again, so that no time is spent on waiting for it.
        faults.add({
          kind: "trap",
          traps: [{ message: "invalid user name or password (6)" }],
          on: ({ path }) => path === "/login" && (broken?.struck ?? 0) > 0,
          times: Number.POSITIVE_INFINITY,
        });
        // Other settings are another session: the next run must not remember this one's failures.
        bench.configure({ commandDeadline: "20s" });
        await bench.failureOf(stack.up(write.wanted(bench)));
        assert.equal(broken?.struck, 1, "the connection did not break");
        faults.clear();
        bench.configure({});
        const next = bench.stack(stack.snapshot());
        await next.up(write.wanted(bench));
        assert.equal((await bench.rows()).length, write.rows);
        await assertInSync(next, write.wanted(bench));
        assert.deepEqual(said(await next.up(write.wanted(bench))), []);
        await next.destroy();
        assert.deepEqual(await bench.rows(), []);
      },
    },
  ]),
);

function pathOf({ menu, laboratory }: Bench, { command }: Write): string {
  return `${laboratory.pathOf(menu.path)}/${command}`;
}
