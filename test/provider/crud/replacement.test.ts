import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { checked, create, newProcess, refresh, rejects, type State } from "./engine";
import { FakeRouter } from "./fake-router";

const mangle = "/ip/firewall/mangle";
const kind = "FirewallMangle";
const rule = { comment: "ISP1 mark", chain: "prerouting", action: "accept" };

/**
 * Order of the engine (3.259.0): while the program runs, each of its resources is checked and diffed, created or updated;
 * when it has ended, what left it is deleted, and what an interrupted run left for deletion.
 */
describe("a replacement never deletes what was just adopted", () => {
  let router: FakeRouter;
  let old: State;
  let lines: string[];

  beforeEach(async () => {
    router = new FakeRouter();
    newProcess(router);
    old = await create(kind, rule);
    lines = newProcess(router);
    router.commands.length = 0;
  });

  /** The engine diffs a resource that is in state and program. */
  const diffed = async (state: State) => {
    const inputs = await checked(kind, rule, state.inputs);
    assert.deepEqual((await crud.diff(kind, state.id, state.outputs, inputs)).replaces, []);
  };
  const deleted = (state: State) => crud.delete(kind, state.id, state.outputs);
  const assertKept = () => {
    assert.equal(router.all(mangle).length, 1);
    assert.deepEqual(router.commands, []);
    assert.match(lines.join(), /FirewallMangle "ISP1 mark": the row stays on router office-12/);
  };

  it("when a resource is renamed without an alias, or moved into a component", async () => {
    const renamed = await create(kind, rule);
    await deleted(old);
    assertKept();
    assert.notEqual(renamed.id, old.id);
  });

  it("when such a run was interrupted between create and delete", async () => {
    const renamed = await create(kind, rule);
    lines = newProcess(router);
    const [first, second] = [await refresh(kind, old), await refresh(kind, renamed)];
    assert.ok(first && second);
    lines = newProcess(router);
    await diffed(second);
    await deleted(first);
    assertKept();
  });

  it("when the row is replaced on demand, new one first (`up --replace` calls no diff)", async () => {
    await create(kind, rule);
    await deleted(old);
    assertKept();
  });

  it("when that was interrupted, and the old id is pending deletion", async () => {
    const replaced = await create(kind, rule);
    lines = newProcess(router);
    await diffed(replaced);
    await deleted(old);
    assertKept();
  });

  it("when the engine diffs the old id too, before or after the new one", async () => {
    const renamed = await create(kind, rule);
    for (const order of [
      [old, renamed],
      [renamed, old],
    ]) {
      lines = newProcess(router);
      for (const state of order) await diffed(state);
      await deleted(old);
      assertKept();
    }
  });

  it("when the old id was only diffed as a dependent of something that is replaced", async () => {
    // Without a check: the resource is not in the program any more.
    await crud.diff(kind, old.id, old.outputs, old.inputs);
    await create(kind, rule);
    await deleted(old);
    assertKept();
  });

  it("but a resource beside one of the state and the program is refused, though it equals it", async () => {
    await diffed(old);
    await assert.rejects(create(kind, rule), /two resources must not declare the same key/);
    assert.deepEqual(router.commands, []);
  });

  it("and the new one can be deleted afterwards", async () => {
    const renamed = await create(kind, rule);
    await deleted(old);
    await deleted(renamed);
    assert.deepEqual(router.all(mangle), []);
  });

  it("and a replacement that deletes first leaves one new row", async () => {
    await diffed(old);
    await deleted(old);
    const fresh = await create(kind, rule);
    assert.equal(fresh.outputs.routerId, "*2");
    assert.equal(router.all(mangle).length, 1);
  });

  it("and destroying both, with no diff before, removes the row once", async () => {
    const renamed = await create(kind, rule);
    newProcess(router);
    await deleted(old);
    await deleted(renamed);
    assert.deepEqual(router.all(mangle), []);
    assert.equal(router.commands.filter(({ command }) => command === "remove").length, 1);
  });

  it("and a create that fails claims nothing", async () => {
    router.change(mangle, "*1", { action: "log" });
    await rejects(create(kind, rule), /differs/);
    await deleted(old);
    assert.deepEqual(router.all(mangle), []);
  });
});
