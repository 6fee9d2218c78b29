import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runProgram } from "../../../simulator/cli/program";
import { startRouter } from "../../../simulator/index";
import { loggedIn } from "./raw-client";

const root = join(__dirname, "../../..");
const main = join(root, "simulator/cli/main.ts");

interface Run {
  readonly process: ChildProcess;
  /** Standard output up to the first line that matches. */
  line(pattern: RegExp): Promise<RegExpMatchArray>;
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Run {
  const { ROUTEROS_SIMULATOR_PASSWORD: _own, ...inherited } = process.env;
  const child = spawn(process.execPath, ["-r", "ts-node/register", main, ...args], {
    cwd: root,
    env: { ...inherited, ...environment },
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
  const line = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = () => {
        const match = out.match(pattern);
        if (match) resolve(match);
      };
      child.stdout.on("data", look);
      void ended.then(() => reject(new Error(`ended without ${pattern}: ${out}${err}`)));
      look();
    });
  return { process: child, line, ended };
}

describe("routeros-simulator serve", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "simulator-cli-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("says when it is ready, serves, stops cleanly and keeps its state", async () => {
    const state = join(folder, "state.json");
    const args = ["serve", "--port", "0", "--user", "admin", "--state", state, "--latency", "2ms"];
    const menu = "/ip/firewall/address-list";
    for (const [round, signal] of (["SIGINT", "SIGTERM"] as const).entries()) {
      const served = run([...args, "--rows", `${menu}=50`], { ROUTEROS_SIMULATOR_PASSWORD: "secret" });
      const ready = await served.line(/^ready: RouterOS 7\.21\.5, api 127\.0\.0\.1:(\d+), user admin\n/);
      const client = await loggedIn(Number(ready[1]));
      const count = async () => (await client.talk(`${menu}/print`, "=count-only="))[0]?.[1];
      assert.equal(await count(), `=ret=${50 + round}`);
      await client.talk(`${menu}/add`, "=list=ours", `=address=192.168.0.${round}`);
      served.process.kill(signal);
      const { code, out, err } = await served.ended;
      assert.deepEqual([code, err, out.trim().split("\n").length], [0, "", 1]);
    }
  });

  it("serves api-ssl and hands out the authority to trust", async () => {
    const ca = join(folder, "ca.pem");
    const args = ["serve", "--port", "0", "--tls", "--tls-port", "0", "--ca-out", ca, "--version", "7.24"];
    const served = run([...args, "--password", "secret"]);
    const ready = await served.line(
      /^ready: RouterOS 7\.24, .*api-ssl 127\.0\.0\.1:(\d+), certificate SHA-256 [0-9A-F:]{95},/,
    );
    const client = await loggedIn(Number(ready[1]), { ca: readFileSync(ca), servername: "localhost" });
    await client.close();
    served.process.kill("SIGTERM");
    assert.equal((await served.ended).code, 0);
  });

  for (const [args, message] of [
    [["serve", "--version", "7.1"], /--version.*Known versions: 6\.49/],
    [["serve", "--port", "70000"], /--port.*65535/],
    [["serve", "--latency", "soon"], /--latency.*50ms/],
    [["serve", "--rows", "/ip/dns=4"], /--rows.*Menus that can be filled: \/ip\/firewall\/address-list/],
    [["serve", "--tls-cert", "only.pem"], /--tls-cert and --tls-key go together/],
    [["dance"], /unknown command 'dance'/],
  ] as const) {
    it(`refuses ${args.join(" ")} with exit code 2`, async () => {
      let [out, err] = ["", ""];
      const streams = {
        out: (text: string) => {
          out += text;
        },
        err: (text: string) => {
          err += text;
        },
      };
      const code = await runProgram(args, streams);
      assert.equal(code, 2);
      assert.match(err, message);
      assert.equal(out, "");
    });
  }

  it("names the port that is taken and what to do, with exit code 1", async () => {
    const other = await startRouter();
    let err = "";
    const streams = {
      out: () => {},
      err: (text: string) => {
        err += text;
      },
    };
    try {
      assert.equal(await runProgram(["serve", "--port", `${other.port}`], streams), 1);
      assert.match(
        err,
        new RegExp(`^error: port ${other.port} of 127.0.0.1 is taken; choose another with --port`),
      );
    } finally {
      await other.stop();
    }
  });
});
