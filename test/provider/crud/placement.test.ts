import assert from "node:assert/strict";
import fc from "fast-check";
import * as crud from "../../../provider/crud";
import { placeBefore } from "../../../provider/crud/placement";
import { menuOf } from "../../../provider/menus";
import type { Anchor } from "../../../provider/session/contract";
import { checked, create, newProcess, refresh, rejects, type State, up } from "./engine";
import { FakeRouter } from "./fake-router";

const path = "/ip/firewall/filter";
const kind = "FirewallFilter";

describe("the place of a new rule", () => {
  let router: FakeRouter;
  beforeEach(() => {
    router = new FakeRouter();
    newProcess(router);
  });

  const add = (comment: string, anchor?: Anchor, more: object = {}) =>
    create(kind, { comment, chain: "forward", action: "accept", section: "ours", anchor, ...more } as never);
  const order = () => router.all(path).map((row) => row.comment ?? row.action);
  const byHand = (action: string, chain = "forward", more: object = {}) =>
    router.byHand(path, { action, chain, ...more });

  it("is the end without a section", async () => {
    byHand("drop");
    await create(kind, { comment: "a", chain: "forward", action: "accept" });
    assert.deepEqual(order(), ["drop", "a"]);
  });

  it("is told when another rule keeps every packet from it", async () => {
    byHand("drop", "input");
    byHand("drop", "forward", { "src-address": "10.0.0.1" });
    const said = newProcess(router);
    await create(kind, { comment: "reached", chain: "forward", action: "accept" });
    assert.deepEqual(said, []);
    byHand("drop");
    await create(kind, { comment: "hidden", chain: "forward", action: "accept" });
    assert.match(
      said.join(),
      /FirewallFilter "hidden": was added at the end .* never reached.*before-first-drop/,
    );
  });

  it("is beside the anchor for the first of a section", async () => {
    byHand("passthrough", "forward", { dynamic: "true", comment: "dummy" });
    byHand("fasttrack-connection", "forward", { comment: "fast" });
    byHand("drop", "input", { comment: "input drop" });
    byHand("reject", "forward", { comment: "reject" });
    await add("top", "top", { section: "1" });
    await add("bottom", "bottom", { section: "2" });
    await add("usual", undefined, { section: "3" });
    await add("before drop", "before-first-drop", { section: "4" });
    await add("before fast", "before-fasttrack", { section: "5" });
    await add("before it", { before: "input drop" }, { section: "6" });
    await add("after it", { after: "input drop" }, { section: "7" });
    await add("after last", { after: "usual" }, { section: "8" });
    assert.deepEqual(order(), [
      "dummy",
      "top",
      "before fast",
      "fast",
      "before it",
      "input drop",
      "after it",
      "before drop",
      "reject",
      "bottom",
      "usual",
      "after last",
    ]);
  });

  it("is the end before a drop or a FastTrack rule that is not there", async () => {
    byHand("drop", "input", { comment: "input drop" });
    await add("a", "before-first-drop", { section: "1" });
    await add("b", "before-fasttrack", { section: "2" });
    assert.deepEqual(order(), ["input drop", "a", "b"]);
  });

  it("is an error beside a comment that is not there, or there twice", async () => {
    await rejects(add("a", { before: "x" }), /FirewallFilter "a".*comment "x".*has no row/);
    byHand("drop", "input", { comment: "x" });
    byHand("drop", "input", { comment: "x" });
    await rejects(add("a", { after: "x" }), /has 2 rows/);
    assert.equal(router.all(path).length, 2);
  });

  it("is by rank among the rules of the section, in whatever order they come", async () => {
    byHand("drop");
    for (const rank of [30, 10, 20, 5, 40]) await add(String(rank), "before-first-drop", { rank });
    assert.deepEqual(order(), ["5", "10", "20", "30", "40", "drop"]);
  });

  it("is after its neighbours of the same rank", async () => {
    for (const name of ["a", "b", "c"]) await add(name, "top", { rank: 1 });
    assert.deepEqual(order(), ["a", "b", "c"]);
  });

  it("counts rules that this process has only diffed", async () => {
    byHand("drop");
    const states = [await add("10", "top", { rank: 10 }), await add("30", "top", { rank: 30 })];
    newProcess(router);
    for (const state of states) {
      const inputs = await checked(kind, { ...state.inputs, __provider: undefined }, state.inputs);
      await crud.diff(kind, state.id, state.outputs, inputs);
    }
    await add("20", "top", { rank: 20 });
    assert.deepEqual(order(), ["10", "20", "30", "drop"]);
  });

  describe("that gets another place", () => {
    const states = new Map<string, State>();
    const program = (comment: string, more: object) =>
      ({
        comment,
        chain: "forward",
        action: "accept",
        section: "ours",
        anchor: "before-first-drop",
        ...more,
      }) as never;

    beforeEach(async () => {
      router.byHand(path, { action: "passthrough", chain: "forward", dynamic: "true", comment: "dummy" });
      byHand("accept", "forward", { comment: "foreign" });
      byHand("drop");
      for (const rank of [10, 20, 30]) {
        states.set(String(rank), await create(kind, program(String(rank), { rank })));
      }
      assert.deepEqual(order(), ["dummy", "foreign", "10", "20", "30", "drop"]);
      router.commands.length = 0;
      newProcess(router);
    });

    /** One `up` in which these rules change; the engine diffs every rule of the program. */
    async function run(changes: Readonly<Record<string, object>>): Promise<void> {
      const wanted = [...states].map(([comment, state]) => ({
        state,
        news: program(comment, { rank: Number(comment), ...changes[comment] }),
      }));
      for (const { state, news } of wanted) {
        await crud.diff(kind, state.id, state.outputs, await checked(kind, news, state.inputs));
      }
      for (const { state, news } of wanted) await up(kind, state, news);
    }

    it("moves among its neighbours by a new rank, and only it", async () => {
      await run({ 10: { rank: 25 } });
      assert.deepEqual(order(), ["dummy", "foreign", "20", "10", "30", "drop"]);
      assert.deepEqual(
        router.commands.map(({ command }) => command),
        ["move"],
      );
    });

    it("does not move where the new rank leaves the order as it is", async () => {
      await run({ 10: { rank: 15 }, 30: { rank: 300 } });
      assert.deepEqual(router.commands, []);
    });

    it("changes places with another", async () => {
      await run({ 10: { rank: 30 }, 30: { rank: 10 } });
      assert.deepEqual(order(), ["dummy", "foreign", "30", "20", "10", "drop"]);
    });

    it("moves with its whole section to another anchor, never before a dynamic row", async () => {
      const top = { anchor: "top" };
      await run({ 10: top, 20: top, 30: top });
      assert.deepEqual(order(), ["dummy", "10", "20", "30", "foreign", "drop"]);
      for (const [comment, state] of states) {
        const live = await refresh(kind, state);
        assert.ok(live);
        states.set(comment, {
          ...live,
          inputs: { ...live.inputs, ...top },
          outputs: { ...live.outputs, ...top },
        });
      }
      const bottom = { anchor: "bottom" };
      await run({ 10: bottom, 20: bottom, 30: bottom });
      assert.deepEqual(order(), ["dummy", "foreign", "drop", "10", "20", "30"]);
    });

    it("stays where it is when its section is only called otherwise", async () => {
      const other = { section: "another name" };
      await run({ 10: other, 20: other, 30: other });
      assert.deepEqual(router.commands, []);
    });

    it("goes to the anchor of a section of its own", async () => {
      await run({ 20: { section: "mine", anchor: { before: "foreign" } } });
      assert.deepEqual(order(), ["dummy", "20", "foreign", "10", "30", "drop"]);
    });

    it("is written and moved in one update, and once when an answer is lost", async () => {
      router.faults.push({ command: "move", how: "executed" });
      await run({ 10: { rank: 40, log: true } });
      assert.deepEqual(order(), ["dummy", "foreign", "20", "30", "10", "drop"]);
      assert.deepEqual(
        router.commands.map(({ command }) => command),
        ["set", "move"],
      );
    });
  });

  it("keeps every section sorted, and foreign rows in their order (any sequence of ranks)", () => {
    const menu = menuOf(kind);
    assert.ok(menu);
    const rankings = fc.array(
      fc.record({ section: fc.constantFrom("a", "b"), rank: fc.integer({ min: 0, max: 9 }) }),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(rankings, fc.constantFrom<Anchor>("top", "bottom", { before: "mine" }), (jobs, anchor) => {
        const rows: { ".id": string; comment: string; section?: string; rank: number }[] = [
          { ".id": "*1", comment: "first", rank: 0 },
          { ".id": "*2", comment: "mine", rank: 0 },
        ];
        for (const [index, { section, rank }] of jobs.entries()) {
          const known = rows.filter((row) => row.section === section);
          const neighbours = known.map((row) => ({ rank: row.rank, rowId: row[".id"] }));
          const before = placeBefore({ anchor, rank }, neighbours, rows as never, { subject: "x", menu });
          const at = before === undefined ? rows.length : rows.findIndex((row) => row[".id"] === before);
          assert.ok(at >= 0);
          rows.splice(at, 0, { ".id": `*${index + 10}`, comment: `${index}`, section, rank });
        }
        for (const section of ["a", "b"]) {
          const ranks = rows.filter((row) => row.section === section).map((row) => row.rank);
          assert.deepEqual(
            ranks,
            ranks.toSorted((a, b) => a - b),
          );
        }
        const foreign = rows.filter((row) => row.section === undefined).map((row) => row.comment);
        assert.deepEqual(foreign, ["first", "mine"]);
      }),
    );
  });
});
