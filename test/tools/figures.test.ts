import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { demandNames, scenarios } from "../../src/failover/rehearsal";
import { type Figure, fewer, measure, partOf, seedsOf } from "../../tools/failover-figures/measure";
import { offices, type Row, recursiveRows, scriptRows, sharing } from "../../tools/failover-figures/rows";
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

  it("share the seeds of a row between its offices: together they are all of them, and none is played twice", () => {
    for (const seeds of [1, 2, 3, 10, 25, 100])
      for (const some of sharing) {
        const parts = some.map((office) => partOf(office, seeds));
        const played = parts.flatMap(({ before, seeds: own }) =>
          Array.from({ length: own }, (_, index) => before + index),
        );
        if (seeds >= some.length)
          assert.deepEqual(
            played,
            Array.from({ length: seeds }, (_, index) => index),
            `${seeds} seeds of ${some.join(", ")}`,
          );
        // One is the least that an office is played.
        else assert.equal(played.length, some.length);
      }
    assert.deepEqual(partOf("two DHCP lines", 100), { before: 0, seeds: 100 });
    assert.deepEqual([fewer(100), fewer(25), fewer(1)], [10, 3, 1]);
    assert.deepEqual(seedsOf(undefined, 100), { own: 100, howTo: 10 });
    assert.deepEqual(seedsOf({ flows: "pin", natMode: "masquerade" }, 100), { own: 10, howTo: 10 });
    assert.deepEqual(seedsOf({ natMode: "src-nat" }, 100), { own: 10, howTo: 10 });
    const rows = [...scriptRows, ...recursiveRows];
    for (const office of Object.keys(offices))
      assert.ok(
        rows.some((one) => one.offices.some((used) => used === office)),
        `no row has ${office}`,
      );
  });

  it("have a line of its own for each kind of loss and of coming and going, and for odd providers", () => {
    const byId = (id: string) => scriptRows.filter(({ scenarios: wanted }) => wanted.includes(id));
    for (const id of ["loss-30", "loss-50", "flapping", "flapping-link"])
      for (const { scenarios: wanted } of byId(id)) assert.deepEqual(wanted, [id]);
    assert.match(byId("loss-30")[0]?.happens ?? "", /round trips \(16\.3 % each way\)/);
    assert.match(byId("loss-50")[0]?.happens ?? "", /30 % each way/);
    assert.deepEqual(byId("same-gateway"), byId("captive-portal"));
    assert.equal(byId("same-gateway").length, 1);
  });

  it("say of each rehearsal that it begins and that it has ended, and what was played with which seeds", async () => {
    const said: string[] = [];
    const odd = scriptRows.filter(({ happens }) => happens.startsWith("odd providers"));
    const figures = await measure(odd, {
      ...{ strategy: "script", seeds: 1, against: false },
      onRehearsal: (text) => {
        said.push(`${text}: begun`);
        return () => said.push(`${text}: ended`);
      },
    });
    assert.deepEqual(said, [
      "script, two DHCP lines: begun",
      "script, two DHCP lines: ended",
      "script, PPPoE first, asked by TCP: begun",
      "script, PPPoE first, asked by TCP: ended",
    ]);
    assert.deepEqual(figures.flatMap(missedOf), []);
    // The gateway's scenario in one office, the portal's in the other.
    assert.equal(
      figures.reduce((sum, { values }) => sum + (values.get("7")?.length ?? 0), 0),
      2,
    );
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
      assert.match(page, /with 3\s+seeds, half of them/);
      assert.match(page, /in rows that name arguments/);
      assert.match(page, /30 % is of round trips: 16\.3 %/);
      assert.match(page, /\| a cable is cut \| writes \| 2 s \| 1 s \|/);
      assert.match(page, /\| a cable is cut \| new connections \| 22 s \| 21 s \|/);
    } finally {
      removeTemporary(root);
    }
  });

  it("are in the README: a line for each row that is for its readers", () => {
    const readme = fs.readFileSync(path.join(REPOSITORY, "README.md"), "utf8");
    const table = readme.slice(readme.indexOf(begin) + begin.length, readme.indexOf(end));
    const lines = table.split("\n").filter((line) => line.startsWith("| "));
    for (const { happens, figure: measured, inReadme } of scriptRows)
      if (inReadme === true)
        assert.ok(
          lines.some((line) => line.startsWith(`| ${happens} | ${measured} | `)),
          `no line for "${happens}: ${measured}": npm run figures -- --write`,
        );
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
