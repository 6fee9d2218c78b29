/** Scripts and the scheduler, as configuration; running them is the script plane's. */
import type { Behaviours, Draft, Router } from "../behaviour";
import { fail, notPermitted } from "../errors";
import type { Row } from "../store/row";
import { date, dateTime, moment, parseDuration, timeOfDay } from "../time";
import { generateName } from "./names";
import { environment, jobs, runScript } from "./script-commands";
import { uniqueName } from "./unique";

const policyWords = (list: string | undefined): string[] =>
  (list ?? "").split(",").filter((word) => word !== "" && !word.startsWith("!"));

/** Nobody can give a script what he has not (manual, "Scripting"). */
function checkPolicies(draft: Draft): void {
  const given = draft.written.has("policy") ? policyWords(draft.values.policy) : [];
  if (given.some((word) => !draft.caller.policies.has(word))) throw notPermitted();
}

/** The policies a scheduler entry can have, in the order of RouterOS's default list. */
const scriptable = [
  ...["ftp", "reboot", "read", "write", "policy", "test", "password", "sniff", "sensitive", "romon"],
];

function fillEntry(draft: Draft): void {
  const { router, values, caller, facts } = draft;
  const mode = router.options.deviceMode;
  const allowed = (mode?.scheduler ?? true) && !["home", "flagged"].includes(mode?.mode ?? "advanced");
  // The text is not established; that it is refused is.
  if (!allowed) throw fail("failure: not allowed by device-mode");
  const now = router.clock.now();
  values["start-date"] ??= date(now, true);
  values["start-time"] ??= timeOfDay(now);
  values.policy ??= scriptable.filter((word) => caller.policies.has(word)).join(",");
  facts.owner = caller.user;
}

/** When an entry fires next; empty when never. 7.24.0 never fires entries whose start was not written. */
export function nextRun(row: Row, router: Router): number | undefined {
  const interval = (parseDuration(row.values.interval ?? "0s") ?? 0) * 1000;
  const now = router.clock.now();
  if (row.values["start-time"] === "startup") {
    const first = router.bootedAt + (interval === 0 ? 3000 : interval);
    return after(first, interval, now);
  }
  const start = moment(row.values["start-date"] ?? "", row.values["start-time"] ?? "");
  return start === undefined ? undefined : after(start, interval, now);
}

function after(first: number, interval: number, now: number): number | undefined {
  if (first > now) return first;
  return interval === 0 ? undefined : first + (Math.floor((now - first) / interval) + 1) * interval;
}

function nextRunText(row: Row, router: Router): string {
  if (row.values.disabled === "true") return "";
  const next = nextRun(row, router);
  return next === undefined ? "" : dateTime(next, router.atLeast("7.10"));
}

function restartCounts(path: string): (router: Router) => void {
  return (router) => {
    const store = router.store(path);
    for (const row of store?.written() ?? []) store?.mark(row.id, { "run-count": undefined });
  };
}

export const scripts: Behaviours = {
  "/system/script": {
    noun: "script",
    unique: [uniqueName("script")],
    onAdd: (draft) => {
      // The name of an empty `add` is not established.
      generateName(draft, "script");
      draft.values.owner ??= draft.caller.user;
    },
    onWrite: checkPolicies,
    facts: (row) => ({
      "run-count": row.facts["run-count"] ?? "0",
      "last-started": row.facts["last-started"],
      invalid: "false",
    }),
    boot: restartCounts("/system/script"),
    commands: { run: runScript },
  },
  "/system/script/job": jobs,
  "/system/script/environment": environment,
  "/system/scheduler": {
    noun: "scheduler entry",
    unique: [uniqueName("item")],
    onAdd: fillEntry,
    onWrite: checkPolicies,
    facts: (row, router) => ({
      "next-run": nextRunText(row, router),
      "run-count": row.facts["run-count"] ?? "0",
      owner: row.facts.owner,
    }),
    boot: restartCounts("/system/scheduler"),
  },
};
