import type { CommandRequest } from "../contract";

/** Arguments by name; of a name given twice the last one counts. */
export function argumentsOf(request: CommandRequest): Map<string, string> {
  return new Map(request.arguments);
}

/** Names that mean the target of a command, not a property. */
export const targetNames: ReadonlySet<string> = new Set([".id", "numbers", "number"]);
