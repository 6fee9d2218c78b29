import assert from "node:assert/strict";
import { UNKNOWN } from "../support/dynamic-host";
import { closeOffices, inputsOf, openOffice, type Program, type State } from "./office";

const scripts = "/system/script";

describe("ScriptRun, in Pulumi's host of dynamic providers", function () {
  this.timeout(60_000);
  afterEach(closeOffices);

  it("runs when it is created and when a trigger changes, in no preview, and its errors are the deployment's", async () => {
    const office = await openOffice({ version: "6.49" });
    const state: State = new Map();
    const { router } = office;
    router.config.add(scripts, { name: "sync", source: ':log info "sync: ran"', policy: "read" });
    const count = () => Number(router.config.print(scripts)[0]?.["run-count"] ?? 0);
    const program = (triggers: unknown): Program => ({
      run: { kind: "ScriptRun", args: { script: "sync", triggers, logPrefix: "sync:", waitFor: ["sync"] } },
    });

    assert.deepEqual(await office.plan(program(UNKNOWN), state), ["run"]);
    assert.equal(count(), 0);
    assert.deepEqual(await office.apply(program({ source: "a", nested: [1, null, { b: true }] }), state), {});
    assert.equal(count(), 1);
    assert.deepEqual(state.get("run")?.outputs.report, ["sync: ran"]);

    await office.newPhase();
    assert.match(office.output(), /^ScriptRun "sync": router 127\.0\.0\.1:\d+ says: sync: ran$/m);
    await office.refresh(state);
    assert.deepEqual(await office.plan(program({ source: "a", nested: [1, null, { b: true }] }), state), []);
    router.config.set(scripts, "sync", { source: ":error broken" });
    const { run } = await office.apply(program({ source: "b" }), state);
    assert.match(
      run?.message ?? "",
      /^ScriptRun "sync": RouterOS on 127.* rejected \/system\/script\/run: .*broken/,
    );
    assert.deepEqual(state.get("run")?.outputs.report, ["sync: ran"]);
    assert.deepEqual(await office.apply({}, state), {});
    assert.equal(state.size, 0);
  });

  it("refuses the state of a newer version", async () => {
    const { host } = await openOffice();
    const props = { ...inputsOf({ kind: "ScriptRun", args: { script: "a" } }), schemaVersion: 99 };
    await assert.rejects(host.read("run:/system/script:a:0", props), /ScriptRun was written by a newer/);
  });
});
