import assert from "node:assert/strict";
import { longestRound, parseDualWan, worstDetection } from "../../src/failover/args";
import { planDualWan } from "../../src/failover/plan";
import { toRsc } from "../../src/failover/render";
import { plain } from "../failover/support/offices";
import { textOf } from "./documents";

const office = parseDualWan(plain);
const { strategy, interval } = office;
assert.equal(strategy.kind, "script");
const probing = strategy.kind === "script" ? strategy.probing : undefined;

/** A page on one line, as readers read it. */
const page = (document: string): string => textOf(document).replace(/\s+/g, " ");

describe("the pages on the failover", () => {
  const decisions = page("docs/decisions.md");

  for (const [words, value] of [
    ["`interval` (# s)", interval / 1000],
    ["more than `lossLimit` (# %)", probing?.lossLimit],
    ["in the last `window` (#) rounds", probing?.window],
    ["at most `recoverLoss` (# %)", probing?.recoverLoss],
    ["later than `maxRtt` (# ms) is none", probing?.wait],
    ["`fail` is #,", probing?.fail],
    ["`recover` #:", probing?.recover],
    ["**dwell** (# s)", (probing?.dwell ?? 0) / 1000],
    ["`interval` × `fail` + the longest round: # s +", (interval * (probing?.fail ?? 0)) / 1000],
    [
      "the longest round: 15 s + # s with the defaults",
      probing && longestRound(office.lines, probing) / 1000,
    ],
  ] as const) {
    it(`tell the default: ${words.replace("#", String(value))}`, () => {
      assert.ok(decisions.includes(words.replace("#", String(value))));
    });
  }

  it("tell the longest that a dead line is used, with either strategy", () => {
    const recursive = worstDetection(parseDualWan({ ...plain, strategy: "recursive" }));
    const [, most] = /a dead line is left after (\d+) s at most/.exec(page("docs/failover.md")) ?? [];
    assert.ok(Number(most) * 1000 >= recursive && Number(most) * 1000 - recursive <= 1000, `${most} s`);
    assert.ok(decisions.includes(`up to ${most} s by RouterOS's own times`));
  });

  it("tell the distances of the lines' own routes, and how large the scripts may be", () => {
    const rsc = toRsc(office, planDualWan(office), { showSensitive: true });
    assert.match(rsc, /default-route-distance="?251"?/);
    assert.ok(decisions.includes("(251 and on)"));
    const [, kilobytes] = /together under (\d+) KB/.exec(decisions) ?? [];
    const scripts = planDualWan(office).steps.flatMap((step) =>
      step.is === "row" && step.kind === "Script" ? [String(step.args.source ?? "").length] : [],
    );
    const sum = scripts.reduce((total, one) => total + one, 0);
    assert.ok(sum > 10_000 && sum < Number(kilobytes) * 1024, `${sum} bytes`);
  });

  it("answer each of the how-to's weak points once", () => {
    const how = textOf("docs/how-to.md");
    const numbers = [...how.matchAll(/^\| (\d+) \| [^|]+ \| [^|]+ \|$/gm)].map(([, number]) =>
      Number(number),
    );
    const [, count] = /Its (\d+) weak points/.exec(how) ?? [];
    assert.deepEqual(
      numbers,
      Array.from({ length: Number(count) }, (_, index) => index + 1),
    );
  });
});
