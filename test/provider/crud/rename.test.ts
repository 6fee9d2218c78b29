import assert from "node:assert/strict";
import * as crud from "../../../provider/crud";
import { checked, create, driftOf, newProcess, refresh, rejects, type State, up } from "./engine";
import { FakeRouter } from "./fake-router";

const filter = "/ip/firewall/filter";
const allow = { comment: "allow mgmt", chain: "input", protocol: "tcp", dstPort: "8291", action: "accept" };
const drop = { comment: "drop rest", chain: "input", action: "drop" };

describe("a resource that gets another key", () => {
  let router: FakeRouter;
  beforeEach(() => {
    router = new FakeRouter();
    newProcess(router);
  });

  const comments = () => router.all(filter).map((row) => row.comment);
  const ids = () => router.all(filter).map((row) => row[".id"]);

  it("keeps its row, and the row its place", async () => {
    const state = await create("FirewallFilter", allow);
    await create("FirewallFilter", drop);
    const [id] = ids();
    newProcess(router);
    const renamed = await up("FirewallFilter", state, {
      ...allow,
      comment: "allow management",
      dstPort: "22",
    });
    assert.deepEqual(comments(), ["allow management", "drop rest"]);
    assert.equal(renamed.outputs.routerId, id);
    assert.match(renamed.id, /allow management/);
    assert.equal(router.all(filter)[0]?.["dst-port"], "22");
    assert.deepEqual(driftOf(renamed, await refresh("FirewallFilter", renamed)), []);
  });

  it("loses what the program dropped at the same time", async () => {
    const state = await create("FirewallFilter", allow);
    newProcess(router);
    const { dstPort: _, ...rest } = allow;
    await up("FirewallFilter", state, { ...rest, comment: "allow all" });
    assert.equal(router.all(filter)[0]?.["dst-port"], undefined);
  });

  it("keeps its row when a run ended between the new key and the delete of the old id", async () => {
    const state = await create("FirewallFilter", allow);
    newProcess(router);
    const program = { ...allow, comment: "allow management" };
    const inputs = await checked("FirewallFilter", program, state.inputs);
    await crud.diff("FirewallFilter", state.id, state.outputs, inputs);
    const renamed = await create("FirewallFilter", program);
    newProcess(router);
    await up("FirewallFilter", renamed, program);
    await crud.delete("FirewallFilter", state.id, state.outputs);
    assert.deepEqual(comments(), ["allow management"]);
  });

  it("can swap comments with another one", async () => {
    const other = { ...drop, comment: "other" };
    const [a, b] = [await create("FirewallFilter", allow), await create("FirewallFilter", other)];
    const before = ids();
    newProcess(router);
    const programs = [
      { ...allow, comment: other.comment },
      { ...other, comment: allow.comment },
    ] as const;
    const diffed = async (state: State, program: object) =>
      crud.diff(
        "FirewallFilter",
        state.id,
        state.outputs,
        await checked("FirewallFilter", program as never, state.inputs),
      );
    await diffed(a, programs[0]);
    await diffed(b, programs[1]);
    await create("FirewallFilter", programs[0]);
    await create("FirewallFilter", programs[1]);
    await crud.delete("FirewallFilter", a.id, a.outputs);
    await crud.delete("FirewallFilter", b.id, b.outputs);
    assert.deepEqual(comments(), [other.comment, allow.comment]);
    assert.deepEqual(ids(), before);
  });

  it("does not take the row of one that is only about to leave the key", async () => {
    const state = await create("FirewallFilter", allow);
    newProcess(router);
    const inputs = await checked("FirewallFilter", { ...allow, comment: "allow management" }, state.inputs);
    await crud.diff("FirewallFilter", state.id, state.outputs, inputs);
    await rejects(create("FirewallFilter", { ...drop, comment: allow.comment }), /until another resource/);
    assert.deepEqual(comments(), [allow.comment]);
  });

  it("is added where it was never on the router, or is no longer", async () => {
    const state = await create("FirewallFilter", allow);
    await crud.delete("FirewallFilter", state.id, state.outputs);
    newProcess(router);
    await up("FirewallFilter", state, { ...allow, comment: "allow management" });
    assert.deepEqual(comments(), ["allow management"]);
  });

  it("comes back in its place where only a new row can be as declared", async () => {
    const rule = { comment: "mark", chain: "prerouting", action: "mark-connection", newConnectionMark: "a" };
    const state = await create("FirewallMangle", rule);
    await create("FirewallMangle", { comment: "last", chain: "prerouting", action: "accept" });
    newProcess(router);
    await crud.delete("FirewallMangle", state.id, state.outputs);
    await create("FirewallMangle", rule);
    assert.deepEqual(
      router.all("/ip/firewall/mangle").map((row) => row.comment),
      ["mark", "last"],
    );
  });
});
