import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { demandNames, scenarios } from "../../src/failover/rehearsal";
import { type Figure, measure } from "../../tools/failover-figures/measure";
import { type Row, recursiveRows, scriptRows } from "../../tools/failover-figures/rows";
import { markdown, missedOf, withTable } from "../../tools/failover-figures/table";
import { writeFigures } from "../../tools/failover-figures/write";
import { startCli } from "../support/cli-run";
import { REPOSITORY } from "../support/package-links";
import { removeTemporary, temporaryFolder } from "../support/temporary";

const row: Row = {
  happens: "a cable is cut",
  figure: "new connections",
  demand: demandNames.newConnections,
  offices: ["PPPoE first"],
  scenarios: ["link-down"],
  inReadme: true,
};

const figure = (values: Readonly<Record<string, readonly number[]>>, limit = 2, unit = "s"): Figure => ({
  row,
  unit,
  limit,
  values: new Map(Object.entries(values)),
});

const [begin, end] = ["<!-- figures: npm run figures -- --write -->", "<!-- /figures -->"];

describe("the table of figures", () => {
  it("shows the worst of each, and the median where it differs", () => {
    const table = markdown([
      figure({ "7": [0.25, 1.5, 1], "6": [1, 1] }),
      figure({ "7": [0], "6": [3] }, 4, "switches"),
    ]);
    assert.equal(
      table,
      [
        "| what happens | measured | at most | RouterOS 7 | RouterOS 6 |",
        "| --- | --- | --- | --- | --- |",
        "| a cable is cut | new connections | 2 s | 1.5 s (median 1) | 1 s |",
        "| a cable is cut | new connections | 4 | 0 | 3 |",
      ].join("\n"),
    );
  });

  it("makes bold what the how-to would miss, and leaves empty what it cannot be played in", () => {
    const table = markdown([
      figure({ "7": [3], "how-to 7": [57.04], "how-to 6": [2] }),
      figure({ "7": [3], "how-to 6": [120.4] }),
    ]);
    assert.match(table, /^\| what happens .* \| RouterOS 7 \| the how-to, 7 \| the how-to, 6 \|$/m);
    assert.match(table, /\| 2 s \| 3 s \| \*\*57 s\*\* \| 2 s \|$/m);
    assert.match(table, /\| 2 s \| 3 s \| – \| \*\*120 s\*\* \|$/m);
  });

  it("tells what was missed by RouterOS, and not what the how-to misses", () => {
    assert.deepEqual(missedOf(figure({ "7": [2, 2], "6": [1], "how-to 7": [57] })), []);
    assert.deepEqual(missedOf(figure({ "7": [1, 2.5], "6": [3], "how-to 7": [57] })), [
      "RouterOS 6, a cable is cut: new connections 3 s, at most 2 s",
      "RouterOS 7, a cable is cut: new connections 2.5 s, at most 2 s",
    ]);
  });

  it("goes between its marks, as often as one likes, and nowhere else", () => {
    const document = `# A\n\n${begin}\nold\n${end}\n\nB\n`;
    const once = withTable(document, "| new |");
    assert.equal(once, `# A\n\n${begin}\n| new |\n${end}\n\nB\n`);
    assert.equal(withTable(once, "| new |"), once);
    for (const without of ["# A\n", `${begin}\n`, `${end}\n${begin}\n`])
      assert.throws(() => withTable(without, "| new |"), /has no place for a table/);
  });
});

describe("the figures of the failover", function () {
  this.timeout(120_000);

  it("are of scenarios that there are", () => {
    const ids = new Set(scenarios.map(({ id }) => id));
    for (const { scenarios: wanted, happens } of [...scriptRows, ...recursiveRows])
      for (const id of wanted === "all" ? [] : wanted) assert.ok(ids.has(id), `${happens}: ${id}`);
  });

  it("are measured, for both families and beside the how-to", async () => {
    const rows = scriptRows
      .filter(
        ({ happens, demand }) => /loses its link/.test(happens) && demand === demandNames.newConnections,
      )
      .map((one): Row => ({ ...one, offices: ["PPPoE first"], scenarios: ["link-down"] }));
    assert.equal(rows.length, 1);
    const figures = await measure(rows, { strategy: "script", seeds: 1, against: true });
    assert.equal(figures.length, 1);
    const [measured] = figures;
    assert.deepEqual([measured?.unit, measured?.limit], ["s", 2]);
    assert.deepEqual([...(measured?.values.keys() ?? [])].toSorted(), ["6", "7", "how-to 6", "how-to 7"]);
    assert.deepEqual(figures.flatMap(missedOf), []);
  });

  it("are no empty line: what nothing measures is an error", async () => {
    // Its primary is no DHCP line: nothing is played.
    const nothing: Row = { ...row, scenarios: ["lease-ended"] };
    const options = { strategy: "script", seeds: 1, against: false } as const;
    await assert.rejects(measure([nothing], options), /nothing measures "a cable is cut: new connections"/);
  });

  it("are written into the documents, those for readers of the README into it", () => {
    const root = temporaryFolder("figures");
    try {
      fs.mkdirSync(path.join(root, "docs"));
      fs.copyFileSync(path.join(REPOSITORY, "README.md"), path.join(root, "README.md"));
      const { inReadme, ...other } = row;
      const script = [figure({ "7": [1] }), { ...figure({ "7": [1] }), row: { ...other, figure: "writes" } }];
      writeFigures(root, { script, recursive: [figure({ "7": [21] }, 22)], seeds: 3 });
      const readme = fs.readFileSync(path.join(root, "README.md"), "utf8");
      assert.ok(readme.includes(`${begin}\n| what happens | measured | at most | RouterOS 7 |\n`));
      assert.ok(readme.includes(`| a cable is cut | new connections | 2 s | 1 s |\n${end}`));
      const page = fs.readFileSync(path.join(root, "docs", "figures.md"), "utf8");
      assert.match(page, /with 3\s+seeds/);
      assert.match(page, /\| a cable is cut \| writes \| 2 s \| 1 s \|/);
      assert.match(page, /\| a cable is cut \| new connections \| 22 s \| 21 s \|/);
    } finally {
      removeTemporary(root);
    }
  });

  it("are taken by a command that refuses what is no number of plays", async () => {
    const program = ["-r", "ts-node/register", "tools/failover-figures/main.ts"];
    for (const option of ["--seeds", "--jobs"]) {
      const { code, stderr } = await startCli(process.execPath, [...program, option, "few"], {
        cwd: REPOSITORY,
        env: process.env,
      }).done;
      assert.equal(code, 1);
      assert.match(stderr, /'few' is invalid\. a whole number from 1 is needed/);
    }
  });
});
