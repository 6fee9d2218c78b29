import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { command, livingRouter, siteYaml } from "./office";

const secret = "secret-of-isp1";

describe("pulumi-routeros plan", function () {
  this.timeout(60_000);
  let folder: string;
  let site: string;
  before(() => {
    folder = temporaryFolder("command");
    site = path.join(folder, "office-12.yaml");
    fs.writeFileSync(site, siteYaml);
  });
  after(() => removeTemporary(folder));

  const stackFile = () => {
    const file = path.join(folder, "Pulumi.office-14.yaml");
    const indented = siteYaml.replace(secret, "{ secure: AAABAJ }").replace(/^/gm, "    ");
    fs.writeFileSync(file, `config:\n  routeros:host: 192.0.2.1\n  office:site:\n${indented}`);
    return file;
  };

  for (const width of [80, 120]) {
    it(`fits a terminal of ${width} columns, and shortens no name`, async () => {
      const { code, out, err } = await command(["plan", site], { width });
      assert.deepEqual([code, err], [0, ""]);
      for (const line of out.split("\n")) assert.ok(line.length <= width, line);
      const cells = out.split("\n").flatMap((line) => line.split("│").slice(1, 3));
      const cut = cells.filter((cell) => /…\s*$/.test(cell) && !/script find wh/.test(cell));
      assert.deepEqual(cut, [], "only scripts are shortened");
    });
  }

  it("shows each row with its menu and its reason, the parts in their order, and what the choices cost", async () => {
    const { out } = await command(["plan", site]);
    assert.match(out, /│ ISP1 rule +│ \/routing\/rule /);
    assert.match(out, /│ ISP2 line +│ \/ip\/dhcp-client interface=ether2/);
    const parts = ["LINES", "MANGLE", "SCRIPTS", "FIRST RUN", "SCHEDULE"];
    const places = parts.map((part) => out.indexOf(`│ ${part} `));
    assert.deepEqual(
      places.toSorted((one, other) => one - other),
      places,
    );
    assert.ok(
      places.every((place) => place >= 0),
      String(places),
    );
    assert.match(out, /\n\d+ rows, scripts of \d+\.\d KB together\.\nA round every 5 s takes 4 s at most;/);
    assert.match(out, /\nflows "follow": /);
  });

  it("shows RouterOS 6 where the site or an option says so", async () => {
    const file = path.join(folder, "six.yaml");
    fs.writeFileSync(file, `dialect: 6\n${siteYaml}`);
    for (const args of [
      ["plan", file],
      ["plan", site, "--dialect", "6"],
    ]) {
      const { out } = await command(args);
      assert.match(out, /\/ip\/route\/rule/);
      assert.doesNotMatch(out, /\/routing\/table/);
    }
    assert.match((await command(["plan", file, "--dialect", "7"])).out, /\/routing\/table/);
  });

  it("shows flags without a value", async () => {
    const { out } = await command(["plan", site, "--dialect", "7"]);
    assert.match(out, /\/routing\/table name=ISP1 fib +│/);
    assert.doesNotMatch(out, /fib=/);
  });

  it("says in a file of many rows that safe mode does not undo them", async () => {
    const head = async (file: string) => {
      const { code, out, err } = await command(["plan", file, "--format", "rsc"]);
      assert.equal(code, 0, err);
      return out.split("\n").slice(0, 3).join("\n");
    };
    assert.match(await head(site), /\n# Import it in one go, with safe mode on\.\n/);
    const large = path.join(folder, "large.yaml");
    const forwards = Array.from(
      { length: 30 },
      (_, index) => `  - { name: f${index}, protocol: tcp, port: ${8000 + index}, to: 192.168.88.20 }`,
    );
    fs.writeFileSync(large, `${siteYaml}inbound:\n${forwards.join("\n")}\n`);
    assert.match(
      await head(large),
      /keeps only the last 100 actions, .*\n# there are more; this file has 1\d\d\. Save a backup/,
    );
  });

  for (const [dialect, version] of [
    ["7", "7.21.5"],
    ["6", "6.49"],
  ] as const) {
    it(`writes a file that RouterOS ${version} imports, after which the office decides for itself`, async () => {
      const args = ["plan", site, "--format", "rsc", "--dialect", dialect, "--show-sensitive"];
      const { code, out } = await command(args);
      assert.equal(code, 0);
      const living = await livingRouter({ version });
      try {
        await living.import(out);
        const { config } = living.router;
        assert.equal(config.print("/interface/pppoe-client")[0]?.password, secret);
        assert.deepEqual(
          config.print("/system/scheduler").map(({ name, disabled }) => [name, disabled]),
          [["upd_route_rules", "false"]],
        );
        await living.pass(100);
        const used = config
          .print("/ip/route")
          .filter((row) => row.active === "true" && (row.comment ?? "").startsWith("GW"));
        assert.deepEqual(
          used.map(({ comment }) => comment),
          ["GW1"],
        );
      } finally {
        await living.stop();
      }
    });
  }

  it("has passwords only in a file that is to be imported, and only when asked", async () => {
    for (const args of [[], ["-f", "rsc"], ["-f", "json"]]) {
      const { out } = await command(["plan", site, ...args]);
      assert.ok(out.length > 1000);
      assert.ok(!out.includes(secret), args.join(" "));
    }
    assert.match(
      (await command(["plan", site, "-f", "rsc"])).out,
      /passwords and tokens are left out of this file: make it with --show-sensitive/,
    );
    for (const format of ["table", "json"]) {
      const refused = await command(["plan", site, "--format", format, "--show-sensitive"]);
      assert.deepEqual([refused.code, refused.out], [2, ""]);
      assert.match(refused.err, /--show-sensitive is for --format rsc/);
    }
  });

  it("gives JSON with one entry a step", async () => {
    const { out } = await command(["plan", site, "--format", "json"]);
    const { steps, summary } = JSON.parse(out);
    const rule = steps.find(({ name }: { name: string }) => name === "ISP1 rule");
    assert.equal(rule.menu, "/routing/rule");
    assert.equal(rule.waits, true);
    assert.deepEqual(rule.runtimeOwned.includes("srcAddress"), true);
    assert.match(summary, /rows, scripts of/);
  });

  it("reads the stack file of a site, whose secrets only Pulumi can read", async () => {
    const file = stackFile();
    const { code, out, err } = await command(["plan", file, "-f", "rsc"]);
    assert.equal(code, 0, err);
    assert.match(out, /user="user1"/);
    const refused = await command(["plan", file, "-f", "rsc", "--show-sensitive"]);
    assert.deepEqual([refused.code, refused.out], [2, ""]);
    assert.match(refused.err, /holds secrets that only Pulumi can read/);
  });
});
