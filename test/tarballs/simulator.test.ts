import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { connect } from "node:net";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { tarball } from "../support/tarballs";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { environmentOn, install, packageManagers } from "../support/toolchain";

const node = path.dirname(process.execPath);
const ready = /^ready: RouterOS 7\.21\.5, api 127\.0\.0\.1:(\d+)/;

/** Resolves when something accepts a connection there. */
function accepts(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve();
    });
    socket.once("error", reject);
  });
}

/** `npx routeros-simulator …` in a process group of its own, as a terminal starts it. */
function npx(project: string, ...args: string[]) {
  const child = spawn("npx", ["--no", "--", "routeros-simulator", ...args], {
    cwd: project,
    env: environmentOn(node),
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const lines = createInterface(child.stdout);
  const ended = once(child, "exit").then(([code]) => code as number | null);
  return {
    lines,
    ended,
    /** Ctrl-C: the terminal tells the whole group, npx, its shell and the program. */
    interrupt: () => {
      const alive = child.exitCode === null && child.signalCode === null;
      if (child.pid !== undefined && alive) process.kill(-child.pid, "SIGINT");
    },
  };
}

describe("the tarball of routeros-simulator, installed by npm outside the repository", () => {
  let project: string;
  let running: ReturnType<typeof npx> | undefined;

  before(async () => {
    project = temporaryFolder("simulator-project");
    const { name, file } = await tarball("routeros-simulator");
    const manifest = { private: true, dependencies: { [name]: `file:${file}` } };
    fs.writeFileSync(path.join(project, "package.json"), JSON.stringify(manifest));
    await install(project, packageManagers.npm, node);
  });

  afterEach(async () => {
    running?.interrupt();
    await running?.ended;
    running = undefined;
  });

  after(() => removeTemporary(project));

  it("serves a router by `npx routeros-simulator serve`, and stops when it is interrupted", async function () {
    this.timeout(30_000);
    const options = ["--version", "7.21.5", "--port", "0", "--user", "admin", "--password", "secret"];
    running = npx(project, "serve", ...options);
    const [line] = (await once(running.lines, "line")) as [string];
    assert.match(line, ready);
    const port = Number(ready.exec(line)?.[1]);
    await accepts(port);
    running.interrupt();
    await running.ended;
    await assert.rejects(accepts(port), /ECONNREFUSED/);
  });

  it("tells its own version", async function () {
    this.timeout(30_000);
    const { version } = await tarball("routeros-simulator");
    const { lines, ended } = npx(project, "--version");
    const [line] = (await once(lines, "line")) as [string];
    assert.equal(line, version);
    assert.equal(await ended, 0);
  });

  it("is a library too, with startRouter", () => {
    const program =
      'require("routeros-simulator").startRouter({ version: "7.24" })' +
      ".then(async (router) => { console.log(router.version); await router.stop(); })";
    const text = execFileSync(process.execPath, ["-e", program], { cwd: project, encoding: "utf8" });
    assert.match(text, /^7\.24/);
  });
});
