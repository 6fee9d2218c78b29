import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { importFiles } from "../../../simulator/cli/imports";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { openConsole } from "../../../simulator/script";
import { scriptLab } from "./harness";

function session(version: RouterOsVersion = "7.21.5") {
  const lab = scriptLab(version);
  const written: string[] = [];
  const console = openConsole(lab.plane, lab.scripts, lab.admin, (line) => void written.push(line));
  const type = async (...lines: string[]) => {
    written.length = 0;
    for (const line of lines) await lab.finish(console.line(line));
    return [...written];
  };
  return { console, type, lab };
}

describe("the console", () => {
  it("stays in a menu from line to line, and shows it in the prompt as each version does", async () => {
    const { console, type } = session();
    assert.equal(console.prompt, "[admin@CHR] > ");
    await type("/ip route");
    assert.equal(console.prompt, "[admin@CHR] /ip/route> ");
    assert.deepEqual(await type("add gateway=10.0.0.1", ":put [:len [find]]", "/"), ["1"]);
    const old = session("6.49");
    await old.type("/ip route");
    assert.equal(old.console.prompt, "[admin@CHR] /ip route> ");
  });

  it("has globals without a declaration, and no locals of an earlier line", async () => {
    const { type } = session();
    assert.deepEqual(await type(":global g 5", ":put $g", ":set g 6", ":put $g"), ["5", "6"]);
    assert.deepEqual(await type(":local l 5", ":put [:typeof $l]"), ["nothing"]);
  });

  it("waits for the end of braces", async () => {
    const { console, type } = session();
    assert.deepEqual(await type(":if (true) do={", ":put 1"), []);
    assert.equal(console.prompt, "{... ");
    assert.deepEqual(await type("}"), ["1"]);
  });

  it("shows errors and goes on", async () => {
    const { type } = session();
    assert.deepEqual(await type(":put (", ":foo", ":put (1 / 0)", ":put 1"), [
      "syntax error (line 1 column 7)",
      "bad command name foo (line 1 column 2)",
      "division by zero (:put; line 1)",
      "1",
    ]);
  });

  it("says where in the line an error is", async () => {
    const { type } = session();
    assert.deepEqual(await type(":put (1 +"), ["syntax error (line 1 column 10)"]);
  });

  it("prints rows and replies", async () => {
    const { type } = session();
    assert.match((await type("/system identity print"))[0] ?? "", /name: CHR/);
    assert.deepEqual((await type("/ping 9.9.9.9 count=1"))[0], "  0 9.9.9.9 timeout");
  });
});

describe("files imported at the start", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "import-"));
  after(() => rmSync(folder, { recursive: true }));

  it("configure the router; one that fails is named with the place", async () => {
    const lab = scriptLab();
    const [good, bad] = ["good.rsc", "bad.rsc"].map((name) => path.join(folder, name)) as [string, string];
    const lines = [
      "/routing table\nadd disabled=no fib name=to_ISP1",
      "/ip route\nadd blackhole disabled=no distance=254 dst-address=0.0.0.0/0 routing-table=to_ISP1",
      "/system identity\nset name=office\n",
    ];
    writeFileSync(good, lines.join("\n"));
    writeFileSync(bad, "/ip route add routing-mark=x\n");
    await importFiles(lab.plane, lab.scripts, [good]);
    assert.equal(lab.plane.hand.print("/system/identity")[0]?.name, "office");
    assert.equal(lab.plane.hand.print("/ip/route", ["routing-table=to_ISP1"])[0]?.blackhole, "");
    await assert.rejects(importFiles(lab.plane, lab.scripts, [bad]), {
      message: `${bad} on RouterOS 7.21.5: expected end of command (line 1 column 15)`,
    });
    await assert.rejects(
      importFiles(lab.plane, lab.scripts, [path.join(folder, "none.rsc")]),
      /cannot be read \(ENOENT\)/,
    );
  });
});
