/** The form of a table of facts: what is done before, what is asked, what RouterOS answers. */
import assert from "node:assert/strict";
import type { PlaneOptions } from "../../../simulator/config";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { lab } from "./harness";

/** A command: path, then words. */
export type Line = readonly [path: string, ...words: string[]];

export interface Fact {
  readonly fact: string;
  /** Default 7.21.5. */
  readonly versions?: readonly RouterOsVersion[];
  readonly options?: Partial<PlaneOptions>;
  /** Must all succeed. */
  readonly given?: readonly Line[];
  readonly when: Line;
  /** Messages of the traps; or `ret`; or rows, each of which must have (or, with undefined, lack) the named properties. */
  readonly traps?: readonly string[];
  readonly ret?: string | RegExp;
  readonly rows?: readonly Readonly<Record<string, string | undefined>>[];
}

export function facts(table: readonly Fact[]): void {
  for (const entry of table) {
    for (const version of entry.versions ?? (["7.21.5"] as const)) {
      it(`${version}: ${entry.fact}`, () => check(entry, version));
    }
  }
}

async function check(entry: Fact, version: RouterOsVersion): Promise<void> {
  const { run, must } = lab(version, entry.options);
  for (const [path, ...words] of entry.given ?? []) await must(path, words);
  const [path, ...words] = entry.when;
  const answer = await run(path, words);
  assert.deepEqual(answer.traps ?? [], entry.traps ?? [], "traps");
  if (entry.ret instanceof RegExp) assert.match(answer.ret ?? "", entry.ret);
  else if (entry.ret !== undefined) assert.equal(answer.ret, entry.ret);
  if (entry.rows === undefined) return;
  const expected = entry.rows.map((row) => ({ ...row }));
  const picked = answer.rows.map((row, index) => {
    const names = Object.keys(entry.rows?.[index] ?? row);
    return Object.fromEntries(names.map((name) => [name, row[name]]));
  });
  assert.deepEqual(picked, expected);
}
