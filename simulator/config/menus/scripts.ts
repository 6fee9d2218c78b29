/** Scripts and the scheduler, as configuration; running them is the script plane's. */
import type { Behaviours, Draft, Router } from "../behaviour";
import { checkAllowed } from "../device-mode";
import { notPermitted } from "../errors";
import { systemUser, userNamed } from "../sessions";
import { date, timeOfDay } from "../time";
import { generateName } from "./names";
import { nextRunText, noteStart } from "./schedule";
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
  checkAllowed(router, "scheduler");
  const now = router.wall();
  values["start-date"] ??= date(now, true);
  values["start-time"] ??= timeOfDay(now);
  values.policy ??= scriptable.filter((word) => caller.policies.has(word)).join(",");
  // What nobody who can log in has written belongs to the router itself.
  facts.owner = userNamed(router, caller.user) === undefined ? systemUser : caller.user;
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
    onWrite: (draft) => {
      checkPolicies(draft);
      noteStart(draft);
    },
    facts: (row, router) => ({
      "next-run": nextRunText(row, router),
      "run-count": row.facts["run-count"] ?? "0",
      owner: row.facts.owner,
    }),
    boot: restartCounts("/system/scheduler"),
  },
};
