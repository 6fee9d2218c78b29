/** Runs the script and reads what it has to say. */
import type { Row } from "../../menus/language";
import type { RouterSession, Writer } from "../../session/contract";
import { isRouterOsError, RouterOsError } from "../../session/errors";
import { failure, words } from "../../session/messages";
import type { Environment } from "../environment";
import { type DeclaredRun, subjectOf } from "./declared";
import { log, scripts } from "./menus";

/**
 * Runs the script once, and returns the lines of the log that were written meanwhile and begin with the prefix.
 *
 * A run whose end was not heard of is not repeated: whether it ran is not known, and a second run may do harm. It is an
 * error, so the next `up` runs the script again, as a person then knows.
 */
export async function runScript(
  environment: Environment,
  session: RouterSession,
  declared: DeclaredRun,
): Promise<readonly string[]> {
  const subject = subjectOf(declared);
  const { logPrefix, deadline } = declared;
  return session.write({
    subject,
    menu: scripts,
    run: async (writer) => {
      const id = await idOf(writer, session, declared);
      const before = logPrefix === undefined ? [] : await writer.freshRows(log);
      const told = async () => {
        const lines =
          logPrefix === undefined ? [] : linesSince(before, await writer.freshRows(log), logPrefix);
        for (const line of lines) environment.log(`${subject}: router ${session.label} says: ${line}`);
        return lines;
      };
      try {
        await writer.run(scripts, "run", { ".id": id }, deadline);
      } catch (error) {
        // What it said before it failed helps to see why; that the log cannot be read is no news then.
        await told().catch(() => {});
        throw isUnheardOf(error) ? unheardOf(error, subject, deadline) : error;
      }
      return told();
    },
  });
}

/** `.id` of the script: a name could be a number, which RouterOS takes for a position. */
async function idOf(
  writer: Writer,
  session: RouterSession,
  declared: Pick<DeclaredRun, "script">,
): Promise<string> {
  const named = (rows: readonly Row[]) => rows.find(({ name }) => name === declared.script)?.[".id"];
  const id = named(await writer.rows(scripts)) ?? named(await writer.freshRows(scripts));
  if (id !== undefined) return id;
  throw new RouterOsError(
    "gone",
    `${subjectOf(declared)}: router ${session.label} has no such item in ${scripts.path}: there is no script ` +
      `"${declared.script}" to run. Make it a resource of the program and let this one depend on it, or correct the name.`,
  );
}

/** RouterOS numbers lines as they come; it keeps a thousand, so that the old ones may be gone. */
function linesSince(before: readonly Row[], after: readonly Row[], prefix: string): readonly string[] {
  const known = new Set(before.map((row) => row[".id"]));
  return after
    .filter((row) => !known.has(row[".id"]))
    .flatMap(({ message }) => (message?.startsWith(prefix) ? [message] : []));
}

function isUnheardOf(error: unknown): boolean {
  return isRouterOsError(error) && (error.category === "unanswered" || error.mayHaveExecuted);
}

function unheardOf(error: unknown, subject: string, deadline: number): RouterOsError {
  return failure(
    "unanswered",
    `${words(error)} The script may have run, wholly or in part: see the router's log. The next pulumi up runs it ` +
      `again. If ${subject} needs longer than ${deadline / 1000} s, give it a longer deadline.`,
    error,
  );
}
