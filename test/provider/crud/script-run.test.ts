import assert from "node:assert/strict";
import { connect } from "../../../provider/client/connect";
import * as crud from "../../../provider/crud";
import { makeEnvironment } from "../../../provider/crud/environment";
import type { Props } from "../../../provider/crud/plain";
import { untilEnded } from "../../../provider/crud/script-run/wait";
import { unknownMarker } from "../../../provider/menus/language";
import { type OpenSession, openSession } from "../../../provider/session/session";
import { type RouterOsVersion, type SimulatedRouter, startRouter } from "../../../simulator";
import { routerSettings } from "../session/fake-router";
import { create, failuresOf, refresh, rejects, type State, up } from "./engine";

const kind = "ScriptRun";
const scripts = "/system/script";
const password = "s3cret-word";
const versions: readonly RouterOsVersion[] = ["6.49", "7.12.2", "7.21.5", "7.24"];

/** Counts its runs in the router's name, so that each can be seen, and says so in the log. */
const counting = [
  ":local runs [/system identity get name]",
  ":set runs ($runs + 1)",
  "/system identity set name=$runs",
  ':log info "other: not ours"',
  ':log info "sync: run $runs"',
  ':log warning "sync: done"',
].join("\n");

describe("a run of a script", () => {
  let router: SimulatedRouter;
  let session: OpenSession;
  let lines: string[];

  async function open(
    version: RouterOsVersion = "7.21.5",
    settings: Record<string, string> = {},
  ): Promise<void> {
    router = await startRouter({
      version,
      identity: "0",
      users: [{ name: "pulumi", password }],
      serialNumber: "HEX1",
    });
    router.config.add(scripts, { name: "sync", source: counting, policy: "read,write,test,policy" });
    connectWith(settings);
  }
  function connectWith(settings: Record<string, string>): void {
    session = openSession(routerSettings({ host: "127.0.0.1", port: String(router.port), ...settings }), {
      connect,
    });
    newPhase();
  }
  function newPhase(): void {
    session.forgetRows();
    lines = [];
    crud.useEnvironment(makeEnvironment(() => session, { log: (line) => lines.push(line) }));
  }
  afterEach(async () => {
    await session.close();
    await router.stop();
    crud.useEnvironment();
  });

  const runs = () => router.config.print("/system/identity")[0]?.name;
  const run = (args: Props = {}): Props => ({ script: "sync", logPrefix: "sync:", ...args });
  const report = (state: State) => state.outputs.report;

  for (const version of versions) {
    it(`happens once when it is created, and again when a trigger changes, on ${version}`, async () => {
      await open(version);
      const state = await create(kind, run({ triggers: ["a", { b: 1 }] }));
      assert.equal(runs(), "1");
      assert.deepEqual(report(state), ["sync: run 1", "sync: done"]);
      assert.deepEqual(
        lines.map((line) => line.replace(/:\d+ says/, " says")),
        ["run 1", "done"].map((what) => `ScriptRun "sync": router 127.0.0.1 says: sync: ${what}`),
      );
      newPhase();
      const same = await up(kind, state, run({ triggers: ["a", { b: 1 }] }));
      assert.equal(runs(), "1");
      const again = await up(kind, same, run({ triggers: ["a", { b: 2 }] }));
      assert.equal(runs(), "2");
      assert.deepEqual(report(again), ["sync: run 2", "sync: done"]);
      await crud.delete(kind, again.id, again.outputs);
      assert.equal(runs(), "2");
    });
  }

  it("happens in no preview, whatever is not known yet", async () => {
    await open();
    const unknown = {
      script: unknownMarker,
      triggers: [unknownMarker],
      waitFor: [unknownMarker],
      deadline: unknownMarker,
    };
    assert.deepEqual(await failuresOf(kind, unknown), []);
    const state = await create(kind, run());
    const { inputs } = await crud.check(kind, state.inputs, unknown);
    assert.deepEqual((await crud.diff(kind, state.id, state.outputs, inputs)).replaces, []);
    assert.equal(runs(), "1");
  });

  it("does not happen again for what only concerns how it is run, and the report stays", async () => {
    await open();
    const state = await up(kind, await create(kind, run()), run({ deadline: 90, waitFor: ["sync"] }));
    assert.equal(runs(), "1");
    assert.deepEqual(report(state), ["sync: run 1", "sync: done"]);
    assert.equal(state.outputs.deadline, "1m30s");
  });

  it("is stored as it was, whatever became of the script: a refresh asks only which router it is", async () => {
    await open();
    const state = await create(kind, run({ triggers: { a: 1 } }));
    router.config.remove(scripts, "sync");
    await session.close();
    connectWith({});
    router.commands.reset();
    assert.deepEqual(await refresh(kind, state), state);
    const asked = Object.keys(router.commands.byPath()).sort();
    assert.deepEqual(asked, ["/login", "/system/resource/print", "/system/routerboard/print"]);
    await rejects(
      refresh(kind, { ...state, outputs: { ...state.outputs, fingerprint: "OLD42" } }),
      /^ScriptRun "sync": router .* is not the one in the state.*OLD42/,
    );
  });

  for (const version of ["6.49", "7.21.5"] as const) {
    it(`fails with RouterOS's words where the script does, and what it said before is said, on ${version}`, async () => {
      await open(version);
      router.config.set(scripts, "sync", { source: ':log info "sync: begins"\n:error "no line at all"' });
      await rejects(
        create(kind, run()),
        /^ScriptRun "sync": RouterOS on 127\.0\.0\.1:\d+ rejected \/system\/script\/run: "(failure: )?no line at all/,
      );
      assert.match(lines.join(), /says: sync: begins/);
    });
  }

  it("fails where there is no such script, and where the user may not do what it does", async () => {
    await open();
    await rejects(
      create(kind, run({ script: "gone" })),
      /^ScriptRun "gone": router .* has no such item in \/system\/script: there is no script "gone"/,
    );
    router.config.set("/user/group", "full", { policy: "api,read,write,test" });
    await session.close();
    connectWith({});
    await rejects(
      create(kind, run()),
      /^ScriptRun "sync": .*not enough permissions.*The user pulumi is in the group full with the policies/,
    );
    assert.equal(runs(), "0");
  });

  it("may take longer than other commands, and is given up at its own deadline", async () => {
    await open("7.21.5", { commandDeadline: "1s" });
    router.config.set(scripts, "sync", { source: `:delay 1500ms\n${counting}` });
    const state = await create(kind, run());
    assert.equal(runs(), "1");
    router.config.set(scripts, "sync", { source: ":delay 30s" });
    await rejects(
      up(kind, state, run({ deadline: "1s", triggers: [1] })),
      /^ScriptRun "sync": .*did not answer \/system\/script\/run within 1 s.*may have run.*give it a longer deadline/,
    );
  });

  it("does not happen twice where the answer is lost", async () => {
    await open();
    router.faults.add({ kind: "drop", when: "after", on: `${scripts}/run` });
    await rejects(
      create(kind, run()),
      /The script may have run, wholly or in part.*The next pulumi up runs it again/,
    );
    assert.equal(runs(), "1");
  });

  it("makes everything be read again: a script may change any menu", async () => {
    await open();
    router.config.add("/interface/list", { name: "before" });
    router.config.set(scripts, "sync", { source: "/interface list set [find where name=before] name=WAN" });
    await create("InterfaceList", { name: "other" });
    await create(kind, run());
    await create("InterfaceList", { name: "WAN" });
    const names = router.config.print("/interface/list").filter(({ builtin }) => builtin !== "true");
    assert.deepEqual(names.map(({ name }) => name).sort(), ["WAN", "other"]);
  });

  it("is deleted when the scripts that it waits for have ended", async () => {
    await open();
    const state = await create(kind, run({ waitFor: ["slow", "sync"] }));
    const ended = router.scripts.job(":delay 700ms", {
      caller: { id: 1, user: "pulumi", policies: new Set(["read"]), via: "script", address: "" },
      signal: new AbortController().signal,
      name: "slow",
    });
    const running = () => router.config.print("/system/script/job").some(({ script }) => script === "slow");
    assert.ok(running());
    await crud.delete(kind, state.id, state.outputs);
    assert.ok(!running());
    assert.match(lines.join(), /ScriptRun "sync": waits for the end of "slow" on router 127/);
    await ended;
  });

  it("is not deleted while one still runs when patience ends, and says what to do", async () => {
    await open();
    const stuck = { label: "10.0.0.1:8729", freshRows: async () => [{ ".id": "*1", script: "slow" }] };
    const declared = { script: "sync", deadline: 1, waitFor: ["slow"] };
    await rejects(
      untilEnded(
        makeEnvironment(() => session, { log: () => {} }),
        stuck as never,
        declared,
        300,
      ),
      /^ScriptRun "sync": "slow" on router 10\.0\.0\.1:8729 still runs after 0\.3 s.*\/system\/script\/job\/remove \[find where script=slow\]/,
    );
  });

  it("belongs to one router: with another one it is a new run", async () => {
    await open();
    const state = await create(kind, run());
    const other = makeEnvironment((name) => (name === undefined ? session : { ...session, name }), {
      log: () => {},
    });
    crud.useEnvironment(other);
    const { replaces } = await crud.diff(kind, state.id, state.outputs, {
      ...state.inputs,
      router: "branch",
    });
    assert.deepEqual(replaces, ["router"]);
  });

  it("says what is wrong with its arguments", async () => {
    await open();
    const reasons = async (args: Props) => (await failuresOf(kind, args)).map(({ reason }) => reason);
    assert.deepEqual(await reasons({}), ["script is required: the name of a script"]);
    const wrong = { script: "", logPrefix: 5, deadline: "soon", waitFor: [""], trigger: [1] };
    const found = (await reasons(wrong)).join("\n");
    for (const part of [
      /script: "" is not accepted/,
      /logPrefix: 5/,
      /deadline: "soon"/,
      /waitFor/,
      /did you mean "triggers"/,
    ])
      assert.match(found, part);
  });
});
