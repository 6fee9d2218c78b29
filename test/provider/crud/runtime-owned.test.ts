import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { checked, create, driftOf, newProcess, refresh, up } from "./engine";
import { FakeRouter } from "./fake-router";

const route = { comment: "ISP1", gateway: "10.0.0.1", distance: 1, runtimeOwned: ["distance", "disabled"] };

describe("runtime-owned properties", () => {
  let router: FakeRouter;
  let lines: string[];
  beforeEach(() => {
    router = new FakeRouter();
    lines = newProcess(router);
  });

  it("are written at create, and remembered as what the row was created with", async () => {
    const state = await create("Route", { ...route, disabled: true });
    assert.equal(router.all("/ip/route")[0]?.distance, "1");
    assert.deepEqual(state.outputs.__runtimeInitial, { disabled: true, distance: 1 });
    assert.deepEqual(state.outputs.runtime, { disabled: true, distance: 1 });
  });

  it("are no drift when the router changes them, and show in an output of their own", async () => {
    const state = await create("Route", route);
    router.change("/ip/route", "*1", { distance: "5", disabled: "true" });
    const after = await refresh("Route", state);
    assert.deepEqual(driftOf(state, after), []);
    assert.deepEqual(after?.outputs.runtime, { distance: 5, disabled: true });
    assert.equal(after?.outputs.distance, 1);
  });

  it("are not written by an update of something else", async () => {
    const state = await create("Route", route);
    router.change("/ip/route", "*1", { distance: "5" });
    await up("Route", state, { ...route, gateway: "10.0.0.2" });
    assert.deepEqual(router.commands.at(-1)?.attributes, { gateway: "10.0.0.2" });
  });

  it("keep their first value when the program changes it, with a line that says so", async () => {
    const state = await create("Route", route);
    const inputs = await checked("Route", { ...route, distance: 9 }, state.inputs);
    assert.deepEqual(inputs, state.inputs);
    assert.match(lines.join(), /Route "ISP1": distance is runtime-owned.*only when the row is created/);
  });

  it("take the new value when the row is to be another one", async () => {
    const state = await create("Route", route);
    const inputs = await checked("Route", { ...route, comment: "ISP2", distance: 9 }, state.inputs);
    assert.equal(inputs.distance, 9);
  });

  it("stay as they are when the program stops to declare them, as long as it says that they are the router's", async () => {
    const state = await create("Route", route);
    router.change("/ip/route", "*1", { distance: "5" });
    const { distance: _, ...rest } = route;
    const left = await up("Route", state, { ...rest, gateway: "10.0.0.2" });
    assert.equal(router.all("/ip/route")[0]?.distance, "5");
    assert.deepEqual(driftOf(left, await refresh("Route", left)), []);
  });

  it("go back to the device's own value once nobody owns them", async () => {
    const state = await create("Route", route);
    router.change("/ip/route", "*1", { distance: "5" });
    const { distance: _, ...rest } = route;
    await up("Route", state, { ...rest, runtimeOwned: [] });
    assert.equal(router.all("/ip/route")[0]?.distance, undefined);
  });

  it("are drift again once the program owns them again", async () => {
    const state = await create("Route", route);
    router.change("/ip/route", "*1", { distance: "5" });
    await up("Route", state, { ...route, runtimeOwned: [] });
    assert.equal(router.all("/ip/route")[0]?.distance, "1");
  });

  it("may be declared unset", async () => {
    const state = await create("Route", { ...route, distance: crud.unset });
    router.change("/ip/route", "*1", { distance: "5" });
    assert.deepEqual(driftOf(state, await refresh("Route", state)), []);
  });

  describe("that the program does not declare", () => {
    // `distance` has a default of its own, `srcAddress` is a condition.
    const { distance: _, ...undeclared } = route;
    const rule = { comment: "a", chain: "prerouting", action: "accept", runtimeOwned: ["srcAddress"] };

    it("are left as they are where the row is adopted, and are not in its way", async () => {
      const row = {
        comment: "ISP1",
        gateway: "10.0.0.1",
        "dst-address": "0.0.0.0/0",
        "routing-table": "main",
      };
      router.byHand("/ip/route", { ...row, distance: "7", disabled: "true" });
      const state = await create("Route", undeclared);
      assert.deepEqual(router.commands, []);
      assert.deepEqual(state.outputs.runtime, { distance: 7, disabled: true });
      assert.equal(state.outputs.distance, undefined);
    });

    it("are left as they are on an uncommented row that is taken over, conditions too", async () => {
      const id = router.byHand("/ip/firewall/mangle", {
        chain: "prerouting",
        action: "accept",
        "dst-address": "192.0.2.1",
        "src-address": "10.0.0.0/8",
      });
      const state = await create("FirewallMangle", { ...rule, dstAddress: "192.0.2.1", adopt: true });
      assert.equal(state.outputs.routerId, id);
      assert.deepEqual(router.commands, [{ command: "set", id, attributes: { comment: "a" } }]);
    });

    it("are no drift, show live, and no update touches them", async () => {
      const state = await create("FirewallMangle", rule);
      router.change("/ip/firewall/mangle", "*1", { "src-address": "10.0.0.0/8" });
      const after = await refresh("FirewallMangle", state);
      assert.deepEqual(driftOf(state, after), []);
      assert.deepEqual(after?.outputs.runtime, { srcAddress: "10.0.0.0/8" });
      assert.ok(after);
      await up("FirewallMangle", after, { ...rule, protocol: "tcp" });
      assert.deepEqual(router.commands.at(-1)?.attributes, { protocol: "tcp" });
    });

    it("do not keep a row from being known by the rest when its comment was edited", async () => {
      const state = await create("FirewallMangle", { ...rule, dstAddress: "192.0.2.1" });
      router.change("/ip/firewall/mangle", "*1", { "src-address": "10.0.0.0/8", comment: "edited" });
      assert.deepEqual(driftOf(state, await refresh("FirewallMangle", state)), ["comment"]);
    });
  });

  it("do not keep a row from being known by the rest when its comment was edited", async () => {
    const state = await create("Route", route);
    router.change("/ip/route", "*1", { distance: "5", comment: "edited" });
    assert.deepEqual(driftOf(state, await refresh("Route", state)), ["comment"]);
  });
});
