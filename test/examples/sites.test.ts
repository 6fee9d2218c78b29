import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { runProgram } from "../../src/cli/program";
import { REPOSITORY } from "../support/package-links";

const folder = path.join(REPOSITORY, "examples");
const examples = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, "site.yaml")));

describe("the site files of the examples", function () {
  this.timeout(120_000);
  const quick = ["--dialect", "7", "--strategy", "script"];

  async function run(...args: string[]) {
    let out = "";
    let err = "";
    const code = await runProgram(args, {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      width: 120,
      input: async () => "",
    });
    return { code, out, err };
  }

  it("are there for every office with several lines", () => {
    assert.deepEqual(examples, ["dual-wan", "dual-wan-static-lte", "three-wans"]);
  });

  for (const name of examples) {
    const site = path.join(folder, name, "site.yaml");

    it(`${name}: is planned, and shows none of its secrets`, async () => {
      const { code, out, err } = await run("plan", site);
      assert.equal(code, 0, err);
      assert.match(out, /First run/);
      assert.doesNotMatch(out, /stand-in/);
    });

    it(`${name}: keeps its objectives when its first line dies`, async () => {
      const { code, out, err } = await run("rehearse", site, "--scenario", "black-hole", ...quick);
      assert.equal(code, 0, `${out}${err}`);
    });
  }
});
