import type { CommandRequest } from "../contract";

/** Arguments by name; of a name given twice the last one counts. */
export function argumentsOf(request: CommandRequest): Map<string, string> {
  return new Map(request.arguments);
}

/** Names that mean the rows of a command that writes. */
export const targetNames: ReadonlySet<string> = new Set([".id", "numbers"]);
/** `get` and `run` take one row, as `number`. */
export const oneTargetNames: ReadonlySet<string> = new Set([".id", "number"]);
