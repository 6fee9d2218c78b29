/** How an operation fails towards Pulumi's host. */
import { type Props, providerKey, toPlain } from "./plain";

/**
 * The row exists (or may exist) on the router, but the operation did not come to its end: Pulumi keeps `properties`
 * as the state, reports `reasons`, and runs an update next time. The host recognises it by `id`.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  constructor(
    readonly id: string,
    readonly properties: Props,
    readonly reasons: readonly string[],
  ) {
    super(reasons.join("; "));
  }
}

/**
 * Makes a {@link PartialFailure}. The host does not add the provider's text to its properties, and without it the
 * resource could never be read or deleted again: it is taken from `inputs`. Nothing `undefined` may be inside, or the
 * host would never answer.
 */
export function partialFailure(
  id: string,
  inputs: Readonly<Props>,
  outs: Readonly<Props>,
  reasons: readonly string[],
): PartialFailure {
  return new PartialFailure(
    id,
    toPlain({ ...inputs, ...outs, [providerKey]: inputs[providerKey] }),
    reasons.map(String),
  );
}

/**
 * What the host may be thrown: an Error with a message and, unless it is a {@link PartialFailure}, without a member
 * `id`, which the host would take for one.
 */
export function throwable(error: unknown): Error {
  if (error instanceof PartialFailure) return error;
  if (!(error instanceof Error)) return new Error(String(error));
  return "id" in error ? new Error(error.message, { cause: error }) : error;
}
