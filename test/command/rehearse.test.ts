import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { routerOsVersions } from "../../simulator/index";
import { parseDualWan } from "../../src/failover/args";
import { scenarios } from "../../src/failover/rehearsal";
import { usualVersion } from "../../src/failover/rehearsal/variants";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { command, siteYaml } from "./office";

describe("pulumi-routeros rehearse", function () {
  this.timeout(120_000);
  let folder: string;
  let site: string;
  before(() => {
    folder = temporaryFolder("command");
    site = path.join(folder, "office-12.yaml");
    fs.writeFileSync(site, siteYaml);
  });
  after(() => removeTemporary(folder));

  const short = ["--scenario", "link-down", "--dialect", "7", "--strategy", "script", "--jobs", "1"];

  it("plays a scenario, tells what was seen of it, and ends with 0 when every objective is met", async () => {
    const report = path.join(folder, "report.html");
    const { code, out, err } = await command(["rehearse", site, ...short, "--html", report], { width: 80 });
    assert.deepEqual([code, err], [0, `${report} is written.\n`]);
    const page = fs.readFileSync(report, "utf8");
    assert.match(page, /^<!doctype html>/i);
    assert.ok(page.includes("office-12"));
    assert.ok(!page.includes("secret-of-isp1"), "a password is in the report");
    assert.match(out, /^office-12: all met\n/);
    assert.match(out, /RouterOS 7\.21\.5, strategy "script"/);
    assert.match(out, /^link-down +[\d.]+ +[\d.]+ .* met *$/m);
    assert.match(out, /^ +10\.0 s {2}ISP1: no link$/m);
    assert.match(out, /in use: ISP1 -> ISP2/);
    assert.match(out, /^ +met +new connections without internet: /m);
    for (const line of out.split("\n")) assert.ok(line.length <= 80, line);
  });

  it("ends with 1 when an objective is missed, and names it", async () => {
    const strict = path.join(folder, "strict.yaml");
    // Without patience a line that comes and goes takes the traffic with it.
    fs.writeFileSync(strict, `${siteYaml}probes: { fail: 1, recover: 1, dwell: 0s, window: 1 }\n`);
    const { code, out, err } = await command(["rehearse", strict, ...short.with(1, "flapping")]);
    assert.equal(code, 1, out);
    assert.match(out, /^flapping .* \d+ missed/m);
    assert.match(out, /^Missed: .*\n {2}RouterOS 7\.21\.5, strategy "script"\n {4}flapping: .*, at most /m);
    assert.match(err, /^\d+ objectives? (was|were) missed\.\n$/);
  });

  it("ends with 2 when nothing fits the office, and says why", async () => {
    const { code, out, err } = await command([
      ...["rehearse", site, "--scenario", "flapping", "--strategy", "recursive"],
    ]);
    assert.equal(code, 2);
    assert.match(
      out,
      /^office-12: not played\n[\s\S]*not played: flapping \(strategy "recursive" promises nothing/,
    );
    assert.match(err, /nothing of the office was played/);
  });

  it("plays the how-to beside it, which is not judged, and what is asked for of RouterOS", async () => {
    const file = path.join(folder, "result.json");
    const { code, out, err } = await command([
      ...["rehearse", site, ...short.with(1, "black-hole")],
      ...["--against", "how-to", "--routeros", "7.24", "--seed", "3", "--json", file],
    ]);
    assert.equal(code, 0, err);
    assert.match(out, /RouterOS 7\.24, the how-to \(not judged\)\n[\s\S]*^black-hole .* would miss \d+/m);
    assert.equal(err, `${file} is written.\n`);
    const { performances } = JSON.parse(fs.readFileSync(file, "utf8"));
    assert.deepEqual(
      performances.map(({ version, isJudged }: { version: string; isJudged: boolean }) => [
        version,
        isJudged,
      ]),
      [
        ["7.24", true],
        ["7.24", false],
      ],
    );
    assert.equal(performances[0].scenarios[0].seeds[0], 3);
  });

  it("lists every scenario without an office, and asks for one where it needs it", async () => {
    const { code, out } = await command(["rehearse", "--list"], { width: 80 });
    assert.equal(code, 0);
    for (const { id } of scenarios) assert.match(out, new RegExp(`│ ${id} +│`));
    assert.ok(!out.includes("Not for this office"));
    const without = await command(["rehearse"]);
    assert.deepEqual([without.code, without.out], [2, ""]);
    assert.match(without.err, /^error: which office\? Give its site file/);
  });

  it("lists every scenario, and says which do not fit the office", async () => {
    const { code, out } = await command(["rehearse", site, "--list"], { width: 80 });
    assert.equal(code, 0);
    for (const { id } of scenarios) assert.match(out, new RegExp(`│ ${id} +│`));
    assert.match(
      out.replace(/[│\s]+/g, " "),
      /lease-ended .*? Not for this office: the primary is no DHCP line\./,
    );
    for (const line of out.split("\n")) assert.ok(line.length <= 80, line);
  });

  it("simulates what its help says, when nothing else is said", () => {
    const office = (dialect: 6 | 7) =>
      parseDualWan({
        dialect,
        wans: [
          { access: "dhcp", interface: "ether1" },
          { access: "dhcp", interface: "ether2" },
        ],
      });
    assert.equal(usualVersion(office(7), routerOsVersions), "7.21.5");
    assert.equal(usualVersion(office(6), routerOsVersions), "6.49");
  });
});
