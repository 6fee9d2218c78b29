import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { createNetwork, type PacedClock, pacedClock } from "../../simulator/index";
import { pulumisWords } from "../docs/coverage";
import { onlyBlock, shellCommands } from "../docs/documents";
import { documentedAddress, type ReadyRouter, readyRouter } from "../docs/set-up";
import { type Walk, walkThrough } from "../docs/walk";
import { isps } from "../support/living-office";
import { assertCode, configurationOf, printed } from "../support/office";
import { createProject, type PulumiProject } from "../support/pulumi-project";
import { linkSiteDependencies, siteFolder } from "../support/site-project";
import { removeTemporary } from "../support/temporary";

const linePassword = "password of the line";
const token = "1234:token of the bot";
const mangle = "/ip/firewall/mangle";

/** A project whose stack the document makes itself. */
async function projectFor(ready: ReadyRouter, program: string | { folder: string }): Promise<PulumiProject> {
  const project = await createProject({ program, env: { ROUTEROS_PORT: String(ready.router.tlsPort) } });
  assertCode(await project.run(["stack", "rm", "--yes", project.stack]), 0, "stack rm");
  return project;
}

describe("the README's way onto a real router, with the real CLI", () => {
  let ready: ReadyRouter;
  let project: PulumiProject;
  let walk: Walk;

  before(async () => {
    ready = await readyRouter();
    project = await projectFor(ready, onlyBlock("README.md", "Single objects", "ts").text);
    // No more than the README says: its Pulumi.yaml, no tsconfig.json, and the package.json that npm writes.
    const { text } = onlyBlock("README.md", "On a real router", "yaml");
    fs.writeFileSync(path.join(project.folder, "Pulumi.yaml"), text);
    fs.writeFileSync(path.join(project.folder, "package.json"), '{ "dependencies": {} }\n');
    fs.rmSync(path.join(project.folder, "tsconfig.json"));
    const commands = [
      ...shellCommands("README.md", "On a real router"),
      ...shellCommands("README.md", "How drift works"),
    ];
    walk = walkThrough(commands, {
      project,
      values: { "4f0a…": ready.fingerprint },
      answers: { "routeros:password": ready.password, isp1Password: linePassword },
    });
  });

  after(async () => {
    await project?.dispose();
    await ready?.router.stop();
  });

  it("logs in to a place for the state", async () => {
    assertCode(await project.run(["login", "--local"]), 0, "pulumi login --local");
  });

  it("previews first, and nothing is changed", async () => {
    const { config } = ready.router;
    // An office that was set up by hand: another user name on the line, and a rule without a comment.
    config.add("/interface/pppoe-client", {
      name: "pppoe-isp1",
      interface: "ether1",
      user: "old-user",
      disabled: "no",
    });
    config.add(mangle, {
      chain: "prerouting",
      "connection-state": "new",
      "in-interface": "pppoe-isp1",
      action: "mark-connection",
      "new-connection-mark": "from-ISP1",
    });
    const before = configurationOf(ready.router);
    await walk.until("pulumi preview");
    const preview = await walk.next("pulumi preview");
    assertCode(preview, 0, "preview");
    assert.match(preview.stdout, /version *: "7\.21\.5"/, "it has asked the router");
    assert.match(preview.stdout, /4 to create/);
    assert.deepEqual(configurationOf(ready.router), before);
  });

  it("takes over what was made by hand, once adopt is set", async () => {
    await walk.until("pulumi up");
    assertCode(await walk.next("pulumi up"), 0, "up");
    const { config } = ready.router;
    const [line, ...lines] = config.print("/interface/pppoe-client");
    assert.deepEqual([line?.user, line?.password, lines], ["user1", linePassword, []]);
    assert.deepEqual(
      config.print(mangle).map(({ comment }) => comment),
      ["ISP1 mark conn"],
    );
    assert.deepEqual(project.filesContaining(linePassword), []);
    assert.deepEqual(project.filesContaining(ready.password), []);
  });

  it("tells drift by its exit code", async () => {
    ready.router.config.set(mangle, "0", { disabled: "yes" });
    const drift = await walk.next("pulumi preview --expect-no-changes");
    assert.equal(drift.code, 7, printed(drift));
    walk.end();
  });

  it("finds the stack locked after a killed run, in the words of the table, until it is cancelled", async () => {
    // What a killed run leaves behind.
    const locks = path.join(
      project.folder,
      "..",
      "backend",
      ".pulumi",
      "locks",
      "organization",
      "office",
      "office-12",
    );
    fs.mkdirSync(locks, { recursive: true });
    fs.writeFileSync(
      path.join(locks, "killed.json"),
      '{"pid":1,"username":"u","hostname":"h","timestamp":"2026-01-01T00:00:00Z"}',
    );
    const [words = "?"] = pulumisWords;
    const locked = await project.run(["up", "--yes", "--skip-preview"]);
    assert.notEqual(locked.code, 0);
    assert.ok(printed(locked).includes(words), printed(locked));
    assertCode(await project.run(["cancel", "--yes"]), 0, "cancel");
    assert.deepEqual(fs.readdirSync(locks), []);
  });
});

