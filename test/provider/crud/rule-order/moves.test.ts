import assert from "node:assert/strict";
import fc from "fast-check";
import {
  applyMove,
  isPossible,
  type Limit,
  type Move,
  planMoves,
  type Situation,
} from "../../../../provider/crud/rule-order/moves";

/** What a situation asks for, said once more and plainly. */
function isAsWanted(order: readonly string[], { members, barriers, limits }: Situation): boolean {
  const at = (id: string) => order.indexOf(id);
  const sorted = members.every((id, index) => index === 0 || at(members[index - 1] ?? "") < at(id));
  const first = Math.min(...members.map(at));
  const last = Math.max(...members.map(at));
  const alone = order.slice(first, last).every((id) => !barriers?.has(id));
  return (
    sorted &&
    alone &&
    limits.every((limit) =>
      "before" in limit ? at(limit.member) < at(limit.before) : at(limit.member) > at(limit.after),
    )
  );
}

/** Every way to put the members, in their order, among the other rows. */
function interleavings(fixed: readonly string[], members: readonly string[]): readonly (readonly string[])[] {
  const [row, ...rows] = fixed;
  const [member, ...others] = members;
  if (member === undefined) return [fixed];
  if (row === undefined) return [members];
  return [
    ...interleavings(rows, members).map((rest) => [row, ...rest]),
    ...interleavings(fixed, others).map((rest) => [member, ...rest]),
  ];
}

function* subsets<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let mask = 0; mask < 2 ** items.length; mask++)
    yield items.filter((_, index) => Math.floor(mask / 2 ** index) % 2 === 1);
}

/** The fewest moved rows, and with them the fewest commands, found by trying everything. */
function bruteForce(situation: Situation): { readonly rows: number; readonly commands: number } | undefined {
  const { rows, members } = situation;
  const fixed = rows.filter((id) => !members.includes(id));
  let best: { rows: number; commands: number } | undefined;
  for (const order of interleavings(fixed, members)) {
    if (!isAsWanted(order, situation)) continue;
    for (const moved of subsets(members)) {
      const without = (list: readonly string[]) => list.filter((id) => !moved.includes(id));
      if (without(order).join() !== without(rows).join()) continue;
      const commands = members.filter(
        (id, index) => moved.includes(id) && !isContinued(members[index - 1], id, { order, moved }),
      ).length;
      const better =
        !best || moved.length < best.rows || (moved.length === best.rows && commands < best.commands);
      if (better) best = { rows: moved.length, commands };
    }
  }
  return best;
}

/** Whether one command can bring both: neighbours in the order wanted, with nothing between them that stays. */
function isContinued(
  previous: string | undefined,
  id: string,
  { order, moved }: Readonly<Record<"order" | "moved", readonly string[]>>,
): boolean {
  if (previous === undefined || !moved.includes(previous)) return false;
  return order.indexOf(previous) + 1 === order.indexOf(id);
}

const cost = (moves: readonly Move[]) => ({
  rows: moves.reduce((sum, { ids }) => sum + ids.length, 0),
  commands: moves.length,
});
const apply = (rows: readonly string[], moves: readonly Move[]) => moves.reduce(applyMove, rows);

function assertBest(situation: Situation, best = bruteForce(situation)): void {
  const moves = planMoves(situation);
  assert.equal(isPossible(situation), moves !== undefined);
  if (!best || !moves) {
    assert.equal(moves, best, JSON.stringify(situation));
    return;
  }
  const wrong = whatIsWrong(situation, moves, best);
  if (wrong === undefined) return;
  assert.fail(
    `${wrong}: ${JSON.stringify({ ...situation, barriers: [...(situation.barriers ?? [])], moves, best })}`,
  );
}

