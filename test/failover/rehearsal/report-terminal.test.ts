import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { terminal } from "../../../src/failover/rehearsal/report";
import { REPOSITORY } from "../../support/package-links";
import { allMet, demand, playOf, someMissed } from "./rehearsed";

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
const colours = /\u001b\[[0-9;]*m/g;
const plain = (text: string): string => text.replace(colours, "");
const lines = (text: string): readonly string[] => plain(text).split("\n");

describe("a rehearsal's report for a terminal", () => {
  it("says first what came of it, and last what was missed, in plain words", () => {
    const all = lines(terminal(someMissed(), { width: 200 }));
    assert.match(all[0] ?? "", /^office-12 .*: missed$/);
    assert.equal(all[1], "3 of 5 objectives, in 2 of 4 plays.");
    const last = all.slice(all.findIndex((line) => line.startsWith("Missed:")));
    assert.deepEqual(last, [
      "Missed: 3 of 5 objectives, in 2 of 4 plays.",
      '  RouterOS 6.49, strategy "script"',
      "    black-hole: new connections without internet: 57 s, at most 20 s (seed 2, the worst of 2)",
      "    black-hole: ends on ISP1: no, wanted: yes (seed 2, the worst of 2)",
      "    flapping: the simulator cannot tell: queues",
      "",
    ]);
  });

  it("ends with one line where all was met", () => {
    const all = lines(terminal(allMet()));
    assert.match(all[0] ?? "", /: all met$/);
    assert.deepEqual(all.slice(-2), ["All met: 6 objectives in 4 plays.", ""]);
  });

  for (const width of [80, 120])
    it(`is no wider than ${width} columns`, () => {
      const { performances, ...rest } = someMissed();
      // The name of an office is one word to us, however long.
      for (const line of lines(terminal({ ...rest, site: "office-12", performances }, { width })))
        assert.ok(line.length <= width, `${line.length}: ${line}`);
    });

  it("has a row for each scenario that was played, and the reason for each that was not", () => {
    const text = plain(terminal(allMet(), { width: 120 }));
    assert.match(text, /^black-hole +12 +12\.5 +0 +0 +2 +0 +0 +1 +14\.4 of 20 s +met$/m);
    assert.match(
      plain(terminal(allMet(), { width: 119 })),
      /^black-hole +12 +12\.5 +0 +0 +2 +0 +0 +1 +met$/m,
    );
    assert.match(text, /^flapping .* would miss 1$/m);
    assert.match(text, /not played: lease-ended \(the primary is no DHCP line/);
    assert.match(text, /not played: wans: too many/);
    assert.match(text, /the worst of up to 3 plays is shown/);
  });

  it("tells every objective and the log where one scenario was played by one form", () => {
    const { performances, ...rest } = allMet();
    const [first] = performances;
    assert.ok(first);
    const scenarios = first.scenarios
      .filter(({ id }) => id === "black-hole")
      .map((one) => ({
        ...one,
        demands: [demand(), demand({ name: "writes", unit: "writes", limit: 0, values: [1] })],
        shown: { seed: 1, play: playOf() },
      }));
    const text = plain(terminal({ ...rest, performances: [{ ...first, scenarios }] }, { width: 100 }));
    assert.match(text, /^ +met +new connections without internet: 12 s \(at most 20 s\)$/m);
    assert.match(text, /^ +missed +writes: 1 write \(none\)$/m);
    const events = [
      "10.0 s  ISP1: black hole",
      "22.0 s  script,warning",
      "in use: ISP1 -> ISP2",
      "250.0 s  ISP1",
    ];
    const places = events.map((event) => text.indexOf(event));
    assert.deepEqual(
      places,
      [...places].sort((one, other) => one - other),
    );
    assert.ok(!places.includes(-1), text);
  });

  it("says so when nothing was played", () => {
    assert.match(plain(terminal({ site: "office", missed: [], performances: [] })), /^office: not played\n/);
  });

  it("has colours where they are wanted, and none in a pipe or with NO_COLOR", () => {
    // As it is built (`npm test` builds what is stale before it runs anything).
    const program = `process.stdout.write(require("./dist/failover/rehearsal/report").terminal(JSON.parse(require("node:fs").readFileSync(0, "utf8"))))`;
    const input = JSON.stringify(allMet());
    const { FORCE_COLOR: _, NO_COLOR: __, ...env } = process.env;
    const printed = (more: NodeJS.ProcessEnv): string => {
      const { stdout, stderr, status } = spawnSync(process.execPath, ["--eval", program], {
        cwd: REPOSITORY,
        env: { ...env, ...more },
        encoding: "utf8",
        input,
      });
      assert.equal(status, 0, stderr);
      return stdout;
    };
    const piped = printed({});
    assert.doesNotMatch(piped, colours);
    assert.doesNotMatch(printed({ NO_COLOR: "1" }), colours);
    const coloured = printed({ FORCE_COLOR: "1" });
    assert.match(coloured, colours);
    assert.equal(plain(coloured), piped);
  }).timeout(60_000);
});
