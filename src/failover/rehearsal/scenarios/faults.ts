/** Group 1: faults of the line in use. Group 2: several, and again and again. */
import { type DualWan, type Line, longestRound } from "../../args";
import { weighsLoss } from "../../args/checks";
import {
  allInAll,
  always,
  backWithin,
  dialling,
  endsFlows,
  endsOn,
  flowsAfterSwitch,
  flowsKept,
  flowsLeftAlone,
  flowsMove,
  newConnections,
  notBackBefore,
  onBackupWithin,
  saidOnce,
  standingFlows,
  switches,
  writesNothing,
} from "../demands";
import type { Demand, Scenario, StagedEvent } from "../scenario";
import { begins, blackHole, ends, lineAt, minute, second, wellAgain } from "./events";

const primary = (office: DualWan): Line => lineAt(office, 1);
const name = (office: DualWan, number: number): string => lineAt(office, number).name;

/** A fault of the first line that begins and ends. */
function fault(
  office: DualWan,
  label: string,
  is: "bad" | "dead",
  begin: StagedEvent["act"],
  end: StagedEvent["act"],
): readonly StagedEvent[] {
  const { name: line } = primary(office);
  return [
    { at: begins, label: `${line}: ${label}`, line: { number: 1, is }, act: begin },
    { at: ends, label: `${line}: well again`, line: { number: 1, is: "well" }, act: end },
  ];
}

/** When a line that has returned is used again, at the earliest and at the latest; undefined where that is somebody's decision. */
function returnOf({ strategy, interval, lines }: DualWan, weighed: "weighed" | "new") {
  if (strategy.kind === "recursive") return { least: { return: 0, leaving: 0 }, most: 30 * second };
  const { recover, window, dwell, failback } = strategy.probing;
  if (failback === "manual") return undefined;
  const after = typeof failback === "object" ? failback.after : 0;
  const good = (recover - 1) * interval;
  // What was lost before the return counts until it has left the window; a line that was dead is judged anew.
  const forgets = weighed === "weighed" ? window * interval : 0;
  return {
    // A round that is under way at the return may be the first good one, and loss may be spared some rounds before it ends. A
    // round looks at the time when it begins, and moves when it ends.
    least: {
      return: Math.max(0, good + after - longestRound(lines, strategy.probing) - forgets),
      leaving: dwell - interval,
    },
    // The line comes back, the next round begins, the others follow, and a round takes as long as it may.
    most: Math.max(dialling + interval + forgets + good + after, dwell) + interval,
  };
}

/** Back on the first line, where that is how the way back is taken; not too early, and nothing standing is cut before or, pinned, by it. */
function wayBack(
  office: DualWan,
  {
    at = ends,
    until = length,
    weighed = "new",
  }: { at?: number; until?: number; weighed?: "weighed" | "new" } = {},
): readonly Demand[] {
  const times = returnOf(office, weighed);
  const [first, backup] = [name(office, 1), name(office, 2)];
  const untouched = [flowsLeftAlone(at, first), switches(2)];
  if (times === undefined) return [...untouched, endsOn(backup)];
  const early = notBackBefore(times.least, at, first);
  if (at + times.least.return > until) return [...untouched, early, endsOn(backup)];
  if (at + times.most >= until) return [...untouched, early];
  const keeps = office.flows === "pin" && office.strategy.kind === "script" && endsFlows(office);
  return [
    backWithin(times.most, at, first),
    early,
    endsOn(first),
    ...untouched,
    ...(keeps ? [flowsKept(at, first)] : []),
  ];
}

/** Standing flows go by the line in use; pinned ones only when theirs dies. */
function follow({ flows, strategy, interval }: DualWan, limit: number): readonly Demand[] {
  if (strategy.kind === "recursive") return [flowsMove(Math.max(limit, interval + second))];
  return flows === "pin" ? [] : [flowsMove(limit)];
}

const length = 9 * minute;

/** Time without internet when the lease is lost: a hook tells at once, else the next round sees it, or routes that ask a host. */
function leaseLoss({ objectives, interval, strategy, lines }: DualWan): number {
  if (strategy.kind === "recursive") return objectives.blackHole;
  return lines[0]?.hooks === true ? objectives.linkLoss : interval + 2 * second;
}

/** Connections over a line that lost its link or its lease end at once where a hook tells of it, else with the next round. */
const flowsBack = ({ lines, strategy, objectives, interval }: DualWan): number =>
  strategy.kind === "script" && lines[0]?.hooks === true
    ? objectives.flowRecovery
    : Math.max(objectives.flowRecovery, interval + second);

const lost = (office: DualWan, what: "link" | "lease"): readonly Demand[] => [
  newConnections(what === "link" ? office.objectives.linkLoss : leaseLoss(office)),
  ...(endsFlows(office)
    ? [
        ...(what === "lease" && office.strategy.kind === "recursive"
          ? []
          : [standingFlows(flowsBack(office) + second)]),
        flowsAfterSwitch(flowsBack(office)),
        ...follow(office, flowsBack(office)),
      ]
    : []),
  ...wayBack(office),
  ...writesNothing(office),
  ...always(office, what),
];

