import assert from "node:assert/strict";
import fc from "fast-check";
import { type DualWan, longestRound, parseDualWan, worstDetection } from "../../../src/failover/args";
import { offices } from "../support/arbitrary";
import { dhcp, lte, plain, pppoe, standing } from "../support/offices";

const lines = [pppoe, dhcp, standing, lte] as const;

/** An office that may promise anything, so that no arguments are refused for their promises. */
const officeOf = (count: number, rest: object): DualWan =>
  parseDualWan({
    wans: lines.slice(0, count),
    objectives: { blackHole: "1d" },
    ...rest,
  });

const roundOf = ({ lines: all, strategy }: DualWan): number =>
  strategy.kind === "script" ? longestRound(all, strategy.probing) : 0;

describe("how long a round takes at most", () => {
  for (const [what, count, probes, seconds] of [
    ["two lines, four hosts, 250 ms each, and 2 s", 2, {}, 4],
    ["three lines", 3, {}, 5],
    ["one host", 2, { targets: ["1.1.1.1"] }, 2.5],
    ["a second for an answer", 2, { targets: ["1.1.1.1", "9.9.9.9"], maxRtt: "1s" }, 6],
    // Further pings go to hosts that answer, and within the same time.
    ["five packets", 2, { packets: 5 }, 4],
    ["netwatch, which has asked already", 3, { kind: "tcp" }, 2],
  ] as const)
    it(`is ${seconds} s for ${what}`, () => {
      const office = officeOf(count, {
        probes,
        objectives: { blackHole: "1d", ...(!("kind" in probes) && { loss: "1d" }) },
      });
      assert.equal(roundOf(office), seconds * 1000);
    });
});

describe("how long the death of a line stays unseen at most", () => {
  for (const [what, rest, seconds] of [
    ["three rounds of 5 s and the longest last one", {}, 19],
    ["one round", { probes: { fail: 1 } }, 9],
    ["an interval of 10 s", { interval: "10s" }, 34],
    ["netwatch: two rounds, one that is a round old, and its 2 s", { probes: { kind: "tcp" } }, 19],
    ["routes that ask every 10 s", { strategy: "recursive" }, 21],
    [
      "routes that are tuned",
      { strategy: "recursive", probes: { checkGateway: { interval: "2s", timeout: "500ms", count: 3 } } },
      6.5,
    ],
  ] as const)
    it(`is ${seconds} s with ${what}`, () => assert.equal(worstDetection(officeOf(2, rest)), seconds * 1000));

  it("never gets shorter by more lines, hosts, patience or rounds", () => {
    const hosts = ["1.1.1.1", "8.8.8.8", "9.9.9.9", "1.0.0.1"];
    const given = fc.record({
      lines: fc.integer({ min: 2, max: 3 }),
      targets: fc.integer({ min: 1, max: 3 }),
      maxRtt: fc.integer({ min: 10, max: 500 }),
      fail: fc.integer({ min: 1, max: 10 }),
    });
    const measured = (it: { lines: number; targets: number; maxRtt: number; fail: number }): number =>
      worstDetection(
        officeOf(it.lines, {
          interval: "1m",
          objectives: { blackHole: "1d", loss: "1d" },
          probes: { targets: hosts.slice(0, it.targets), maxRtt: `${it.maxRtt}ms`, fail: it.fail },
        }),
      );
    fc.assert(
      fc.property(given, fc.constantFrom("lines", "targets", "maxRtt", "fail"), (less, what) => {
        assert.ok(measured({ ...less, [what]: less[what] + 1 }) > measured(less));
      }),
      { numRuns: 50 },
    );
  });
});

describe("every office that is accepted", () => {
  it("has rounds that fit into its interval, and keeps its promise", () => {
    fc.assert(
      fc.property(offices, (args) => {
        const office = parseDualWan(args);
        assert.ok(
          roundOf(office) <= office.interval,
          `a round takes ${roundOf(office)} of ${office.interval} ms`,
        );
        assert.ok(worstDetection(office) <= office.objectives.blackHole);
      }),
      { numRuns: 150 },
    );
  });

  it("and every one that is not, says which of the two it is", () => {
    const given = fc.record({
      count: fc.integer({ min: 2, max: 4 }),
      targets: fc.integer({ min: 1, max: 8 }),
      maxRtt: fc.integer({ min: 10, max: 1000 }),
      fail: fc.integer({ min: 1, max: 20 }),
      interval: fc.integer({ min: 1, max: 60 }),
      promise: fc.integer({ min: 5, max: 300 }),
    });
    const seen = { kept: 0, interval: 0, "objectives.blackHole": 0 };
    fc.assert(
      fc.property(given, ({ count, targets, maxRtt, fail, interval, promise }) => {
        // By hand: every host of every line is silent for as long as it may, 2 s go to the rest, and `fail` rounds say so.
        const round = count * targets * maxRtt + 2000;
        const wrong = [
          ...(round > interval * 1000 ? (["interval"] as const) : []),
          ...(interval * 1000 * fail + round > promise * 1000 ? (["objectives.blackHole"] as const) : []),
        ];
        let found: readonly string[] = [];
        try {
          parseDualWan({
            wans: lines.slice(0, count),
            interval,
            objectives: { blackHole: promise, loss: "1d" },
            probes: {
              targets: Array.from({ length: targets }, (_, index) => `198.18.0.${index + 1}`),
              maxRtt: `${maxRtt}ms`,
              fail,
            },
          });
        } catch (error) {
          found = (error as { mistakes: { at: string }[] }).mistakes.map(({ at }) => at);
        }
        assert.deepEqual(found, wrong);
        for (const at of wrong.length === 0 ? (["kept"] as const) : wrong) seen[at]++;
      }),
      { numRuns: 300 },
    );
    assert.ok(Math.min(...Object.values(seen)) > 10, JSON.stringify(seen));
  });

  it("is the plain one, which leaves a second of its 20", () => {
    const office = parseDualWan(plain);
    assert.equal(office.objectives.blackHole - worstDetection(office), 1000);
  });
});
