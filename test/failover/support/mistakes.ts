/** Arguments that are refused, and the words. */
import assert from "node:assert/strict";
import { DualWanError, parseDualWan } from "../../../src/failover/args";

export type Given = Readonly<Record<string, unknown>>;

/** Arguments that are wrong, and each mistake that is found in them, with its place. */
export type Case = readonly [what: string, args: unknown, ...mistakes: readonly string[]];

/** The mistakes of arguments as lines of text; none for good ones. */
export function mistakesOf(args: unknown): readonly string[] {
  try {
    parseDualWan(args as Given);
    return [];
  } catch (error) {
    if (!(error instanceof DualWanError)) throw error;
    return error.mistakes.map(({ at, message }) => `${at}: ${message}`);
  }
}

/** One test for each case. */
export function each(cases: readonly Case[]): void {
  for (const [what, args, ...mistakes] of cases) it(what, () => assert.deepEqual(mistakesOf(args), mistakes));
}
