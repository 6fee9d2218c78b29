import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "../../../src/cli/program";
import type { Rehearsal } from "../../../src/failover/rehearsal";
import { removeTemporary, temporaryFolder } from "../../support/temporary";

const site = `wans:
  - { access: pppoe, interface: ether1, user: office, password: office }
  - { access: dhcp, interface: ether2 }
`;

describe("the command rehearse", () => {
  let folder: string;
  let file: string;

  before(() => {
    folder = temporaryFolder("rehearse");
    file = join(folder, "office-12.yaml");
    writeFileSync(file, site);
  });
  after(() => removeTemporary(folder));

  async function run(...args: readonly string[]) {
    const said = { out: "", err: "" };
    const code = await runProgram(["rehearse", ...args], {
      out: (text) => {
        said.out += text;
      },
      err: (text) => {
        said.err += text;
      },
      width: 120,
      input: async () => "",
    });
    return { code, ...said };
  }

  /** What is wrong with a call, said before anything is played. */
  const refused: readonly (readonly [what: string, args: () => readonly string[], says: RegExp])[] = [
    [
      "a scenario that there is not",
      () => [file, "--scenario", "link-dwon"],
      /there is no scenario "link-dwon": --list says/,
    ],
    ["a file that is not there", () => [join(folder, "none.yaml")], /none\.yaml cannot be read: /],
    [
      "a report in a folder that is not there",
      () => [file, "--html", join(folder, "no", "report.html")],
      /--html .*report\.html cannot be written: there is no folder /,
    ],
    [
      "a report that is a folder",
      () => [file, "--json", folder],
      /--json .* cannot be written: it is a folder/,
    ],
    [
      "a RouterOS that is not simulated",
      () => [file, "--routeros", "7.1"],
      /RouterOS 7\.1 is not simulated: /,
    ],
    ["no seed", () => [file, "--seeds", "0"], /'--seeds <number>' argument '0' is invalid/],
    [
      "a comparison with what the how-to has not",
      () => [file, "--against", "article", "--strategy", "recursive"],
      /--against is played beside the strategy "script"/,
    ],
  ];
  for (const [what, args, says] of refused)
    it(`refuses ${what}, at once`, async () => {
      const { code, out, err } = await run(...args());
      assert.match(err, says);
      assert.equal(code, 2);
      assert.equal(out, "");
    });

  it("says that nothing was played, and why, where no scenario fits", async () => {
    const { code, out, err } = await run(file, "--scenario", "flapping", "--strategy", "recursive");
    assert.equal(code, 2);
    assert.match(out, /not played: flapping \(strategy "recursive" promises nothing/);
    assert.match(err, /nothing of the office was played/);
  });

  it("writes reports, and ends with 0 where all is met", async () => {
    const [json, html] = [join(folder, "report.json"), join(folder, "report.html")];
    const asked = ["--scenario", "inbound", "--dialect", "7", "--strategy", "script", "--jobs", "1"];
    const { code, out, err } = await run(file, ...asked, "--json", json, "--html", html);
    assert.equal(code, 0, out);
    assert.match(out, /^office-12: /);
    assert.equal(err, `${json} is written.\n${html} is written.\n`);
    const { site: name, performances, missed } = JSON.parse(readFileSync(json, "utf8")) as Rehearsal;
    assert.deepEqual([name, missed], ["office-12", []]);
    assert.ok(performances[0]?.scenarios[0]?.shown?.play.sources.length);
    assert.match(readFileSync(html, "utf8"), /<details class="scenario" id="inbound">/);
  }).timeout(120_000);

  it("ends with 1 where an objective is missed, and says which", async () => {
    const strict = join(folder, "strict.yaml");
    // A phone that asks twice a second cannot notice so soon that it is answered again.
    writeFileSync(strict, `${site}objectives: { flowRecovery: 100ms }\n`);
    const asked = ["--scenario", "black-hole", "--dialect", "7", "--strategy", "script", "--jobs", "1"];
    const { code, out, err } = await run(strict, ...asked);
    assert.equal(code, 1, out);
    assert.match(
      out,
      /Missed: 1 of 8 objectives[\s\S]*black-hole: standing flows back after a switch: 0\.4 s, at most 0\.1 s/,
    );
    assert.equal(err, "1 objective was missed.\n");
  }).timeout(120_000);
});
