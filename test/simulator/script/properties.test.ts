import assert from "node:assert/strict";
import fc from "fast-check";
import { failureText } from "../../../simulator/script";
import { ParseFailure } from "../../../simulator/script/syntax/failure";
import { parseBytes, parseScript } from "../../../simulator/script/syntax/parse";
import { printScript } from "../../../simulator/script/syntax/print";
import type { Script } from "../../../simulator/script/syntax/tree";
import { growth } from "../../support/growth";
import { configuration, script as howTo } from "./article";
import { scriptLab } from "./harness";
import { bytes, script, tokenHeap } from "./scripts";

const version = "7.21.5";
/** `FUZZ_RUNS=50000 FUZZ_SEED=1 npx mocha -r ts-node/register test/simulator/script/properties.test.ts --timeout 0` */
const numRuns = Number(process.env.FUZZ_RUNS ?? 500);
const parameters = { numRuns, seed: Number(process.env.FUZZ_SEED ?? 20261) };

/** A tree without places, and without the source of blocks, which is laid out anew. */
function shape(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shape);
  if (typeof node !== "object" || node === null) return node;
  const { kind } = node as { kind?: string };
  const kept = Object.entries(node).filter(
    ([key, value]) =>
      value !== undefined &&
      !["start", "end", "source"].includes(key) &&
      !(kind === "code" && key === "text"),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, shape(value)]));
}

function printedAgain(tree: Script): Script {
  return parseBytes(printScript(tree), { version });
}

describe("parsing scripts", () => {
  it("gives the same tree for what it prints", () => {
    let parsed = 0;
    fc.assert(
      fc.property(script, (source) => {
        let tree: Script;
        try {
          tree = parseScript(source, { version });
        } catch (error) {
          assert.ok(error instanceof ParseFailure, String(error));
          return;
        }
        parsed += 1;
        assert.deepEqual(shape(printedAgain(tree).statements), shape(tree.statements));
      }),
      parameters,
    );
    assert.ok(parsed > numRuns / 2, `only ${parsed} of ${numRuns} random scripts parse`);
  });

  it("gives the same tree for the how-to's script", () => {
    for (const source of [configuration, howTo]) {
      const tree = parseScript(source, { version: "6.49" });
      const again = parseBytes(printScript(tree), { version: "6.49" });
      assert.deepEqual(shape(again.statements), shape(tree.statements));
    }
  });

  for (const [what, inputs] of [
    ["bytes", bytes],
    ["heaps of tokens", tokenHeap],
  ] as const) {
    it(`never crashes on ${what}: a tree, or RouterOS's words with a place`, () => {
      fc.assert(
        fc.property(inputs, (source) => {
          try {
            parseBytes(source, { version });
          } catch (error) {
            assert.ok(error instanceof ParseFailure && error.line >= 1 && error.column >= 1, String(error));
          }
        }),
        parameters,
      );
    });
  }

  it("takes work in proportion to what is nested, also where every level is wrong", async () => {
    for (const [open, close] of [
      ["{a={", "}b}"],
      ["(", ""],
      ["[", ""],
      ['"$[:put ', ""],
      [":if (true) do={a={", "} b}"],
    ] as const) {
      const nested = (depth: number) => `:put ${open.repeat(depth)}1${close.repeat(depth)}`;
      const work = (source: string) => assert.throws(() => parseBytes(source, { version }), ParseFailure);
      for (const [small, large] of [
        [10, 100],
        [500, 5000],
      ] as const) {
        const found = await growth({ small, large, ready: nested, work });
        // 10 where it grew with the square.
        assert.ok(found < 5, `${open}: ${found.toFixed(1)} times the work for each level`);
      }
    }
  });

  it("refuses what is nested too deep instead of running out of stack", () => {
    for (const source of [
      "(".repeat(100_000),
      `:put (${"!".repeat(100_000)}true)`,
      `:put (1${"+1".repeat(100_000)})`,
      `:put ${"{".repeat(10_000)}`,
    ]) {
      assert.throws(() => parseBytes(source, { version }), ParseFailure);
    }
  });
});

describe("running scripts", () => {
  it("ends in a value or in RouterOS's words, whatever the script", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(script, tokenHeap), async (source) => {
        const lab = sharedLab();
        // Anything but a failure of the script rejects.
        await lab.run(source, { stepLimit: 2000 });
      }),
      { ...parameters, numRuns: Math.ceil(numRuns / 2) },
    );
  });

  it("says what failed as text", () => assert.equal(failureText(new Error("x")), undefined));
});

let shared: ReturnType<typeof scriptLab> | undefined;
function sharedLab(): ReturnType<typeof scriptLab> {
  shared ??= scriptLab();
  return shared;
}
