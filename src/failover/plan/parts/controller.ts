/** What runs on the router: scripts, what they keep, what they are started by, and their first run. */
import { askedName, type DualWan, netwatchTimeout } from "../../args";
import { decideSource, notifySource, setupSource, syncSource } from "../../controller";
import { addressOf, whileUnknown } from "../placeholder";
import { type RowArgs, type RowStep, type RunStep, row } from "../step";
import { ruleKey } from "./rules";

type Policies = NonNullable<RowArgs<"Script">["policy"]>;

/** All that bringing addresses into rows needs. A hook may do no more than these, `test` and `reboot`. */
const modest = ["read", "write"] as const;

/** Pinging is a test. */
const deciding = ({ strategy }: DualWan): readonly string[] =>
  strategy.kind === "script" && strategy.probing.kind === "ping" ? [...modest, "test"] : modest;

/** So is mailing. Fetching counts as using files since 7.13, and a script of somebody else may fetch. */
const telling = ({ notify }: DualWan): readonly string[] => [
  ...(notify.some(({ by }) => by !== "email") ? ["ftp"] : []),
  ...modest,
  "test",
];

type ScriptPolicy = Extract<Policies, readonly unknown[]>[number];
const policies = (words: readonly string[]) => [...words] as ScriptPolicy[];

export function scripts(office: DualWan): RowStep[] {
  const { names, notify, strategy } = office;
  const { script } = names;
  const scripted = strategy.kind === "script";
  const one = (role: keyof typeof script, reason: string, args: Partial<RowArgs<"Script">>): RowStep =>
    row(
      "Script",
      { key: script[role], part: "scripts", reason },
      { name: script[role], policy: policies(modest), ...args },
    );
  return [
    ...probes(office),
    one("sync", "Brings addresses and gateways into the rows that use them.", { source: syncSource(office) }),
    one(
      "decide",
      scripted ? "Asks, weighs and decides." : "Sees what the routes decided, and ends connections.",
      { policy: policies(deciding(office)), source: decideSource(office) },
    ),
    ...(scripted
      ? [
          one("status", "Which line is in use, since when and why. Written at a switch only.", {
            policy: policies(["read"]),
            runtimeOwned: ["source"],
          }),
          one("maintenance", "The line that is forced at run time: its name, none, or nothing.", {
            policy: policies(["read"]),
            runtimeOwned: ["source"],
          }),
        ]
      : []),
    ...(notify.length > 0
      ? [
          one("notify", "Tells people. It alone may fetch and mail, and holds tokens.", {
            policy: policies(telling(office)),
            source: notifySource(office),
            sensitive: ["source"],
          }),
        ]
      : []),
    one("setup", "The first run, by a deployment.", { source: setupSource(office) }),
  ];
}

function probes(office: DualWan): RowStep[] {
  const { strategy, lines, interval, names } = office;
  if (strategy.kind === "recursive" || strategy.probing.kind === "ping") return [];
  const { kind, targets, port, maxRtt } = strategy.probing;
  const type = { tcp: "tcp-conn", http: "http-get", dns: "dns" } as const;
  return lines.flatMap((line) => {
    const { address, isKnown } = addressOf(line);
    return targets.map((target, index) => {
      const key = names.ofLine(line.name, `probe ${index + 1}`);
      return row(
        "Netwatch",
        {
          key,
          part: "scripts",
          after: [ruleKey(office, line)],
          reason: `${target} is asked by ${kind} from the address of ${line.name}, where pings are answered by somebody else.`,
        },
        {
          comment: key,
          type: type[kind],
          // A DNS probe asks its server for a name.
          ...(kind === "dns" ? { host: askedName, dnsServer: target } : { host: target }),
          ...(port !== undefined && { port }),
          interval: `${interval}ms`,
          timeout: `${netwatchTimeout}ms`,
          ...(maxRtt !== undefined && kind === "tcp" && { thrTcpConnTime: `${maxRtt}ms` }),
          ...(maxRtt !== undefined && kind === "http" && { thrHttpTime: `${maxRtt}ms` }),
          startupDelay: "0s",
          srcAddress: address,
          ...whileUnknown(isKnown, "srcAddress"),
        },
      );
    });
  });
}

/** Run by a deployment when all rows are there. */
export function firstRun({ names }: DualWan, before: readonly RowStep[], keys: readonly string[]): RunStep {
  const sources = before.filter(({ kind }) => kind === "Script").map(({ args }) => String(args.source ?? ""));
  const { decide, sync, notify, setup } = names.script;
  return {
    is: "run",
    key: "First run",
    part: "first run",
    after: keys,
    script: setup,
    // A changed script or line makes the addresses be looked at again. Sources with tokens are no triggers.
    triggers: sources.filter((source) => !source.includes("/tool fetch")),
    logPrefix: names.log,
    waitFor: [decide, sync, notify],
    reason:
      "Addresses are brought into the rows before anything decides by them; rows that waited for one are switched on.",
  };
}

/** RouterOS 7.24.0 to 7.24.4 do not run entries whose start they chose themselves: the start is written. */
const start = { startDate: "1970-01-01", startTime: "00:00:00" } as const;

export function schedule(office: DualWan): RowStep[] {
  const { interval, notify } = office;
  const { script } = office.names;
  const entry = (name: string, every: string, words: readonly string[], reason: string): RowStep =>
    row(
      "Scheduler",
      { key: `Schedule of ${name}`, part: "schedule", after: ["First run"], reason },
      { name, onEvent: name, interval: every, policy: policies(words), ...start },
    );
  return [
    entry(
      script.decide,
      `${interval}ms`,
      deciding(office),
      "A round of the decide script. Last of all: now the office decides for itself.",
    ),
    ...(notify.length > 0
      ? [
          entry(
            script.notify,
            "10s",
            telling(office),
            "Messages are told apart from the rounds, so that they delay nothing.",
          ),
        ]
      : []),
  ];
}
