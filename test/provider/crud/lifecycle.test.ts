import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { checked, create, driftOf, newProcess, refresh, up } from "./engine";
import { FakeRouter } from "./fake-router";

const mangle = "/ip/firewall/mangle";
const rule = {
  comment: "ISP1 mark conn",
  chain: "prerouting",
  action: "mark-connection",
  inInterface: "pppoe-isp1",
  newConnectionMark: "from-ISP1",
};

describe("a row's way through the engine", () => {
  let router: FakeRouter;
  beforeEach(() => {
    router = new FakeRouter();
    newProcess(router);
  });

  it("is added with what the program declares and what is assumed, and nothing else", async () => {
    const state = await create("FirewallMangle", rule);
    assert.deepEqual(router.all(mangle), [
      {
        ".id": "*1",
        comment: "ISP1 mark conn",
        chain: "prerouting",
        action: "mark-connection",
        "in-interface": "pppoe-isp1",
        "new-connection-mark": "from-ISP1",
        disabled: "no",
      },
    ]);
    assert.match(state.id, /^\/ip\/firewall\/mangle:ISP1 mark conn:[0-9a-f]{12}$/);
  });

  it("has outputs that equal the inputs, and what later calls need", async () => {
    const state = await create("FirewallMangle", rule);
    for (const [name, value] of Object.entries(state.inputs)) assert.deepEqual(state.outputs[name], value);
    assert.equal(state.outputs.routerId, "*1");
    assert.equal(state.outputs.fingerprint, "HEX1");
    assert.equal(state.outputs.schemaVersion, 1);
    assert.deepEqual(state.outputs.__declared, [
      "action",
      "chain",
      "comment",
      "disabled",
      "inInterface",
      "newConnectionMark",
    ]);
  });

  it("reads back without a difference", async () => {
    const state = await create("FirewallMangle", rule);
    assert.deepEqual(driftOf(state, await refresh("FirewallMangle", state)), []);
  });

  it("shows a property changed by hand, and writes only that one back", async () => {
    const state = await create("FirewallMangle", rule);
    router.change(mangle, "*1", { "new-connection-mark": "from-ISP2" });
    const drifted = await refresh("FirewallMangle", state);
    assert.deepEqual(driftOf(state, drifted), ["newConnectionMark"]);
    router.commands.length = 0;
    assert.ok(drifted);
    await up("FirewallMangle", drifted, rule);
    assert.deepEqual(router.commands, [
      { command: "set", id: "*1", attributes: { "new-connection-mark": "from-ISP1" } },
    ]);
  });

  it("is gone after it was removed by hand, and deleting it again is no error", async () => {
    const state = await create("FirewallMangle", rule);
    await crud.delete("FirewallMangle", state.id, state.outputs);
    assert.deepEqual(router.all(mangle), []);
    assert.equal(await refresh("FirewallMangle", state), undefined);
    await crud.delete("FirewallMangle", state.id, state.outputs);
  });

  it("is to Pulumi a replacement, the new one first, when its key changes", async () => {
    const state = await create("FirewallMangle", rule);
    const inputs = await checked("FirewallMangle", { ...rule, comment: "other" }, state.inputs);
    assert.deepEqual(await crud.diff("FirewallMangle", state.id, state.outputs, inputs), {
      changes: undefined,
      replaces: ["comment"],
      deleteBeforeReplace: false,
    });
  });
});