export const dies = (office: DualWan): readonly Demand[] => [
  newConnections(office.objectives.blackHole),
  ...(endsFlows(office)
    ? [flowsAfterSwitch(office.objectives.flowRecovery), ...follow(office, office.objectives.flowRecovery)]
    : []),
  ...wayBack(office),
  ...writesNothing(office),
  ...always(office, "nothing"),
];

const needsWeighing = (office: DualWan): string | undefined =>
  weighsLoss(office) ? undefined : "loss is not weighed by these probes, and nothing is promised about it";

const needsController = ({ strategy }: DualWan): string | undefined =>
  strategy.kind === "recursive"
    ? 'strategy "recursive" promises nothing about lines that come and go'
    : undefined;

/** Whether an answer that takes 400 ms longer counts as lost. */
function countsLate({ strategy }: DualWan): boolean {
  if (strategy.kind === "recursive") return false;
  const { kind, wait, maxRtt } = strategy.probing;
  return kind === "ping" ? wait < 400 : kind !== "dns" && maxRtt !== undefined && maxRtt < 400;
}

/** When a line that comes and goes is well for good. */
const calm = begins + 29 * 20 * second;

/** Time without internet until a line that is dead for 20 s again and again is left: at once, or as a line that loses half. */
const noticed = ({ objectives }: DualWan): number =>
  objectives.blackHole <= 20 * second ? objectives.blackHole : (objectives.loss ?? 10 * minute);

/** Once left, a line is not used again before it has stayed well; each time that it is left costs what one fault costs. */
function steady(office: DualWan, each: number): readonly Demand[] {
  const times = returnOf(office, "weighed");
  const leaves = Math.max(1, Math.ceil((office.objectives.flapping ?? 2) / 2));
  const first = name(office, 1);
  return [
    newConnections(each),
    allInAll(each * leaves),
    ...(times === undefined
      ? [endsOn(name(office, 2))]
      : calm + times.most < 14 * minute
        ? [backWithin(times.most, calm, first), endsOn(first)]
        : []),
  ];
}

