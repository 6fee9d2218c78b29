import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { blocksIn } from "../docs/documents";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { command, type LivingRouter, livingRouter, person, siteYaml, withEnvironment } from "./office";

/** `status` and `maintenance` on a router that had the plan of the command line imported by hand. */
describe("pulumi-routeros status and maintenance", function () {
  this.timeout(120_000);
  let folder: string;
  let site: string;
  let living: LivingRouter;
  let bare: LivingRouter;

  before(async () => {
    folder = temporaryFolder("command");
    site = path.join(folder, "office-12.yaml");
    fs.writeFileSync(site, siteYaml);
    [living, bare] = await Promise.all([livingRouter(), livingRouter()]);
    const plan = await command(["plan", site, "--format", "rsc", "--show-sensitive"]);
    assert.equal(plan.code, 0, plan.err);
    await living.import(plan.out);
    await living.pass(100);
  });

  after(async () => {
    await living?.stop();
    await bare?.stop();
    if (folder !== undefined) removeTemporary(folder);
  });

  const plain = ({ router }: LivingRouter = living) => [
    ...["--host", "127.0.0.1", "--port", String(router.port), "--user", person.name],
    "--no-tls",
  ];
  const encrypted = () => [
    ...["--host", "127.0.0.1", "--port", String(living.router.tlsPort), "--user", person.name],
  ];
  const password = { ROUTEROS_PASSWORD: person.password };
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = password) =>
    withEnvironment(env, () => command(args, { width: 80 }));
  const status = async () => JSON.parse((await run(["status", site, ...plain(), "--json"])).out);

  it("tell which line is in use, since when and why", async () => {
    const { code, out, err } = await run(["status", site, ...plain()]);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(
      out,
      /^CHR, RouterOS 7\.21\.5: ISP1 is in use\n {2}since 2026-01-01 12:01:\d\d\n {2}because: set up\n/,
    );
    assert.match(out, /│ ISP1 │ in use +│ pppoe-isp1 │ yes +│ 198\.18\.1\.10 │ pppoe-isp1 /);
    assert.match(out, /│ ISP2 │ ready +│ ether2 +│ yes +│ 198\.18\.2\.20 │ 198\.18\.2\.1%ether2 /);
    for (const line of out.split("\n")) assert.ok(line.length <= 80, line);
  });

  it("force a line for as long as it works, and free the choice again", async () => {
    const forced = await run(["maintenance", site, "ISP2", ...plain()]);
    assert.equal(
      forced.out,
      'CHR: ISP2 is used within 5 s and a round, and as long as it works. "free" ends that.\n',
    );
    await living.pass(10);
    const during = await run(["status", site, ...plain()]);
    assert.match(during.out, /: ISP2 is in use, a backup\n/);
    assert.match(during.out, /\n {2}because: ISP2 is forced\n {2}1 switch since it was set up\n/);
    assert.match(during.out, /\n {2}ISP2 is forced on the router \(maintenance\)\n/);
    assert.match(during.out, /│ ISP1 │ passed over │/);

    const freed = await run(["maintenance", site, "free", ...plain()]);
    assert.equal(freed.out, "CHR: the choice is free again; it is made within 5 s and a round.\n");
    await living.pass(150);
    const { active, forced: still, switches } = await status();
    assert.deepEqual([active, still, switches], ["ISP1", undefined, 2]);
  });

  it("free a line that the site's file forces", async () => {
    const file = path.join(folder, "forcing.yaml");
    fs.writeFileSync(file, `${siteYaml}maintenance: ISP2\n`);
    assert.equal((await run(["maintenance", file, "free", ...plain()])).code, 0);
    const script = () =>
      living.router.config.print("/system/script").find(({ name }) => name === "upd_route_rules_maintenance");
    assert.equal(script()?.source, "none ISP2");
    assert.equal((await run(["maintenance", site, "free", ...plain()])).code, 0);
    assert.equal(script()?.source ?? "", "");
  });

  it("tell a line that is down", async () => {
    living.network.link("ether1", false);
    await living.pass(20);
    const { active, onBackup, lines, reason } = await status();
    assert.deepEqual([active, onBackup, lines[0].state, lines[0].link], ["ISP2", true, "down", false]);
    assert.equal(reason, "ISP1 has no link, no address or no route");
    living.network.link("ether1", true);
    await living.pass(150);
    assert.equal((await status()).active, "ISP1");
  });

  it("tell why a line was left, in the words that the log has and the documents show", async () => {
    const [block] = blocksIn("docs/decisions.md").filter(({ language }) => language === "text");
    const line = block?.text.trim() ?? "";
    assert.match(line, /^dual-wan: ISP1 -> ISP2: /);
    living.network.isp("ISP1").set({ upstream: "blackhole" });
    await living.pass(20);
    const log = living.router.config.print("/log").map(({ message }) => message);
    assert.ok(log.includes(line), log.join("\n"));
    const { active, reason } = await status();
    assert.deepEqual([active, `dual-wan: ISP1 -> ISP2: ${reason}.`], ["ISP2", line]);
    living.network.isp("ISP1").set({ upstream: "up" });
    await living.pass(150);
    assert.equal((await status()).active, "ISP1");
  });

  it("work over API-SSL with the fingerprint, or the authority and the name in the certificate", async () => {
    const { fingerprint, ca } = living.router.certificate ?? {};
    assert.ok(fingerprint !== undefined && ca !== undefined);
    const authority = path.join(folder, "ca.pem");
    fs.writeFileSync(authority, ca);
    for (const trust of [
      ["--fingerprint", fingerprint],
      ["--ca-file", authority],
    ]) {
      const { code, out, err } = await run(["status", site, ...encrypted(), ...trust]);
      assert.equal(code, 0, err);
      assert.match(out, /ISP1 is in use/);
    }
    const named = ["--ca-file", authority, "--servername", "another-router.example"];
    const other = await run(["status", site, ...encrypted(), ...named]);
    assert.equal(other.code, 1);
    assert.match(other.err, /another-router\.example/);
  });

  it("do not send the password to a router with another certificate, or one that nobody vouches for", async () => {
    const before = living.router.connections().length;
    const another = await run(["status", site, ...encrypted(), "--fingerprint", "ab".repeat(32)]);
    assert.equal(another.code, 1);
    assert.match(another.err, /^error: 127\.0\.0\.1:\d+ shows another certificate than the pinned one/);
    const unknown = await run(["status", site, ...encrypted()]);
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /is not signed by a trusted authority/);
    assert.match(unknown.err, /--fingerprint <sha256>, --ca-file <file> and --servername <name>/);
    assert.equal(living.router.connections().length, before);
  });

  it("let an option win over the stack's file and the environment", async () => {
    const file = path.join(folder, "Pulumi.office-12.yaml");
    const { fingerprint = "" } = living.router.certificate ?? {};
    const indented = siteYaml.replace(/^/gm, "    ");
    fs.writeFileSync(
      file,
      `config:
  routeros:host: 192.0.2.1
  routeros:user: nobody
  routeros:password:
    secure: AAABAJ
  routeros:tls:
    fingerprint: ${"ab".repeat(32)}
  routeros-site:site:
${indented}`,
    );
    const env = { ...password, ROUTEROS_HOST: "192.0.2.2", ROUTEROS_FINGERPRINT: "cd".repeat(32) };
    const { code, out, err } = await run(["status", file, ...encrypted(), "--fingerprint", fingerprint], env);
    assert.equal(code, 0, err);
    assert.match(out, /ISP1 is in use/);
    assert.equal((await run(["status", file, ...plain()], env)).code, 0, "--no-tls");
  });

  it("choose one of several routers, whatever the others lack", async () => {
    const file = path.join(folder, "Pulumi.office-13.yaml");
    const indented = siteYaml.replace(/^/gm, "    ");
    fs.writeFileSync(
      file,
      `config:
  routeros:user: ${person.name}
  routeros:routers:
    main:
      host: 127.0.0.1
      port: ${living.router.port}
      tls: false
      password:
        secure: AAABAJ
    other:
      host: 192.0.2.1
      password:
        secure: AAABAJ
  routeros-site:site:
${indented}`,
    );
    const which = await run(["status", file]);
    assert.deepEqual(which, {
      code: 2,
      out: "",
      err: "error: there are several routers: say which with --router (main, other)\n",
    });
    assert.match(
      (await run(["status", file, "--router", "third"])).err,
      /no router "third": there are main, other/,
    );
    for (const variable of ["ROUTEROS_PASSWORD", "ROUTEROS_MAIN_PASSWORD"]) {
      const { code, out, err } = await run(["status", file, "--router", "main"], {
        [variable]: person.password,
      });
      assert.equal(code, 0, err);
      assert.match(out, /ISP1 is in use/);
    }
    const nobody = await run(["status", site, ...plain(), "--router", "main"]);
    assert.match(nobody.err, /no router "main": the file has no routeros:routers/);
  });

  it("ask for the password, or read it from standard input; it is no argument", async () => {
    const questions: string[] = [];
    const asked = await withEnvironment({}, () =>
      command(["status", site, ...plain()], {
        ask: async (question) => {
          questions.push(question);
          return person.password;
        },
      }),
    );
    assert.equal(asked.code, 0, asked.err);
    assert.deepEqual(questions, ["Password of watcher on 127.0.0.1:"]);

    const read = await withEnvironment({}, () =>
      command(["status", site, ...plain(), "--password-stdin"], {
        input: async () => `${person.password}\n`,
      }),
    );
    assert.equal(read.code, 0, read.err);

    const nowhere = await run(["status", site, ...plain()], {});
    assert.deepEqual(nowhere, {
      code: 2,
      out: "",
      err: "error: no password for watcher on the router of office-12: set ROUTEROS_PASSWORD, or use --password-stdin\n",
    });
    const argument = await run(["status", site, ...plain(), "--password", person.password]);
    assert.equal(argument.code, 2);
    assert.match(argument.err, /unknown option '--password'/);
  });

  it("say in RouterOS's words that the login is refused, and what to do; the password is in no message", async () => {
    const { code, err } = await run(["status", site, ...plain()], { ROUTEROS_PASSWORD: "a wrong password" });
    assert.equal(code, 1);
    assert.match(
      err,
      /^error: 127\.0\.0\.1:\d+ refused the login of user "watcher": RouterOS says "invalid user name/,
    );
    assert.match(err, /Check the user and its password/);
    assert.doesNotMatch(err, /a wrong password|pulumi up/);
  });

  it("say that a router cannot be reached", async () => {
    const way = ["--host", "127.0.0.1", "--port", "1", "--user", person.name, "--no-tls"];
    for (const args of [
      ["status", site],
      ["maintenance", site, "ISP2"],
    ]) {
      const { code, err } = await run([...args, ...way]);
      assert.equal(code, 1);
      assert.match(
        err,
        /^error: 127\.0\.0\.1:1 refuses connections\. Check in \/ip\/service that api is enabled/,
      );
    }
  });

  it("say that the office is not set up on a router", async () => {
    const { code, out, err } = await run(["status", site, ...plain(bare)]);
    assert.deepEqual([code, err], [1, "nothing of office-12 is on CHR.\n"]);
    assert.match(
      out,
      /^CHR, RouterOS 7\.21\.5: no line of the office is in use\n {2}nothing of this office is on the router/,
    );
    assert.match(out, /│ ISP1 │ missing │/);
    const maintenance = await run(["maintenance", site, "ISP2", ...plain(bare)]);
    assert.equal(maintenance.code, 1);
    assert.match(
      maintenance.err,
      /has no script upd_route_rules_maintenance: this office is not set up on it/,
    );
    assert.match((await run(["maintenance", site, "free", ...plain(bare)])).err, /has no script/);
  });

  it("say what a user may not do", async () => {
    const { config } = living.router;
    config.add("/user/group", { name: "readers", policy: "read,api,test" });
    config.add("/user", { name: "reader", group: "readers", password: person.password });
    const way = plain().map((word) => (word === person.name ? "reader" : word));
    const seen = await run(["status", site, ...way]);
    assert.equal(seen.code, 0, seen.err);
    assert.doesNotMatch(seen.out, /lacks/, "it deploys nothing");
    const refused = await run(["maintenance", site, "ISP2", ...way]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /not enough permissions/);
    assert.equal((await status()).forced, undefined);
  });

  it("refuse lines that are not there, and offices in which nothing could be told", async () => {
    const unknown = await run(["maintenance", site, "ISP3", ...plain()]);
    assert.deepEqual([unknown.code, unknown.out], [2, ""]);
    assert.match(unknown.err, /there is no line "ISP3": the lines are ISP1, ISP2/);
    const file = path.join(folder, "recursive.yaml");
    fs.writeFileSync(file, `${siteYaml}strategy: recursive\n`);
    const recursive = await run(["maintenance", file, "ISP2", ...plain()]);
    assert.equal(recursive.code, 2);
    assert.match(recursive.err, /strategy "recursive" has no controller/);
  });

  it("name the settings that are missing, and where to say them", async () => {
    const { code, err } = await run(["status", site]);
    assert.equal(code, 2);
    assert.match(err, /^error: which router\? Give --host <address> and --user <name>\n/);
    assert.match(err, /routeros:host is missing/);
    assert.match(err, /routeros:user is missing/);
    assert.match(err, /The command line has options for these, too/);
    const both = await run(["status", site, ...plain(), "--fingerprint", "ab".repeat(32)]);
    assert.equal(both.code, 2);
    assert.match(both.err, /--no-tls.* cannot be used with .*--fingerprint/);
    const port = await run([
      "status",
      site,
      ...plain().map((word) => (word === String(living.router.port) ? "x" : word)),
    ]);
    assert.equal(port.code, 2);
    assert.match(port.err, /must be a port number/);
  });
});
