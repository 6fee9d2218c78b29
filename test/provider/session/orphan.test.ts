import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isRouterOsError } from "../../../provider/session/errors";
import {
  createOrphanCheck,
  type ProcessInfo,
  parseProcStat,
  parsePs,
} from "../../../provider/session/orphan";

/** host 30 ← shell 20 ← CLI 10 ← terminal 5 */
const family = (): Map<number, ProcessInfo> =>
  new Map([
    [5, { parent: 1, started: "1", command: "bash" }],
    [10, { parent: 5, started: "2", command: "pulumi" }],
    [20, { parent: 10, started: "3", command: "sh" }],
    [30, { parent: 20, started: "4", command: "node" }],
  ]);
const check = (processes: Map<number, ProcessInfo>, holds = 0) =>
  createOrphanCheck({ pid: 30, read: async (pid) => processes.get(pid), holds });
const move = (processes: Map<number, ProcessInfo>, pid: number, change: Partial<ProcessInfo>) =>
  processes.set(pid, { ...(processes.get(pid) as ProcessInfo), ...change });

async function hasEnded(mayWrite: () => Promise<void>): Promise<boolean> {
  try {
    await mayWrite();
    return false;
  } catch (error) {
    assert.ok(isRouterOsError(error, "cancelled"));
    assert.match(error.message, /The Pulumi run that asked for this has ended/);
    return true;
  }
}

describe("the orphan check", () => {
  it("passes while the CLI lives, however its own parents change", async () => {
    const processes = family();
    const mayWrite = check(processes);
    assert.equal(await hasEnded(mayWrite), false);
    processes.delete(5);
    move(processes, 10, { parent: 1 });
    assert.equal(await hasEnded(mayWrite), false);
  });

  it("fails when the CLI was killed and the shell between lives on", async () => {
    const processes = family();
    const mayWrite = check(processes);
    await mayWrite();
    processes.delete(10);
    move(processes, 20, { parent: 1 });
    processes.set(1, { parent: 0, started: "0", command: "init" });
    assert.equal(await hasEnded(mayWrite), true);
  });

  it("looks past the script that starts the host, which Linux names after its file and not after its shell", async () => {
    const processes = family();
    move(processes, 20, { command: "pulumi-resource" });
    const mayWrite = check(processes);
    await mayWrite();
    processes.delete(10);
    move(processes, 20, { parent: 1 });
    processes.set(1, { parent: 0, started: "0", command: "init" });
    assert.equal(await hasEnded(mayWrite), true);
  });

  it("fails when the shell was killed", async () => {
    const processes = family();
    const mayWrite = check(processes);
    await mayWrite();
    processes.delete(20);
    move(processes, 30, { parent: 10 });
    assert.equal(await hasEnded(mayWrite), true);
  });

  it("is not fooled by a new process with the CLI's id", async () => {
    const processes = family();
    const mayWrite = check(processes);
    await mayWrite();
    move(processes, 10, { started: "99" });
    assert.equal(await hasEnded(mayWrite), true);
  });

  it("passes where the system tells nothing about processes", async () => {
    assert.equal(await hasEnded(check(new Map())), false);
  });

  it("reads nothing for a while after it passed, where reading costs a process", async () => {
    const processes = family();
    const mayWrite = check(processes, 60_000);
    await mayWrite();
    processes.clear();
    assert.equal(await hasEnded(mayWrite), false);
  });

  it("reads /proc/<pid>/stat, parentheses and spaces in the command included", () => {
    const stat =
      "42 (a) b (c) S 7 42 42 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 98765 1 1 18446744073709551615";
    assert.deepEqual(parseProcStat(stat), { parent: 7, started: "98765", command: "a) b (c" });
    assert.equal(parseProcStat("nonsense"), undefined);
  });

  it("reads a line of ps, a login shell's too", () => {
    assert.deepEqual(parsePs("  501 Mon Nov  3 06:33:10 2026     -/bin/zsh\n"), {
      parent: 501,
      started: "Mon Nov  3 06:33:10 2026",
      command: "zsh",
    });
    assert.equal(parsePs(""), undefined);
  });

  it("notices a killed grandparent past a real shell", async function () {
    if (process.platform !== "linux") return this.skip();
    const orphan = join(__dirname, "../../../provider/session/orphan.ts");
    const host = `
      require("ts-node/register");
      const { createOrphanCheck, parseProcStat } = require(${JSON.stringify(orphan)});
      const { readFileSync } = require("node:fs");
      const read = async (pid) => {
        try { return parseProcStat(readFileSync("/proc/" + pid + "/stat", "utf8")); } catch { return undefined; }
      };
      const check = createOrphanCheck({ pid: process.pid, read });
      const ask = () => check().then(
        () => { console.log("alive"); setTimeout(ask, 100); },
        (error) => { console.log(error.category); process.exit(); },
      );
      ask();
      setTimeout(() => process.exit(), 15000);
    `;
    const cli = `
      const { spawn } = require("node:child_process");
      spawn("sh", ["-c", 'node -e "$HOST"; true'], { stdio: "inherit" });
      setInterval(() => {}, 1000);
    `;
    const root = spawn(process.execPath, ["-e", cli], {
      env: { ...process.env, HOST: host },
      stdio: ["ignore", "pipe", "inherit"],
      cwd: join(__dirname, "../../.."),
    });
    const said = createInterface({ input: root.stdout })[Symbol.asyncIterator]();
    assert.equal((await said.next()).value, "alive");
    root.kill("SIGKILL");
    let last = "alive";
    while (last === "alive") last = (await said.next()).value;
    assert.equal(last, "cancelled");
  });
});
