/** Scripts and the scheduler, as configuration; running them is the script plane's. */
import type { Behaviours, Draft, Fact, Router } from "../behaviour";
import { checkAllowed } from "../device-mode";
import { notPermitted } from "../errors";
import { systemUser, userNamed } from "../sessions";
import { routerItself } from "../targets";
import { date, timeOfDay } from "../time";
import { generateName } from "./names";
import { nextRunText, noteStart } from "./schedule";
import { environment, jobs, runScript } from "./script-commands";
import { uniqueName } from "./unique";

const policyWords = (list: string | undefined): string[] =>
  (list ?? "").split(",").filter((word) => word !== "" && !word.startsWith("!"));

/** What decides what runs, and with which policies. */
const powers = ["source", "on-event", "policy", "dont-require-permissions", "owner"];

/**
 * Nobody can give a script what he has not (manual, "Scripting"). That nobody can change what a script does that has more
 * than he has is not established: strict, as he would have it then.
 */
function checkPolicies({ router, menu, caller, written, values, previous }: Draft): void {
  if (caller.id === routerItself) return;
  const given = written.has("policy") ? policyWords(values.policy) : [];
  const changes = previous !== undefined && powers.some((name) => written.has(name));
  const held = changes ? policyWords(router.value(menu.path, previous, "policy")) : [];
  if ([...given, ...held].some((word) => !caller.policies.has(word))) throw notPermitted();
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

const runCount: Fact = ({ facts }) => facts["run-count"] ?? "0";

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
      // Who has less than the default gives what he has (not established).
      const { caller, values } = draft;
      if (scriptable.some((word) => !caller.policies.has(word)))
        values.policy ??= scriptable.filter((word) => caller.policies.has(word)).join(",");
    },
    onWrite: checkPolicies,
    facts: { "run-count": runCount, invalid: () => "false" },
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
    facts: { "next-run": nextRunText, "run-count": runCount },
    boot: restartCounts("/system/scheduler"),
  },
};
