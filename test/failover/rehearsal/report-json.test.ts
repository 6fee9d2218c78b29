import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "../../support/package-links";
import { allMet } from "./rehearsed";

/** `[place, keys]` of docs/failover.md, "What a rehearsal shows". */
function documented(): readonly (readonly [place: string, keys: readonly string[]])[] {
  const text = readFileSync(join(REPOSITORY, "docs", "failover.md"), "utf8");
  const [, table = ""] = text.split("| place | keys |\n| --- | --- |\n");
  return table
    .slice(0, table.indexOf("\n\n"))
    .split("\n")
    .map((row) => {
      const [, place = "", keys = ""] = row.split(" | ").length === 2 ? ["", ...row.split(" | ")] : [];
      const named = keys.replace(/ \([^)]*\)/g, "").matchAll(/`([^`]+)`/g);
      return [place.replace(/[|` ]/g, ""), [...named].map(([, key = ""]) => key)];
    });
}

/** All that stand at a place: `performances[].variant`. */
function at(value: unknown, place: string): readonly object[] {
  const steps = place === "top" ? [] : place.replaceAll("[]", ".[]").split(".");
  const found = steps.reduce<readonly unknown[]>(
    (values, step) =>
      values
        .flatMap((one) => (step === "[]" ? (one as unknown[]) : [(one as Record<string, unknown>)[step]]))
        .filter((one) => one !== undefined),
    [value],
  );
  return found as readonly object[];
}

describe("a rehearsal as JSON", () => {
  const json: unknown = JSON.parse(JSON.stringify(allMet()));

  it("is described place by place", () => {
    assert.equal(documented().length, 8);
  });

  for (const [place, keys] of documented())
    it(`has the keys that docs/failover.md names: ${place}`, () => {
      const has = new Set(at(json, place).flatMap((one) => Object.keys(one)));
      assert.deepEqual([...has].sort(), [...keys].sort());
    });
});