export const faults: readonly Scenario[] = [
  {
    id: "link-down",
    group: 1,
    title: "The primary's cable is cut",
    about: "The port has no link for four minutes.",
    length,
    chance: "moment",
    events: (office) =>
      fault(
        office,
        "no link",
        "dead",
        (stage) => stage.line(1).link(false),
        (stage) => stage.line(1).link(true),
      ),
    demands: (office) => lost(office, "link"),
  },
  {
    id: "session-ended",
    group: 1,
    title: "The provider ends the PPPoE session",
    about: "The session is terminated, and the router dials again at once.",
    length: 5 * minute,
    chance: "moment",
    unfit: (office) => (primary(office).access.kind === "pppoe" ? undefined : "the primary is no PPPoE line"),
    events: (office) => [
      {
        at: begins,
        label: `${primary(office).name}: session terminated`,
        line: { number: 1, is: "bad" },
        act: (stage) => stage.line(1).terminate(),
      },
      {
        at: begins + 2 * second,
        label: `${primary(office).name}: dialled again`,
        line: { number: 1, is: "well" },
        act: () => {},
      },
    ],
    demands: (office) => [
      newConnections(office.objectives.linkLoss),
      ...(endsFlows(office) ? [standingFlows(flowsBack(office) + second)] : []),
      ...wayBack(office, { at: begins, until: 5 * minute }),
      ...always(office, "link"),
    ],
  },
  {
    id: "lease-ended",
    group: 1,
    title: "The primary's lease ends",
    about: "The DHCP server takes the address back and gives none for four minutes.",
    length,
    chance: "moment",
    unfit: (office) => (primary(office).access.kind === "dhcp" ? undefined : "the primary is no DHCP line"),
    events: (office) =>
      fault(
        office,
        "lease ended",
        "dead",
        (stage) => {
          stage.line(1).set({ answers: false });
          stage.console(
            `/ip dhcp-client release [find where interface="${primary(stage.office).interface}"]`,
          );
        },
        (stage) => stage.line(1).set({ answers: true }),
      ),
    demands: (office) => lost(office, "lease"),
  },
  {
    id: "black-hole",
    group: 1,
    title: "The primary dies beyond its gateway",
    about: "The link is up and the gateway answers; nothing behind it does.",
    length,
    chance: "all",
    events: (office) => [blackHole(office, 1), wellAgain(office, 1)],
    demands: dies,
  },
  {
    id: "silent-provider",
    group: 1,
    title: "The primary's provider falls silent",
    about: "The link is up; gateway and access server answer nothing.",
    length,
    chance: "all",
    events: (office) =>
      fault(
        office,
        "provider silent",
        "dead",
        (stage) => stage.line(1).set({ answers: false, upstream: "blackhole" }),
        (stage) => stage.line(1).set({ answers: true, upstream: "up" }),
      ),
    demands: dies,
  },
  ...(
    [
      ["loss-30", "30 percent of round trips", 16.3, "all"],
      ["loss-50", "30 percent each way, half of all round trips,", 30, "moment"],
    ] as const
  ).map(
    ([id, what, percent, chance]): Scenario => ({
      id,
      group: 1,
      title: `${what} are lost on the primary`.replace(/,? are/, " are"),
      about: "For ten minutes. Everything works, badly.",
      length: 15 * minute,
      chance,
      unfit: needsWeighing,
      events: (office) => [
        {
          at: begins,
          label: `${primary(office).name}: ${percent} % lost each way`,
          line: { number: 1, is: "bad" },
          act: (stage) => stage.line(1).set({ loss: percent }),
        },
        {
          at: begins + 10 * minute,
          label: `${primary(office).name}: well again`,
          line: { number: 1, is: "well" },
          act: (stage) => stage.line(1).set({ loss: 0 }),
        },
      ],
      demands: (office) => [
        onBackupWithin(office.objectives.loss ?? minute, begins, name(office, 2)),
        ...wayBack(office, { at: begins + 10 * minute, until: 15 * minute, weighed: "weighed" }),
        // Packets are lost here and there; a gap as long as a round would be another fault.
        newConnections(office.interval),
        ...(endsFlows(office)
          ? [
              flowsAfterSwitch(office.objectives.flowRecovery),
              ...follow(office, office.objectives.flowRecovery),
            ]
          : []),
        ...always(office, "nothing"),
      ],
    }),
  ),
  {
    id: "latency",
    group: 1,
    title: "The primary takes 400 ms longer",
    about: "Every packet arrives, later than an answer may take.",
    length,
    chance: "moment",
    events: (office) =>
      fault(
        office,
        "400 ms longer",
        "bad",
        (stage) => stage.line(1).set({ latency: 410 }),
        (stage) => stage.line(1).set({ latency: 10 }),
      ),
    demands: (office) =>
      countsLate(office)
        ? [
            onBackupWithin(office.objectives.loss ?? minute, begins, name(office, 2)),
            newConnections(0),
            ...wayBack(office, { weighed: "weighed" }),
            ...always(office, "nothing"),
          ]
        : [switches(0), ...always(office, "nothing")],
  },
  {
    id: "captive-portal",
    group: 1,
    title: "A portal answers in everybody's name",
    about:
      'The provider\'s portal answers pings, DNS and HTTP, and lets nothing else through. Probes of kind "tcp" see it, because nothing answers at their port, and those of kind "http", because they are sent on to its page.',
    length: 5 * minute,
    chance: "moment",
    unfit: (office) =>
      office.strategy.kind === "script" && ["tcp", "http"].includes(office.strategy.probing.kind)
        ? undefined
        : 'pings are answered by the portal: probes of kind "tcp" or "http" see it',
    events: (office) => [
      {
        at: begins,
        label: `${primary(office).name}: captive portal`,
        line: { number: 1, is: "dead" },
        act: (stage) => stage.line(1).set({ captive: true }),
      },
    ],
    demands: (office) => [
      newConnections(office.objectives.blackHole + office.interval * 2),
      switches(1),
      ...always(office, "nothing"),
    ],
  },
  {
    id: "both-down",
    group: 2,
    title: "Both lines die, the backup returns first",
    about: "Nothing works for two minutes; then the second line returns, two minutes later the first.",
    length: 10 * minute,
    chance: "moment",
    events: (office) => [
      ...office.lines.map(({ number }) => blackHole(office, number)),
      wellAgain(office, 2, begins + 2 * minute),
      wellAgain(office, 1, begins + 4 * minute),
    ],
    demands: (office) => [
      newConnections(2 * minute + office.objectives.blackHole),
      ...(office.strategy.kind === "script"
        ? [
            switches(2),
            endsOn(name(office, returnOf(office, "new") === undefined ? 2 : 1)),
            saidOnce(/No line works/, "that no line works"),
          ]
        : []),
      ...always(office, "nothing"),
    ],
  },
  ...(
    [
      ["flapping", "The primary's provider comes and goes every 20 s", "black hole", "all"],
      ["flapping-link", "The primary's link comes and goes every 20 s", "no link", "moment"],
    ] as const
  ).map(
    ([id, title, what, chance]): Scenario => ({
      id,
      group: 2,
      title,
      about: "For ten minutes, then it stays.",
      length: 14 * minute,
      chance,
      unfit: needsController,
      events: (office) =>
        Array.from({ length: 30 }, (_, turn): StagedEvent => {
          const isBad = turn % 2 === 0;
          return {
            at: begins + turn * 20 * second,
            label:
              turn === 0
                ? `${primary(office).name}: ${what} every 20 s`
                : turn === 29
                  ? `${primary(office).name}: well again`
                  : "",
            line: { number: 1, is: isBad ? "dead" : "well" },
            act: (stage) => {
              if (what === "no link") stage.line(1).link(!isBad);
              else stage.line(1).set({ upstream: isBad ? "blackhole" : "up" });
            },
          };
        }),
      demands: (office) => [
        switches(office.objectives.flapping ?? 2),
        ...steady(office, what === "no link" ? office.objectives.linkLoss : noticed(office)),
        ...always(office, what === "no link" ? "link" : "nothing"),
      ],
    }),
  ),
];
