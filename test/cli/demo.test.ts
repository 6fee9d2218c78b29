import assert from "node:assert/strict";
import * as path from "node:path";
import { findPulumi, withPulumi } from "../../tools/bootstrap/pulumi";
import { handEdits } from "../../tools/demo/office";
import { startCli } from "../support/cli-run";
import { type DiffBlock, diffBlocks, printed } from "../support/office";
import { REPOSITORY } from "../support/package-links";

/** The program of `npm run demo`; the set-up before it has its own tests. */
const program = ["-r", "ts-node/register", path.join("tools", "demo", "main.ts")];

describe("npm run demo", () => {
  let output = "";
  /** What stands under each of its headings. */
  const step = (title: string): string => {
    const [, text] = new RegExp(`── \\d+\\. ${title}[^\\n]*\\n([\\s\\S]*?)(\\n── |$)`).exec(output) ?? [];
    assert.ok(text !== undefined, `no step "${title}" in:\n${output}`);
    return text;
  };
  const blocksIn = (stdout: string) => diffBlocks({ stdout, stderr: "", code: 0, ms: 0 });
  const shown = (blocks: readonly DiffBlock[]) =>
    blocks.map(({ name, operation }) => `${operation} ${name}`).toSorted();

  it("goes through to its end", async () => {
    const script: string = require("../../package.json").scripts.demo;
    assert.ok(script.endsWith("ts-node tools/demo/main.ts"), script);
    const pulumi = findPulumi();
    assert.ok(pulumi);
    const result = await startCli(process.execPath, program, {
      cwd: REPOSITORY,
      env: withPulumi(pulumi, { ...process.env, TS_NODE_TRANSPILE_ONLY: "true" }),
    }).done;
    output = printed(result);
    assert.equal(result.code, 0, output);
    assert.match(step("Bring"), /\+ 33 created/);
    assert.match(output, /the 32 resources of examples\/article/, "the stack itself is the 33rd");
    const clean = step("Is the router as declared");
    assert.match(clean, /33 unchanged[\s\S]*Exit code 0/);
    assert.deepEqual(blocksIn(clean), [], "not even an output that has changed");
  });

  it("shows the three edits by hand, and finds exactly these", () => {
    const typed = step("Somebody changes three things by hand");
    assert.equal(handEdits.length, 3);
    assert.deepEqual(
      typed.match(/^\[admin@office-12\] > .*$/gm),
      handEdits.map((edit) => `[admin@office-12] > ${edit.typed}`),
    );
    const found = step("The same question again");
    assert.match(found, /1 to create\s+~ 2 to update\s+3 changes\. 30 unchanged/);
    assert.deepEqual(shown(blocksIn(found)), [
      "create isp2-nat",
      "refresh ISP1-mark-conn",
      "refresh gw2",
      "refresh isp2-nat",
      "update ISP1-mark-conn",
      "update gw2",
    ]);
    assert.match(found, /disabled *: false => true/);
    assert.match(found, /distance *: 2 => 5/);
  });

  it("repairs them, and says what to do next", () => {
    const repaired = step("Repair them");
    assert.match(repaired, /1 created\s+~ 2 updated/);
    assert.match(repaired, /33 unchanged[\s\S]*Exit code 0/);
    assert.match(repaired, /What next:[\s\S]*README\.md/);
  });

  it("shows no secret", () => {
    // The demo makes its passwords up as hexadecimal digits; ids in Pulumi's state have 12 of them.
    assert.doesNotMatch(output, /\b([0-9a-f]{16}|[0-9a-f]{24})\b/);
  });
});
