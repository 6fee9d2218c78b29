/** Waits until scripts have ended, so that what they work on can be removed. */
import type { RouterSession } from "../../session/contract";
import { RouterOsError } from "../../session/errors";
import { pauses } from "../../session/pauses";
import type { Environment } from "../environment";
import { type DeclaredRun, subjectOf } from "./declared";
import { jobs } from "./menus";

/** Milliseconds that running scripts are given. */
export const patience = 30_000;

/**
 * @throws RouterOsError of category `busy` if one still runs after 30 s: what it works on must not be removed under it
 */
export async function untilEnded(
  environment: Environment,
  session: RouterSession,
  declared: DeclaredRun,
  deadline: number,
): Promise<void> {
  if (declared.waitFor.length === 0) return;
  const pause = pauses(deadline);
  for (let first = true; ; first = false) {
    const running = await runningNow(session, declared.waitFor);
    if (running.length === 0) return;
    const which = `${running.map((name) => `"${name}"`).join(" and ")} on router ${session.label}`;
    if (first) environment.log(`${subjectOf(declared)}: waits for the end of ${which}.`);
    if (await pause()) continue;
    throw new RouterOsError(
      "busy",
      `${subjectOf(declared)}: ${which} still runs after ${deadline / 1000} s, and what it works on must not be ` +
        `removed under it. Nothing was changed. Run Pulumi again once it has ended, or end it: ` +
        `${jobs.path}/remove [find where script=${running[0]}]`,
    );
  }
}

async function runningNow(session: RouterSession, names: readonly string[]): Promise<readonly string[]> {
  const running = new Set((await session.freshRows(jobs)).map(({ script }) => script));
  return names.filter((name) => running.has(name));
}
