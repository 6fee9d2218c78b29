/** Errors as Pulumi's host prints them: for an engineer, not for somebody who looks for a place in our code. */
import type { FailureCategory } from "../session/contract";
import { isRouterOsError, RouterOsError } from "../session/errors";
import type { CheckResult } from "./check";

/** What is wrong with the way to a router is wrong for each of its resources. */
const sameForAll: ReadonlySet<FailureCategory> = new Set([
  "unreachable",
  "tls",
  "not-routeros",
  "refused-login",
  "settings",
]);

/**
 * The error to throw to the host in place of `error`.
 *
 * Where check, diff, read and delete fail, the host prints `${error}: ${error.stack}` for the whole deployment, and
 * the CLI shows the message with the resource: so our own errors have no stack and name only their category there.
 * Everything else is a defect of ours and keeps its stack.
 *
 * @param said what was said before: where fifty resources miss one router, the first error says what to do and the
 * others just what happened
 */
export function spoken(error: unknown, said: Set<string>): unknown {
  if (!isRouterOsError(error)) return error;
  const heard = new RouterOsError(error.category, messageOf(error, said), { cause: error });
  Object.defineProperties(heard, {
    toString: { value: () => `RouterOS (${error.category})` },
    stack: { value: "see the error of the resource" },
  });
  return heard;
}

function messageOf({ category, message }: RouterOsError, said: Set<string>): string {
  const repeated = said.has(message);
  said.add(message);
  const [sentence = message] = message.split(/(?<=[.!?]"?) /, 1);
  if (!repeated || !sameForAll.has(category) || sentence === message) return message;
  return `${sentence} The error of another resource says what to do.`;
}

/**
 * Check failures as the engine may print them. Beside the name of a property it prints the value that the program
 * gave, a secret one too (3.259.0: `property password value {&{{hunter2}}} has a problem`), and a script's whole text.
 * Without a name it prints the reason alone, so the reason names the property.
 */
export function withoutValues(result: CheckResult): CheckResult {
  const failures = result.failures.map(({ property, reason }) => {
    const name = property.split(".").at(-1) ?? "";
    return { property: "", reason: reason.includes(name) ? reason : `${property}: ${reason}` };
  });
  return { ...result, failures };
}
