import assert from "node:assert/strict";
import fc from "fast-check";
import { type DualWanArgs, DualWanError, parseDualWan } from "../../../src/failover/args";
import { offices, secretsOf } from "../support/arbitrary";

type Path = readonly (string | number)[];

/** The place of every value in arguments, groups and lists included. */
function pathsIn(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [at];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [at, ...members.flatMap(([name, member]) => pathsIn(member, [...at, name]))];
}

/** A copy with another value at one place. */
function changed(value: unknown, [name, ...rest]: Path, to: (old: unknown) => unknown): unknown {
  if (name === undefined) return to(value);
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  const members = copy as Record<string | number, unknown>;
  members[name] = changed(members[name], rest, to);
  return copy;
}

/** Ways to get a value wrong: most take what was there with them. */
const slips: readonly ((old: unknown) => unknown)[] = [
  () => undefined,
  () => null,
  () => 7.5,
  () => [],
  (old) => [old],
  (old) => ({ value: old }),
  (old) => (typeof old === "string" ? `${old} "$\\` : old),
  (old) =>
    typeof old === "object" && old !== null && !Array.isArray(old) ? { ...old, more: true } : "nothing",
];

describe("the message of a mistake in the arguments", function () {
  this.timeout(60_000);
  it("has a place for each mistake, no words of a library, and no secret, wherever the slip is", () => {
    let refused = 0;
    fc.assert(
      fc.property(offices, fc.nat(), fc.constantFrom(...slips), (args, place, slip) => {
        const paths = pathsIn(args);
        const wrong = changed(args, paths[place % paths.length] ?? [], slip) as DualWanArgs;
        try {
          parseDualWan(wrong);
        } catch (error) {
          refused++;
          assert.ok(error instanceof DualWanError, String(error));
          for (const secret of secretsOf(args)) assert.ok(!error.message.includes(secret), error.message);
          for (const { at, message } of error.mistakes) {
            assert.notEqual(at, "");
            assert.doesNotMatch(message, /Invalid|Too (small|big)|Unrecognized|undefined|NaN|\[object/);
          }
        }
      }),
      { numRuns: 1000 },
    );
    assert.ok(refused > 300, `only ${refused} slips were noticed`);
  });
});
