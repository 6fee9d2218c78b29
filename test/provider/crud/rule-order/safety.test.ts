import assert from "node:assert/strict";
import fc from "fast-check";
import { applyMove } from "../../../../provider/crud/rule-order/moves";
import type { Stood } from "../../../../provider/crud/rule-order/neighbourhood";
import { isInOrder, type Standing, standingOf } from "../../../../provider/crud/rule-order/standing";
import { menus } from "../../../../provider/menus";
import type { Row } from "../../../../provider/menus/language";
import { RuleMenu } from "./rule-menu";

const menu = menus.FirewallFilter;

const pick = (rows: readonly (Row | undefined)[]) => rows.filter((row): row is Row => row !== undefined);

interface Case {
  readonly own: readonly Row[];
  readonly theirs: readonly Row[];
  /** All rows as they stood when the section was last in order; undefined: nobody remembers. */
  readonly stood: readonly Row[] | undefined;
  readonly now: readonly Row[];
  readonly foreign: "report" | "tolerate";
}

const rule = (prefix: string) =>
  fc.record({
    chain: fc.constantFrom("input", "input", "forward"),
    action: fc.constantFrom("accept", "accept", "drop", "reject", "jump", "log", "fasttrack-connection"),
    condition: fc.boolean(),
    prefix: fc.constant(prefix),
  });

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    own: fc.array(rule("own"), { minLength: 1, maxLength: 4 }),
    theirs: fc.array(rule("theirs"), { minLength: 1, maxLength: 4 }),
    remembered: fc.boolean(),
    gaps: fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }),
    shuffle: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
    foreign: fc.constantFrom("report" as const, "tolerate" as const),
  })
  .map(({ own, theirs, remembered, gaps, shuffle, foreign }) => {
    const rows = [...own, ...theirs].map(
      ({ chain, action, condition, prefix }, index): Row => ({
        ".id": `*${index + 1}`,
        comment: `${prefix}-${index}`,
        chain,
        action,
        ...(condition && { "src-address": "10.0.0.0/8" }),
      }),
    );
    const members = rows.slice(0, own.length);
    const others = rows.slice(own.length);
    const places = [...gaps].sort().map((gap) => (foreign === "report" ? gaps[0] : gap));
    const stood = others.flatMap((row, gap) => [...members.filter((_, at) => places[at] === gap), row]);
    const behind = members.filter((row) => !stood.includes(row));
    return {
      own: members,
      theirs: others,
      stood: remembered ? [...stood, ...behind] : undefined,
      now: pick(shuffle.map((index) => rows[index])),
      foreign,
    };
  });

function standing({ own, foreign }: Case, rows: readonly Row[], stood?: readonly Stood[]): Standing {
  const members = own.map(({ comment }) => `${menu.path}:${comment}:0`);
  const declared = { menu, section: "s", anchor: "bottom", foreign, members } as const;
  return standingOf(declared, rows, stood && { stood });
}

/** The plan, and the order it leaves. */
function planned(one: Case): { readonly plan: Standing; readonly after: readonly Row[] } {
  const memory = one.stood && standing(one, one.stood);
  if (memory) assert.ok(isInOrder(memory), "the case is wrong");
  const plan = standing(one, one.now, memory?.neighbourhood);
  const ids = plan.moves.reduce(
    applyMove,
    one.now.map((row) => row[".id"] ?? ""),
  );
  return { plan, after: pick(ids.map((id) => one.now.find((row) => row[".id"] === id))) };
}

const isBefore = (rows: readonly Row[], a: Row, b: Row) => rows.indexOf(a) < rows.indexOf(b);
const refuses = ({ action = "" }: Row) => ["drop", "reject", "jump"].includes(action);
const lets = ({ action = "" }: Row) => ["accept", "fasttrack-connection", "jump"].includes(action);

/** What may have become worse for whom: written down once more, from a packet's view. */
function harms(rows: readonly Row[], { own, theirs }: Case): readonly string[] {
  return own.flatMap((mine) =>
    theirs
      .filter(
        (other) =>
          other.chain === mine.chain && !(other.action === mine.action && lets(mine) && !refuses(mine)),
      )
      .flatMap((other) => {
        const first = isBefore(rows, mine, other);
        const pair = `${mine.comment}/${other.comment}`;
        const isCutOff = !first && refuses(other) && !["drop", "reject"].includes(mine.action ?? "");
        const cutsOff = first && refuses(mine) && lets(other);
        const isDead =
          !first &&
          ["accept", "fasttrack-connection"].includes(other.action ?? "") &&
          other["src-address"] === undefined &&
          other.action !== mine.action;
        return [
          ...(isCutOff ? [`${pair} is cut off`] : []),
          ...(cutsOff ? [`${pair} cuts off`] : []),
          ...(isDead ? [`${pair} is dead`] : []),
        ];
      }),
  );
}