function whatIsWrong(
  situation: Situation,
  moves: readonly Move[],
  best: ReturnType<typeof bruteForce>,
): string | undefined {
  const { rows, members } = situation;
  for (const { ids, before } of moves) {
    if (!ids.every((id) => members.includes(id))) return "a row of others is moved";
    if (before !== undefined && !rows.includes(before)) return "an unknown destination";
    if (ids.includes(before ?? "")) return "a row is moved before itself";
  }
  const after = apply(rows, moves);
  if (!isAsWanted(after, situation)) return `not as wanted afterwards, but ${after}`;
  const { rows: moved, commands } = cost(moves);
  if (moved !== best?.rows || commands !== best.commands) return "not the fewest";
  if (planMoves({ ...situation, rows: after })?.length !== 0) return "planning again moves again";
  const reversed = apply(rows, [...moves].reverse());
  return reversed.join() === after.join() ? undefined : "it depends on the order of the commands";
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

const names = ["a", "b", "c", "d", "e", "f"];

/** The limits that anchors make of these rows. */
function limitsFor(members: readonly string[], others: readonly string[]): readonly (readonly Limit[])[] {
  const [row] = others;
  const first = members[0] ?? "";
  const last = members.at(-1) ?? "";
  if (row === undefined) return [[]];
  return [
    [],
    [{ member: first, before: row }],
    [{ member: last, before: row }],
    [{ member: first, after: row }],
    // Two chains, each with a drop of its own.
    members.map((member, index) => ({ member, before: others[index % others.length] ?? row })),
  ];
}

describe("planning moves", () => {
  it("finds the fewest moved rows and commands for every order of up to six rows", () => {
    for (let size = 1; size <= 6; size++) {
      for (let count = 1; count <= size; count++) {
        const members = names.slice(0, count);
        const others = names.slice(count, size);
        const limitSets = limitsFor(members, others);
        for (const rows of permutations(names.slice(0, size))) {
          // Of rows that are not moved only their places matter.
          if (rows.filter((id) => others.includes(id)).join() !== others.join()) continue;
          for (const limits of limitSets) {
            for (const barriers of [undefined, new Set(others), new Set(others.slice(1))]) {
              const situation: Situation = { rows, members, barriers, limits, prefer: "last" };
              const best = bruteForce(situation);
              if (!best) continue;
              assertBest(situation, best);
              assertBest({ ...situation, prefer: "first" }, best);
            }
          }
        }
      }
    }
  });

  it("finds them for sections among more rows, some of them leaving", () => {
    const situation = fc
      .record({
        rows: fc.shuffledSubarray([..."abcdefghi"], { minLength: 9 }),
        count: fc.integer({ min: 1, max: 5 }),
        leaving: fc.subarray([..."fghi"]),
        limit: fc.nat(4),
        together: fc.boolean(),
        prefer: fc.constantFrom("first" as const, "last" as const),
      })
      .map(({ rows, count, leaving, limit, together, prefer }): Situation => {
        const members = [..."abcde"].slice(0, count);
        const others = rows.filter((id) => !members.includes(id) && !leaving.includes(id));
        const limits = limitsFor(members, others)[limit] ?? [];
        return { rows, members, limits, prefer, ...(together && { barriers: new Set(others) }) };
      });
    fc.assert(
      fc.property(situation, (one) => {
        fc.pre(bruteForce(one) !== undefined);
        assertBest(one);
      }),
      { numRuns: 300 },
    );
  });

  it("finds them where some rows must stay before, and some behind, rows of others, or says that there is no way", () => {
    const situation = fc
      .record({
        rows: fc.shuffledSubarray([..."abcdwxyz"], { minLength: 8 }),
        count: fc.integer({ min: 1, max: 4 }),
        limits: fc.array(
          fc.record({ member: fc.nat(3), side: fc.constantFrom("before", "after"), other: fc.nat(3) }),
          { maxLength: 4 },
        ),
        together: fc.boolean(),
        prefer: fc.constantFrom("first" as const, "last" as const),
      })
      .map(({ rows, count, limits, together, prefer }): Situation => {
        const members = [..."abcd"].slice(0, count);
        const others = rows.filter((id) => !members.includes(id));
        return {
          rows,
          members,
          prefer,
          limits: limits.map(({ member, side, other }) => {
            const [id = "", row = ""] = [members[member % count], others[other]];
            return side === "before" ? { member: id, before: row } : { member: id, after: row };
          }),
          ...(together && { barriers: new Set(others) }),
        };
      });
    fc.assert(
      fc.property(situation, (one) => assertBest(one)),
      { numRuns: 1000 },
    );
  });

  it("gathers a section at the first of the places that cost the same", () => {
    const situation = { rows: ["b", "x", "a"], members: ["a", "b"], barriers: new Set("x"), limits: [] };
    for (const prefer of ["first", "last"] as const)
      assert.deepEqual(planMoves({ ...situation, prefer }), [{ ids: ["a"], before: "b" }]);
  });

  it("does nothing where all is as wanted, and for a section without rows", () => {
    assert.deepEqual(
      planMoves({ rows: ["x", "a", "b"], members: ["a", "b"], limits: [], prefer: "last" }),
      [],
    );
    assert.deepEqual(planMoves({ rows: ["x"], members: [], limits: [], prefer: "last" }), []);
  });

  it("moves neighbours with one command", () => {
    const rows = ["d", "e", "a", "b", "c"];
    assert.deepEqual(planMoves({ rows, members: names.slice(0, 5), limits: [], prefer: "last" }), [
      { ids: ["d", "e"] },
    ]);
  });

  it("puts what has to go elsewhere next to the anchor", () => {
    const rows = ["x", "y", "z", "a", "b"];
    const barriers = new Set(["x", "y", "z"]);
    const members = ["a", "b"];
    const beforeZ = {
      rows,
      members,
      barriers,
      limits: [{ member: "b", before: "z" }],
      prefer: "last",
    } as const;
    assert.deepEqual(planMoves(beforeZ), [{ ids: ["a", "b"], before: "z" }]);
    const onTop = {
      rows,
      members,
      barriers,
      limits: [{ member: "a", before: "x" }],
      prefer: "first",
    } as const;
    assert.deepEqual(planMoves(onTop), [{ ids: ["a", "b"], before: "x" }]);
  });

  it("lets rows that are leaving stand between, and moves around them", () => {
    const rows = ["a", "old", "b"];
    assert.deepEqual(
      planMoves({ rows, members: ["a", "b"], barriers: new Set(), limits: [], prefer: "last" }),
      [],
    );
  });
});