describe("the page on a site, with the real CLI", () => {
  let ready: ReadyRouter;
  let project: PulumiProject;
  let folder: string;
  let clock: PacedClock;

  before(async () => {
    folder = siteFolder();
    clock = pacedClock({ speed: 10, start: Date.UTC(2026, 0, 1, 12) });
    ready = await readyRouter({ clock });
    createNetwork({ router: ready.router.plane, isps: [isps.pppoe, isps.dhcp] });
    project = await projectFor(ready, { folder });
    linkSiteDependencies(project);
  });

  after(async () => {
    await project?.dispose();
    await ready?.router.stop();
    clock?.stop();
    if (folder !== undefined) removeTemporary(folder);
  });

  it("gives a stack's file that is applied as it stands", async () => {
    const answers = {
      "routeros:password": ready.password,
      "site.wans[0].password": linePassword,
      "site.onSwitch.notify[0].telegram.token": token,
    };
    const walk = walkThrough(shellCommands("docs/site.md"), { project, values: {}, answers });
    await walk.next("pulumi stack init office-12");
    assertCode(await walk.next("pulumi config set --secret routeros:password"), 0, "password");

    // The file as the page shows it, with this router's values; the stack's own salt and the password's text stay.
    const file = path.join(project.folder, "Pulumi.office-12.yaml");
    const written = fs.readFileSync(file, "utf8");
    const [salt = ""] = /^encryptionsalt: .*$/m.exec(written) ?? [];
    const [, secure = ""] = /secure: (\S+)/.exec(written) ?? [];
    const { text } = onlyBlock("docs/site.md", "A site as configuration", "yaml");
    assert.match(text, /^# Pulumi\.office-12\.yaml$/m);
    const filled = text
      .replace(documentedAddress, "127.0.0.1")
      .replace("secure: …", `secure: ${secure}`)
      .replace("4f0a…", ready.fingerprint);
    assert.doesNotMatch(filled, /…/);
    fs.writeFileSync(file, `${salt}\n${filled}`);

    await walk.until("pulumi preview");
    assertCode(await walk.next("pulumi preview"), 0, "preview");
    assertCode(await walk.next("pulumi up"), 0, "up");
    const output = await walk.next("pulumi stack output activeWan");
    assert.equal(output.stdout.trim(), "ISP1");
    walk.end();
    const { config } = ready.router;
    assert.equal(config.print("/interface/pppoe-client")[0]?.password, linePassword);
    assert.ok(
      config.print("/ip/firewall/filter").some(({ comment }) => comment === "guests stay out of the office"),
    );
    for (const secret of [linePassword, token]) assert.deepEqual(project.filesContaining(secret), []);
  });
});
