import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { npmCommand } from "../../tools/test/npm-program";
import { type CliResult, startCli } from "../support/cli-run";
import { REPOSITORY } from "../support/package-links";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { type LivingRouter, livingRouter, person, siteYaml } from "./office";

/** The program itself, as it is built (`npm test` builds what is stale before it runs anything). */
describe("the program pulumi-routeros", function () {
  this.timeout(180_000);
  let folder: string;
  let site: string;
  let living: LivingRouter;

  before(async () => {
    folder = temporaryFolder("binary");
    site = path.join(folder, "site.yaml");
    fs.writeFileSync(site, siteYaml);
    living = await livingRouter();
  });
  after(async () => {
    await living?.stop();
    if (folder !== undefined) removeTemporary(folder);
  });

  const bin = path.join(REPOSITORY, "bin", "pulumi-routeros.js");
  function run(args: readonly string[], env: NodeJS.ProcessEnv = {}, input = ""): Promise<CliResult> {
    const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...env }, input };
    return startCli(process.execPath, [bin, ...args], options).done;
  }
  const way = () => [
    ...["--host", "127.0.0.1", "--port", String(living.router.port), "--user", person.name],
    "--no-tls",
  ];

  it("tells its version, which is the package's", async () => {
    const { code, stdout } = await run(["--version"]);
    const { version } = JSON.parse(fs.readFileSync(path.join(REPOSITORY, "package.json"), "utf8"));
    assert.deepEqual([code, stdout], [0, `${version}\n`]);
  });

  it("plans into a file, without colours and without a terminal", async () => {
    const { code, stdout, stderr } = await run(["plan", "site.yaml", "--format", "rsc"]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^# ISP1, ISP2 on RouterOS 7: \d+ rows\.\n/);
    const table = await run(["plan", "site.yaml"]);
    assert.equal(table.stdout.includes("\x1b"), false);
    assert.equal(Math.max(...table.stdout.split("\n").map(({ length }) => length)) <= 120, true);
  });

  it("rehearses with workers, and shows no bar where no terminal is", async () => {
    const args = [
      "rehearse",
      "site.yaml",
      "--scenario",
      "link-down",
      "session-ended",
      "--strategy",
      "script",
      "--dialect",
      "6",
      "--jobs",
      "2",
    ];
    const { code, stdout, stderr } = await run(args);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^RouterOS 6\.49, strategy "script"$/m);
    assert.match(stdout, /^link-down .* met/m);
    assert.match(stdout, /^session-ended .* met/m);
  });

  it("takes the password from the environment or from standard input, and asks nobody without a terminal", async () => {
    const missing = await run(["status", "site.yaml", ...way()]);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /no password for watcher .* set ROUTEROS_PASSWORD, or use --password-stdin/);
    const known = await run(["status", "site.yaml", ...way()], { ROUTEROS_PASSWORD: person.password });
    assert.deepEqual([known.code, known.stderr], [1, "nothing of site is on CHR.\n"]);
    assert.match(known.stdout, /nothing of this office is on the router/);
    const read = await run(["status", "site.yaml", ...way(), "--password-stdin"], {}, `${person.password}\n`);
    assert.match(read.stdout, /nothing of this office is on the router/);
  });

  it("ends with 2 for a mistake in the call, and with 1 where the router refuses", async () => {
    const missing = await run(["plan", "nowhere.yaml"]);
    assert.deepEqual(
      [missing.code, missing.stdout, missing.stderr],
      [2, "", "error: nowhere.yaml cannot be read: there is no such file\n"],
    );
    const refused = await run(["status", "site.yaml", ...way()], { ROUTEROS_PASSWORD: "another" });
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^error: 127\.0\.0\.1:\d+ refused the login of user "watcher"/);
  });

  it("says how to build a checkout that is fresh", async () => {
    const checkout = path.join(folder, "checkout");
    fs.mkdirSync(path.join(checkout, "bin"), { recursive: true });
    const program = path.join(checkout, "bin", "pulumi-routeros.js");
    fs.copyFileSync(bin, program);
    const { code, stderr } = await startCli(process.execPath, [program, "--help"], {
      cwd: folder,
      env: process.env,
    }).done;
    assert.equal(code, 2);
    assert.equal(
      stderr,
      `error: this checkout of pulumi-routeros is not built yet. In ${checkout}: npm install, then npm run build\n`,
    );
  });

  it("is what `npx pulumi-routeros` starts in the checkout", async () => {
    const { command, args } = npmCommand();
    // npm keeps a link to the checkout in a cache of its own.
    const env = { ...process.env, npm_config_cache: path.join(folder, "cache"), npm_config_offline: "true" };
    const call = [...args, "exec", "--yes", "--", "pulumi-routeros", "plan", site];
    const { code, stdout, stderr } = await startCli(command, call, { cwd: REPOSITORY, env }).done;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /│ ISP1 rule /);
  });
});
