import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { startCli } from "../support/cli-run";
import { REPOSITORY } from "../support/package-links";
import { removeTemporary, temporaryFolder } from "../support/temporary";

const { hermeticEnvironment } = require("../../tools/test/environment") as {
  hermeticEnvironment(folder: string, env?: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
};

describe("a test run", () => {
  let root: string;
  beforeEach(() => {
    root = temporaryFolder("test-run");
  });
  afterEach(() => removeTemporary(root));

  it("sees nothing of the user's Pulumi, routers and home, and keeps what was meant for it", () => {
    const env = hermeticEnvironment(root, {
      PULUMI_ACCESS_TOKEN: "token",
      PULUMI_BACKEND_URL: "file:///home/me",
      ROUTEROS_PASSWORD: "secret",
      NODE_ENV: "production",
      ENV: "testing",
      HOME: "/home/me",
      TMPDIR: "/tmp",
      PATH: "/usr/bin",
      ROUTEROS_TEST_HOST: "192.0.2.1",
    });
    const { PATH, HOME, PULUMI_HOME, TMPDIR, ROUTEROS_TEST_HOST } = env;
    const home = path.join(root, "home");
    assert.deepEqual(
      { PATH, HOME, PULUMI_HOME, TMPDIR, ROUTEROS_TEST_HOST },
      {
        PATH: "/usr/bin",
        HOME: home,
        PULUMI_HOME: path.join(home, ".pulumi"),
        TMPDIR: path.join(root, "tmp"),
        ROUTEROS_TEST_HOST: "192.0.2.1",
      },
    );
    for (const gone of [
      "PULUMI_ACCESS_TOKEN",
      "PULUMI_BACKEND_URL",
      "ROUTEROS_PASSWORD",
      "NODE_ENV",
      "ENV",
    ]) {
      assert.equal(env[gone], undefined, gone);
    }
    assert.equal(env.npm_config_cache, path.join(os.homedir(), ".npm"), "npm's cache is no setting");
  });

  it("counts what passed, failed and was skipped, in one process and in several", async () => {
    const words =
      'it("good", () => {}); it("also good", () => {}); it("bad", () => { throw new Error("no"); }); it("later");';
    fs.writeFileSync(path.join(root, "one.test.js"), words);
    const mocha = path.join(REPOSITORY, "node_modules", "mocha", "bin", "mocha.js");
    const reporter = path.join(REPOSITORY, "tools", "test", "reporter.js");
    for (const parallel of [[], ["--parallel", "--jobs", "2"]]) {
      const figures = path.join(root, `figures-${parallel.length}`);
      const args = [mocha, "--no-config", "--reporter", reporter, ...parallel, "one.test.js"];
      const run = startCli(process.execPath, args, {
        cwd: root,
        env: { ...process.env, TEST_FIGURES: figures },
      });
      const { code, stdout } = await run.done;
      assert.equal(code, 1);
      assert.match(stdout, /2 passing[\s\S]*1 pending[\s\S]*1 failing/);
      assert.deepEqual(JSON.parse(fs.readFileSync(figures, "utf8")), { passed: 2, failed: 1, pending: 1 });
    }
  });
});
