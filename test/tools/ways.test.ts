import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { fakeProgram } from "./fake-programs";

const { installRelease } = require("../../tools/bootstrap/pulumi/vendor") as {
  installRelease(folder: string, options: { silence?: number; script: string }): Promise<string>;
};
const { buildSet, findGo } = require("../../tools/bootstrap/pulumi/go") as {
  buildSet(folder: string, go: string): Promise<void>;
  findGo(env: NodeJS.ProcessEnv): { command: string; version: string; ok: boolean } | undefined;
};

describe("the ways to get the Pulumi CLI", () => {
  let root: string;
  beforeEach(() => {
    root = temporaryFolder("pulumi-ways");
  });
  afterEach(() => removeTemporary(root));

  /** An installer that runs `body` with `tmp` (its temporary folder) and `target` (where it installs to). */
  function installer(body: string): string {
    const script = path.join(root, "installer.js");
    const head =
      'const fs = require("node:fs"); const [tmp, target] = [process.env.TMPDIR, process.argv[2]];';
    fs.writeFileSync(script, `${head}\n${body}\n`);
    return script;
  }

  it("gives the vendor up when nothing arrives, and ends the installer", async () => {
    const alive = path.join(root, "alive");
    const script = installer(
      `setInterval(() => fs.writeFileSync(${JSON.stringify(alive)}, String(Date.now())), 20);`,
    );
    await assert.rejects(installRelease(path.join(root, "new"), { silence: 600, script }), /nothing arrived/);
    const last = fs.readFileSync(alive, "utf8");
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(fs.readFileSync(alive, "utf8"), last, "the installer still runs");
  });

  it("waits for a slow download as long as bytes arrive", async () => {
    const script = installer(`
      let parts = 0;
      const timer = setInterval(() => {
        fs.appendFileSync(tmp + "/release", "x".repeat(1000));
        if (++parts < 14) return;
        clearInterval(timer);
        fs.mkdirSync(target + "/bin", { recursive: true });
        fs.writeFileSync(target + "/bin/pulumi", "");
      }, 300);`);
    const bin = await installRelease(path.join(root, "new"), { silence: 3_000, script });
    assert.deepEqual(fs.readdirSync(bin), ["pulumi"]);
  });

  it("passes the installer's last words on", async () => {
    const script = installer('console.error("first\\nFailed to download: fetch failed"); process.exit(1);');
    await assert.rejects(installRelease(path.join(root, "new"), { script }), {
      message: "Failed to download: fetch failed",
    });
  });

  it("reads Go's version and compares it with the floor", () => {
    const versions: [string, boolean][] = [
      ["go1.26.8", true],
      ["go1.25.0", true],
      ["go1.24.9", false],
      ["go1.27rc1", true],
    ];
    for (const [version, ok] of versions) {
      fakeProgram(root, "go", `echo ${version}`);
      assert.equal(findGo({ PATH: `${root}:/bin` })?.ok, ok, version);
    }
  });

  it("builds the two programs, and copies the third out of the module cache as one that can be run", async () => {
    const sdk = path.join(root, "sdk");
    const script = fakeProgram(path.join(sdk, "nodejs", "dist"), "pulumi-resource-pulumi-nodejs", "exit 0");
    fs.chmodSync(script, 0o444);
    const go = fakeProgram(
      root,
      "go",
      `case "$1" in
        list) echo ${sdk};;
        build) while [ "$1" != -o ]; do shift; done; basename "$PWD" > "$2";;
      esac`,
    );
    const folder = path.join(root, "built");
    fs.mkdirSync(folder);
    await buildSet(folder, go);
    const module = (name: string) => fs.readFileSync(path.join(folder, name), "utf8").trim();
    assert.deepEqual([module("pulumi"), module("pulumi-language-nodejs")], ["cli", "lang"]);
    assert.equal(fs.statSync(path.join(folder, "pulumi-resource-pulumi-nodejs")).mode & 0o777, 0o755);
  });

  it("shows what Go said when the build fails", async () => {
    const go = fakeProgram(root, "go", 'echo "dial tcp: lookup proxy: no such host" >&2; exit 1');
    await assert.rejects(
      buildSet(root, go),
      /tools\/pulumi-cli\/cli\):[\s\S]*no such host[\s\S]*go env GOPROXY/,
    );
  });
});
