import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { PartialFailure } from "../../../provider/crud/failures";
import { checked, create, driftOf, newProcess, providerText, refresh, rejects, up } from "./engine";
import { FakeRouter } from "./fake-router";

const mangle = "/ip/firewall/mangle";
const kind = "FirewallMangle";
const rule = { comment: "ISP1 mark", chain: "prerouting", action: "accept", srcAddress: "10.0.0.0/8" };

describe("a reply that never came", () => {
  let router: FakeRouter;
  beforeEach(() => {
    router = new FakeRouter();
    newProcess(router);
  });

  for (const how of ["executed", "lost"] as const) {
    it(`to an add that was ${how} ends in exactly one row`, async () => {
      router.faults.push({ command: "add", how });
      const state = await create(kind, rule);
      assert.equal(router.all(mangle).length, 1);
      assert.equal(router.commands.length, how === "executed" ? 1 : 2);
      assert.deepEqual(driftOf(state, await refresh(kind, state)), []);
    });

    it(`to a set that was ${how} ends in the declared row`, async () => {
      const state = await create(kind, rule);
      router.faults.push({ command: "set", how });
      const changed = await up(kind, state, { ...rule, srcAddress: "10.1.0.0/16" });
      assert.equal(router.all(mangle)[0]?.["src-address"], "10.1.0.0/16");
      assert.deepEqual(driftOf(changed, await refresh(kind, changed)), []);
    });

    it(`to a remove that was ${how} ends without the row`, async () => {
      const state = await create(kind, rule);
      router.faults.push({ command: "remove", how });
      await crud.delete(kind, state.id, state.outputs);
      assert.deepEqual(router.all(mangle), []);
    });
  }

  it("to two adds is looked for before it becomes an error", async () => {
    router.faults.push({ command: "add", how: "lost" }, { command: "add", how: "executed" });
    await create(kind, rule);
    assert.equal(router.all(mangle).length, 1);
  });

  it("to two lost adds is an error, with nothing in the state", async () => {
    router.faults.push({ command: "add", how: "lost" }, { command: "add", how: "lost" });
    await assert.rejects(create(kind, rule), (error) => !(error instanceof PartialFailure));
    assert.equal(router.commands.length, 2);
  });

  it("writes a secret again that the router does not show", async () => {
    const client = { name: "isp1", interface: "ether1", user: "u", password: "one" };
    router.print = (row) => ({ ...row, password: "*****" });
    const state = await create("PppoeClient", client);
    router.faults.push({ command: "set", how: "lost" });
    await up("PppoeClient", state, { ...client, password: "two" });
    assert.equal(router.all("/interface/pppoe-client")[0]?.password, "two");
  });

  it("from a router that stays away leaves the resource in the state, for the next refresh to find the truth", async () => {
    const inputs = await checked(kind, rule);
    router.faults.push({ command: "add", how: "executed" });
    router.afterAdd = () => {
      router.reachable = false;
    };
    const failure = await crud.create(kind, inputs).then(
      () => assert.fail("create must fail"),
      (error) => error,
    );
    assert.ok(failure instanceof PartialFailure);
    assert.equal(failure.properties.__provider, providerText);
    assert.equal(JSON.stringify(failure.properties).includes("undefined"), false);
    router.reachable = true;
    newProcess(router);
    const state = { id: failure.id, inputs, outputs: failure.properties };
    const found = await refresh(kind, state);
    assert.deepEqual(driftOf(state, found), []);
    router.removeByHand(mangle, "*1");
    assert.equal(await refresh(kind, state), undefined);
  });
});

describe("two creators of one row", () => {
  let router: FakeRouter;
  beforeEach(() => {
    router = new FakeRouter();
    newProcess(router);
  });
  const row = { comment: "ISP1 mark", chain: "prerouting", action: "accept", "src-address": "10.0.0.0/8" };

  it("the later row goes, by the hand that made it", async () => {
    router.beforeAdd = (path) => router.byHand(path, row);
    const state = await create(kind, rule);
    assert.deepEqual(
      router.all(mangle).map((one) => one[".id"]),
      ["*1"],
    );
    assert.equal(state.outputs.routerId, "*1");
  });

  it("the earlier row stays", async () => {
    router.afterAdd = (path) => router.byHand(path, row);
    const state = await create(kind, rule);
    assert.equal(state.outputs.routerId, "*1");
    assert.deepEqual(
      router.commands.map(({ command }) => command),
      ["add"],
    );
  });

  describe("that stand before another rule", () => {
    const placed = { ...rule, section: "marks", anchor: "top" };
    let there: string;
    beforeEach(() => {
      there = router.byHand(mangle, { chain: "prerouting", action: "accept", comment: "theirs" });
    });
    const ids = () => router.all(mangle).map((one) => one[".id"]);

    it("the one that prints first stays, whatever the ids say", async () => {
      router.beforeAdd = (path) => router.byHand(path, row, there);
      const { outputs } = await create(kind, placed);
      assert.deepEqual(ids(), ["*2", there]);
      assert.equal(outputs.routerId, "*2");
    });

    it("ours stays where it prints first and the other hand takes its own back", async () => {
      router.afterAdd = (path) => {
        const twin = router.byHand(path, row, there);
        setTimeout(() => router.removeByHand(path, twin), 100);
      };
      const { outputs } = await create(kind, placed);
      assert.deepEqual(ids(), ["*2", there]);
      assert.equal(outputs.routerId, "*2");
    });

    it("ours goes where it prints first and the other hand had not seen it", async () => {
      router.beforeAdd = (path) => router.byHand(path, row);
      const { outputs } = await create(kind, placed);
      assert.deepEqual(ids(), [there, "*2"]);
      assert.equal(outputs.routerId, "*2");
    });
  });

  it("a different row that was first is an error, and ours is gone", async () => {
    router.beforeAdd = (path) => router.byHand(path, { ...row, action: "log" });
    await rejects(create(kind, rule), /differs/);
    assert.equal(router.all(mangle).length, 1);
  });
});

describe("an operation that RouterOS refuses", () => {
  it("leaves no claim and no state, and passes RouterOS's words on", async () => {
    const router = new FakeRouter();
    newProcess(router);
    router.faults.push({ command: "add", how: "refused" });
    await rejects(create(kind, rule), /RouterOS says: failure: no/);
    await create(kind, rule);
    assert.equal(router.all(mangle).length, 1);
  });
});
