/** Starts a script as RouterOS does when an event wants one: as a job of its own, with the event's policies. */
import type { Caller, Policy } from "../config/contract";
import type { Router } from "../config/router";
import type { Row } from "../config/store/row";
import { dateTime } from "../config/time";
import type { RunOptions, Scripts } from "../script";
import { failureText, ScriptStopped } from "../script";

/** What the log calls it: `executing script X from scheduler failed`. */
export type Starter = "scheduler" | "netwatch" | "dhcp" | "ppp";

export interface Launch {
  readonly by: Starter;
  /** `scheduler:watch`, `dhcp-client:ether1`: what observers are told. */
  readonly origin: string;
  /** Name of a script of `/system/script`, or code. */
  readonly event: string;
  readonly user: string;
  readonly policies: ReadonlySet<Policy>;
  readonly variables?: RunOptions["variables"];
  /** False if the user may not do it at all. */
  readonly allowed: boolean;
}

export type Launcher = (launch: Launch) => void;

/** What a run needs: found in `/system/script` or taken from the event itself. */
interface Found {
  /** The script's; inline code has none. */
  readonly name: string;
  readonly source: string;
  readonly policies: ReadonlySet<Policy>;
  readonly permitted: boolean;
  readonly script: Row | undefined;
}

const path = "/system/script";

/** No login has it, and it is not the router itself: rows that are protected are so from scripts, too. */
const scriptSession = -2;

/** Nothing but a reboot, or somebody who removes the job, ends one. */
const unending = new AbortController().signal;

export const policyWords = (list: string | undefined): string[] =>
  (list ?? "").split(",").filter((word) => word !== "" && !word.startsWith("!"));

export function launcher(router: Router, scripts: Scripts): Launcher {
  return (launch) => {
    const found = find(router, launch);
    if (!found.permitted) {
      logFailure(router, launch, found, " (not enough permissions (9))");
      return;
    }
    if (found.script !== undefined) countRun(router, found.script);
    const caller: Caller = {
      id: scriptSession,
      user: launch.user,
      policies: found.policies,
      via: "script",
      address: "",
      origin: launch.origin,
    };
    const type = launch.by === "scheduler" ? "scheduler" : "command";
    const { variables } = launch;
    scripts
      .job(found.source, { caller, signal: unending, name: found.name, type, variables })
      .catch((error: unknown) => failed(router, launch, found, error));
  };
}

/** A script's policies must be among those of what starts it, unless it does not require them (manual). */
function find(router: Router, { event, policies, allowed }: Launch): Found {
  const script = router.rows(path).find((row) => row.values.name === event.trim());
  if (script === undefined) return { name: "", source: event, policies, permitted: allowed, script };
  const own = policyWords(router.value(path, script, "policy"));
  const free = router.value(path, script, "dont-require-permissions") === "true";
  return {
    name: script.values.name ?? "",
    source: script.values.source ?? "",
    // A script without policies of its own has those of what starts it (manual).
    policies: own.length === 0 ? policies : new Set(own),
    permitted: allowed && (free || own.every((policy) => policies.has(policy))),
    script,
  };
}

function countRun(router: Router, script: Row): void {
  const store = router.store(path);
  if (store === undefined) return;
  router.mark(store, script.id, {
    "run-count": String(Number(script.facts["run-count"] ?? "0") + 1),
    "last-started": dateTime(router.wall(), router.atLeast("7.10")),
  });
}

/** Since 7.15 the run itself has logged what RouterOS says; before there is one line for everything. */
function failed(router: Router, launch: Launch, found: Found, error: unknown): void {
  const text = failureText(error);
  // A defect of the simulator must not pass in silence.
  if (text === undefined) router.log.write("simulator,error", String(error));
  else if (error instanceof ScriptStopped) {
    // By a reboot, or by hand: nothing failed.
    if (text !== "interrupted") router.log.write("script,error", text);
  } else if (!router.atLeast("7.15")) logFailure(router, launch, found, "");
}

function logFailure(router: Router, { by }: Launch, { name }: Found, why: string): void {
  const script = name === "" ? "script" : `script ${name}`;
  router.log.write("script,error", `executing ${script} from ${by} failed, please check it manually${why}`);
}
