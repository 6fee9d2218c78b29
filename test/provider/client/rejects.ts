import assert from "node:assert/strict";
import { RouterOsError } from "../../../provider/session/errors";

/** The `RouterOsError` that `promise` rejects with; fails on anything else. */
export async function failureOf(promise: Promise<unknown>): Promise<RouterOsError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!("error" in outcome)) assert.fail(`expected a failure, got ${JSON.stringify(outcome.value)}`);
  assert.ok(outcome.error instanceof RouterOsError, `expected a RouterOsError, got ${String(outcome.error)}`);
  return outcome.error;
}
