import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { type CliResult, startCli } from "../support/cli-run";
import { tarball, tarballs } from "../support/tarballs";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { environmentOn, install, packageManagers } from "../support/toolchain";
import { legsOfEveryRun } from "./legs";

const node = path.dirname(process.execPath);
const site = `wans:
  - { access: pppoe, interface: ether1, user: user1, password: secret }
  - { access: dhcp, interface: ether2 }
`;

/** The SDK of the leg that runs on this Node: npm would take the newest, which Node 20 is too old for. */
function sdk(): string {
  const [, line] = /^(\d+)\./.exec(process.versions.node) ?? [];
  return (legsOfEveryRun.find((leg) => leg.node === line) ?? legsOfEveryRun[0])?.sdk ?? "";
}

describe("the command of the tarball, installed by npm outside the repository", function () {
  this.timeout(300_000);
  let project: string;

  before(async () => {
    project = temporaryFolder("command-project");
    fs.writeFileSync(path.join(project, "site.yaml"), site);
    await add("pulumi-routeros", "pulumi-routeros-provider");
  });

  after(() => removeTemporary(project));

  /** Lists these of our packages, and installs. */
  async function add(...names: readonly string[]): Promise<void> {
    const file = path.join(project, "package.json");
    const before = fs.existsSync(file)
      ? JSON.parse(fs.readFileSync(file, "utf8")).dependencies
      : { "@pulumi/pulumi": sdk() };
    const ours = (await tarballs()).filter(({ name }) => names.includes(name));
    const dependencies = {
      ...before,
      ...Object.fromEntries(ours.map((one) => [one.name, `file:${one.file}`])),
    };
    fs.writeFileSync(file, JSON.stringify({ private: true, dependencies }));
    await install(project, packageManagers.npm, node);
  }

  function npx(...args: readonly string[]): Promise<CliResult> {
    const call = ["--no", "--", "pulumi-routeros", ...args];
    return startCli("npx", call, { cwd: project, env: environmentOn(node) }).done;
  }

  it("answers `npx pulumi-routeros --help`", async () => {
    const { code, stdout, stderr } = await npx("--help");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^Usage: pulumi-routeros /);
  });

  it("plans", async () => {
    const { code, stdout, stderr } = await npx("plan", "site.yaml");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /│ ISP1 rule /);
  });

  it("tells the command that installs the simulator, which nobody else needs, and rehearses with it", async () => {
    assert.ok(!fs.existsSync(path.join(project, "node_modules", "routeros-simulator")), "it is optional");
    const { version } = await tarball("routeros-simulator");
    const missing = await npx("rehearse", "site.yaml", "--list");
    assert.deepEqual(
      [missing.code, missing.stdout, missing.stderr],
      [
        2,
        "",
        `error: a rehearsal needs the package routeros-simulator: npm install routeros-simulator@${version}\n`,
      ],
    );

    await add("routeros-simulator");
    const play = ["--scenario", "link-down", "--dialect", "7", "--strategy", "script"];
    const { code, stdout, stderr } = await npx("rehearse", "site.yaml", ...play, "--html", "report.html");
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /^link-down .* met/m);
    const page = fs.readFileSync(path.join(project, "report.html"), "utf8");
    assert.match(page, /^<!doctype html>/i);
    // Its scripts come out of the packages: Chart.js, and the page's own modules.
    assert.match(page, /Chart\.js v/);
    assert.match(page, /"\.\/main"\(exports, require\)/);
  });

  it("tells the command that installs the engine where it is missing", async () => {
    const { version } = await tarball("pulumi-routeros-provider");
    fs.rmSync(path.join(project, "node_modules", "pulumi-routeros-provider"), { recursive: true });
    const { code, stdout, stderr } = await npx("plan", "site.yaml");
    assert.deepEqual(
      [code, stdout, stderr],
      [
        2,
        "",
        `error: pulumi-routeros needs the package pulumi-routeros-provider: npm install pulumi-routeros-provider@${version}\n`,
      ],
    );
  });
});
