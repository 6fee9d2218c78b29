/** Errors as Pulumi's host prints them: for an engineer, not for somebody who looks for a place in our code. */
import type { FailureCategory } from "../session/contract";
import { isRouterOsError, RouterOsError } from "../session/errors";
import type { CheckResult } from "./check";
import { markTwin } from "./host-console";
import { parseKey } from "./ids";

/** What is wrong with the way to a router, or with our user there, is wrong for each of its resources. */
const sameForAll: ReadonlySet<FailureCategory> = new Set([
  "unreachable",
  "tls",
  "not-routeros",
  "refused-login",
  "missing-policy",
  "settings",
]);

/**
 * The error to throw to the host in place of `error`.
 *
 * In a refresh the CLI (3.259.0) shows nothing but the message, so it names the resource; what the host prints beside it
 * is dropped (see `host-console.ts`). Everything that is not an error of ours is a defect and keeps its stack.
 *
 * @param said what was said before: where fifty resources miss one router, the first error says everything and the
 * others one sentence
 * @param subject `FirewallMangle "ISP1 mark conn"`, where it is known
 */
export function spoken(error: unknown, said: Set<string>, subject?: string): unknown {
  if (!isRouterOsError(error)) return error;
  const heard = new RouterOsError(error.category, messageOf(error, said, subject), { cause: error });
  markTwin(heard, error.category);
  return heard;
}

function messageOf({ category, message }: RouterOsError, said: Set<string>, subject?: string): string {
  const bare = message.replace(named, "");
  const whole = bare === message && subject !== undefined ? `${subject}: ${message}` : message;
  const repeated = said.has(bare);
  said.add(bare);
  if (!repeated || !sameForAll.has(category)) return whole;
  const [sentence = whole] = whole.split(/(?<=[.!?]"?) /, 1);
  return sentence;
}

/** A message that begins with its resource: `FirewallMangle "ISP1 mark conn": …`, also `…, row *4 of /ip/…: …`. */
const named = /^[A-Z]\w* ".*?"(, [^:]*)?: /;

/** A resource as messages name it, by its Pulumi id. */
export function subjectOfId(kind: string, id: string): string {
  return `${kind} "${parseKey(id.split(":").at(-2) ?? "").join(", ")}"`;
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
