import assert from "node:assert/strict";
import { type Caller, CommandFailure, type RouterOsVersion } from "../../../simulator/config/contract";
import { hookCaller } from "../../../simulator/script";
import { requestOf } from "../config/harness";
import { type ScriptLab, scriptLab } from "./harness";

async function api(lab: ScriptLab, path: string, words: readonly string[], caller: Caller = lab.admin) {
  const lines: string[] = [];
  const rows: Record<string, string>[] = [];
  const { signal } = new AbortController();
  const output = {
    row: (row: object) => void rows.push({ ...row }),
    line: (line: string) => void lines.push(line),
    signal,
  };
  try {
    const { ret } = await lab.finish(lab.plane.execute(requestOf(path, words), caller, output));
    return { ret, rows, lines };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return { trap: error.message, rows, lines };
  }
}

const file = (lab: ScriptLab, contents: string) => lab.plane.hand.add("/file", { name: "a.rsc", contents });
/** Somebody with these policies. */
const somebody = (policies: string): Caller => ({
  ...{ id: 80, user: "w", via: "api", address: "" },
  policies: new Set(policies.split(",")),
});
const identity = (lab: ScriptLab) => lab.plane.hand.print("/system/identity")[0]?.name;

describe("commands that run scripts", () => {
  it("runs a script by name and counts the runs", async () => {
    const lab = scriptLab();
    lab.plane.hand.add("/system/script", {
      name: "s",
      source: ":put hi\n/system identity set name=ran",
      policy: "read,write",
    });
    assert.deepEqual((await api(lab, "/system/script/run", ["=number=s"])).lines, ["hi"]);
    assert.equal(identity(lab), "ran");
    assert.equal(lab.plane.hand.print("/system/script")[0]?.["run-count"], "1");
  });

  it("answers a failed run with the error and its place", async () => {
    const lab = scriptLab();
    lab.plane.hand.add("/system/script", { name: "s", source: '\n:error "no"' });
    assert.equal((await api(lab, "/system/script/run", ["=.id=s"])).trap, "no (:error; line 2)");
  });

  it("refuses a script whose policies its caller has not, and runs it where it does not require them", async () => {
    const lab = scriptLab("7.21.5", {
      users: [
        { name: "admin", password: "" },
        { name: "w", password: "", group: "write" },
      ],
    });
    const writer = lab.plane.login("w", "", "console", "") as Caller;
    lab.plane.hand.add("/system/script", { name: "s", source: ":put ok", policy: "read,policy" });
    assert.equal(
      (await api(lab, "/system/script/run", ["=number=s"], writer)).trap,
      "not enough permissions (9)",
    );
    lab.plane.hand.set("/system/script", "s", { "dont-require-permissions": "yes" });
    assert.deepEqual((await api(lab, "/system/script/run", ["=number=s"], writer)).lines, ["ok"]);
  });

  it("takes no policies from use-script-permissions, and refuses as without it", async () => {
    const lab = scriptLab();
    const source = "/system identity set name=x";
    lab.plane.hand.add("/system/script", { name: "none", source, policy: "" });
    lab.plane.hand.add("/system/script", { name: "more", source, policy: "read,write,policy" });
    const run = async (name: string, ...more: string[]) =>
      (await api(lab, "/system/script/run", [`=number=${name}`, ...more])).trap;
    assert.match((await run("none", "=use-script-permissions=")) ?? "", /^not enough permissions \(9\)/);
    assert.equal(await run("none"), undefined);
    const writer = somebody("read,write,api,test");
    const words = ["=number=more", "=use-script-permissions="];
    assert.match((await api(lab, "/system/script/run", words, writer)).trap ?? "", /^not enough permissions/);
  });

  it("lets nobody change what a script does that has more policies than he has", async () => {
    const lab = scriptLab();
    lab.plane.hand.add("/system/script", { name: "strong", source: ":put 1", policy: "read,write,policy" });
    lab.plane.hand.add("/system/script", { name: "weak", source: ":put 1", policy: "read,write" });
    const writer = somebody("read,write,api,test");
    const set = async (...words: string[]) => (await api(lab, "/system/script/set", words, writer)).trap;
    assert.equal(await set("=numbers=strong", "=source=:put 2"), "not enough permissions (9)");
    assert.equal(await set("=numbers=strong", "=comment=a"), undefined);
    assert.equal(await set("=numbers=weak", "=source=:put 2"), undefined);
    assert.equal(
      (await api(lab, "/system/script/add", ["=name=new", "=source=:put 1"], writer)).trap,
      undefined,
    );
    const [row] = lab.plane.hand.print("/system/script", ["name=new"]);
    assert.equal(row?.policy, "read,write,test");
  });

  it("lets a script do only what its policies allow", async () => {
    const lab = scriptLab();
    lab.plane.hand.add("/system/script", {
      name: "s",
      source: "/system identity set name=x",
      policy: "read",
    });
    assert.equal(
      (await api(lab, "/system/script/run", ["=number=s"])).trap,
      "not enough permissions (9) (/system/identity/set; line 1)",
    );
  });

  it("executes with as-string: output and error in ret, without a trap", async () => {
    const lab = scriptLab();
    const { ret, trap } = await api(lab, "/execute", [
      "=script=:put a; /ip/route/get *FF gateway",
      "=as-string=",
    ]);
    assert.deepEqual([ret, trap], ["a\nno such item (/ip/route/get; line 1)\n", undefined]);
  });

  it("executes in the background, shows the job, and writes the output to a file", async () => {
    const lab = scriptLab();
    const { ret } = await api(lab, "/execute", ["=script=:put a; :delay 5s; :put b", "=file=out"]);
    assert.match(ret ?? "", /^\*/);
    assert.equal(lab.plane.hand.print("/system/script/job").length, 1);
    await lab.clock.advance(6000);
    assert.equal(lab.plane.hand.print("/system/script/job").length, 0);
    assert.equal(lab.plane.hand.print("/file")[0]?.contents, "a\nb\n");
  });

  it("ends a job that is removed", async () => {
    const lab = scriptLab();
    const { ret = "" } = await api(lab, "/execute", ["=script=:delay 5s; /system identity set name=never"]);
    await api(lab, "/system/script/job/remove", [`=.id=${ret}`]);
    await lab.clock.advance(10_000);
    assert.notEqual(identity(lab), "never");
    assert.equal(lab.plane.hand.print("/system/script/job").length, 0);
  });

  it("imports a file; the line that fails ends it, earlier lines stay", async () => {
    const lab = scriptLab();
    file(
      lab,
      "/system identity set name=first\n/ip address add address=1.1.1.1/24 interface=nope\n/system identity set name=second",
    );
    const { trap } = await api(lab, "/import", ["=file-name=a.rsc"]);
    assert.equal(trap, "Script Error: input does not match any value of interface (/ip/address/add; line 2)");
    assert.equal(identity(lab), "first");
  });

  it("imports nothing of a file with a syntax error", async () => {
    const lab = scriptLab();
    const before = identity(lab);
    file(lab, "/system identity set name=first\n:put (");
    assert.match(
      (await api(lab, "/import", ["=file-name=a.rsc"])).trap ?? "",
      /^Script Error: syntax error \(line 2 column 7\)$/,
    );
    assert.equal(identity(lab), before);
  });

  it("imports from a line on", async () => {
    const lab = scriptLab();
    file(lab, ":error never\n/system identity set name=second");
    assert.equal((await api(lab, "/import", ["=file-name=a.rsc", "=from-line=2"])).trap, undefined);
    assert.equal(identity(lab), "second");
  });

  const dryRuns: readonly (readonly [RouterOsVersion, string, string | undefined, string | undefined])[] = [
    ["7.21.5", "/system identity set name=dry", "true", undefined],
    ["7.21.5", ":put (", undefined, "Script Error: found 1 error(s) in import file"],
    ["7.12.2", ":put 1", undefined, "unknown parameter dry-run"],
  ];
  for (const [version, contents, ret, trap] of dryRuns) {
    it(`${version}: dry-run of ${contents}`, async () => {
      const lab = scriptLab(version);
      const before = identity(lab);
      file(lab, contents);
      const answer = await api(lab, "/import", ["=file-name=a.rsc", "=dry-run="]);
      assert.deepEqual([answer.ret, answer.trap, identity(lab)], [ret, trap, before]);
    });
  }

  it("catches the error of an import in a script", async () => {
    const lab = scriptLab();
    file(lab, "this is no command");
    const { out } = await lab.run(':onerror e in={import a.rsc} do={:put "Failure - $e"}');
    assert.deepEqual(out, [
      "Failure - Script Error: bad command name this (line 1 column 1) (:import; line 1)",
    ]);
  });

  describe("events (on-event, up-script)", () => {
    const { signal } = new AbortController();

    it("run the script of that name, else the commands themselves", async () => {
      const lab = scriptLab();
      lab.plane.hand.add("/system/script", { name: "s", source: ":return [:jobname]", policy: "read" });
      const options = { caller: lab.admin, signal };
      assert.equal(await lab.finish(lab.scripts.event("s", options)), "s");
      assert.equal(await lab.finish(lab.scripts.event(":return 5", options)), 5n);
      assert.equal(lab.plane.hand.print("/system/script")[0]?.["run-count"], "1");
    });

    it("of hooks and netwatch have few policies, and globals of their own", async () => {
      const lab = scriptLab();
      lab.plane.hand.add("/system/script", { name: "s", source: ":put 1", policy: "read,ftp" });
      await lab.run(":global g 1");
      const event = (text: string) => lab.finish(lab.scripts.event(text, { caller: hookCaller, signal }));
      await assert.rejects(event("s"), /not enough permissions \(9\)/);
      await assert.rejects(event("/user add name=x group=full"), /not enough permissions \(9\)/);
      assert.equal(await event(":global g; :return [:typeof $g]"), "nothing");
      await event("/system identity set name=hook");
      assert.equal(identity(lab), "hook");
      const lines = lab.plane.hand
        .print("/log")
        .filter(({ message = "" }) => message.includes("not enough permissions"));
      assert.equal(lines.length, 2);
    });
  });

  it("interrupts a run with its command", async () => {
    const lab = scriptLab();
    lab.plane.hand.add("/system/script", { name: "s", source: ":delay 1h" });
    const stop = new AbortController();
    const running = lab.plane.execute(requestOf("/system/script/run", ["=number=s"]), lab.admin, {
      row: () => {},
      signal: stop.signal,
    });
    const ended = assert.rejects(running, /interrupted/);
    await lab.clock.advance(1000);
    stop.abort();
    await ended;
  });
});