/** Every order of the section among the rows of others that is as wanted, with the number of rows to move for it. */
function* orders({ own, theirs, now, foreign }: Case): Generator<{ order: readonly Row[]; moved: number }> {
  const others = now.filter((row) => theirs.includes(row));
  function* interleave(left: readonly Row[], right: readonly Row[]): Generator<readonly Row[]> {
    const [a, ...restLeft] = left;
    const [b, ...restRight] = right;
    if (!a || !b) {
      yield [...left, ...right];
      return;
    }
    for (const rest of interleave(restLeft, right)) yield [a, ...rest];
    for (const rest of interleave(left, restRight)) yield [b, ...rest];
  }
  for (const order of interleave(own, others)) {
    const places = own.map((row) => order.indexOf(row));
    const isTogether = (places.at(-1) ?? 0) - (places[0] ?? 0) === own.length - 1;
    if (foreign === "report" && !isTogether) continue;
    let moved = own.length;
    for (let mask = 0; mask < 2 ** own.length; mask++) {
      const goes = own.filter((_, index) => Math.floor(mask / 2 ** index) % 2 === 1);
      const without = (rows: readonly Row[]) =>
        rows.filter((row) => !goes.includes(row)).map((row) => row.comment);
      if (without(order).join() === without(now).join()) moved = Math.min(moved, goes.length);
    }
    yield { order, moved };
  }
}

describe("a repair of a section's order", () => {
  it("makes nothing worse than it was before the drift, or than it is where nobody remembers", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const { plan, after } = planned(one);
        if (plan.conflict.length > 0) return assert.deepEqual(plan.moves, []);
        const before = new Set(harms(one.stood ?? one.now, one));
        const worse = harms(after, one).filter((harm) => !before.has(harm));
        assert.deepEqual(worse, [], JSON.stringify({ one, moves: plan.moves }));
        assert.ok(own(after, one), "the order is not the one wanted");
      }),
      { numRuns: 1500 },
    );
  });

  it("brings back what is remembered; else it moves the fewest rows of all safe ways, and fails if there is none", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const { plan } = planned(one);
        const moved = plan.moves.reduce((sum, { ids }) => sum + ids.length, 0);
        const now = new Set(harms(one.now, one));
        const then = one.stood && new Set(harms(one.stood, one));
        let least: number | undefined;
        let isPossible = false;
        for (const way of orders(one)) {
          const harmful = harms(way.order, one);
          const isSafe = harmful.every((harm) => (then ?? now).has(harm));
          if (isSafe) least = Math.min(least ?? way.moved, way.moved);
          isPossible ||= isSafe && harmful.every((harm) => now.has(harm));
        }
        if (plan.conflict.length > 0) return assert.equal(isPossible, false, JSON.stringify(one));
        assert.ok(least !== undefined && moved >= least, JSON.stringify(one));
        if (!one.stood) assert.equal(moved, least, JSON.stringify(one));
      }),
      { numRuns: 1000 },
    );
  });

  it("is done after its moves, and each of the moves leaves less to do", () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const memory = one.stood && standing(one, one.stood).neighbourhood;
        let rows = one.now;
        let plan = standing(one, rows, memory);
        if (plan.conflict.length > 0) return;
        for (let left = one.own.length; plan.moves.length > 0; left--) {
          assert.ok(left > 0, `no end: ${JSON.stringify(one)}`);
          const [move] = plan.moves;
          const ids = applyMove(
            rows.map((row) => row[".id"] ?? ""),
            move ?? assert.fail(),
          );
          rows = pick(ids.map((id) => rows.find((row) => row[".id"] === id)));
          plan = standing(one, rows, memory);
        }
        assert.ok(isInOrder(plan), JSON.stringify(one));
      }),
      { numRuns: 500 },
    );
  });
});

function own(rows: readonly Row[], { own: members }: Case): boolean {
  return members.every((row, index) => index === 0 || isBefore(rows, members[index - 1] ?? row, row));
}

describe("a section's neighbourhood", () => {
  const rows = new RuleMenu([
    { comment: "early", action: "drop", "src-address": "192.0.2.1" },
    "a",
    "b",
    { action: "drop" },
  ]).table;
  const one: Case = { own: rows.slice(1, 3), theirs: [], stood: undefined, now: rows, foreign: "report" };
  const memory = standing(one, rows).neighbourhood;
  const [early = {}, a = {}, b = {}, all = {}] = rows;

  it("is kept in a form that says what the rows were", () => {
    assert.deepEqual(memory, [
      {
        id: "*1",
        comment: "early",
        chain: "forward",
        action: "drop",
        conditions: "src-address=192.0.2.1",
      },
      { member: "a" },
      { member: "b" },
      { id: "*4", comment: "", chain: "forward", action: "drop", conditions: "" },
    ]);
  });

  it("is not trusted where an id names another row by now", () => {
    const reset = { ...all, "src-address": "192.0.2.9" };
    assert.deepEqual(standing(one, [early, reset, a, b], memory).moves, []);
    assert.equal(standing(one, [early, all, a, b], memory).moves.length, 1);
  });

  it("knows a row under another id by its comment, and puts nothing behind it that is not there already", () => {
    const restored = { ...early, ".id": "*77" };
    const widened = { ...restored, "src-address": "" };
    for (const row of [restored, widened]) {
      assert.deepEqual(standing(one, [a, b, row, all], memory).moves, []);
      assert.deepEqual(standing(one, [a, row, b, all], memory).moves, [{ ids: ["*3"], before: "*77" }]);
    }
  });

  it("is where the section goes back to, where the very same row is there", () => {
    assert.deepEqual(standing(one, [a, early, b, all], memory).moves, [{ ids: ["*2"], before: "*3" }]);
  });

  it("stays small beside many rows", () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      ...early,
      ".id": `*A${index}`,
      comment: `${index}`,
    }));
    assert.equal(
      standing(one, [...many.slice(250), a, b, ...many.slice(0, 250), all], memory).neighbourhood.length,
      12,
    );
  });
});
