/** Group 5: inbound. 6: standing flows. 7: what people do to the configuration. 8: time. 9: canaries. 10: maintenance. */
import type { DualWan } from "../../args";
import {
  afterRestart,
  always,
  complaints,
  endsFlows,
  endsOn,
  newConnections,
  onBackupWithin,
  oneRound,
  saidOnce,
  saysNothing,
  scriptErrors,
  standingFlows,
  switches,
  writes,
} from "../demands";
import type { Demand, Scenario, Stage } from "../scenario";
import { internet, lan } from "../surroundings";
import { begins, blackHole, lineAt, minute, second, wellAgain } from "./events";
import { dies } from "./faults";

const rules = (office: DualWan): string => (office.dialect === 7 ? "/routing rule" : "/ip route rule");
const needsController = (office: DualWan): string | undefined =>
  office.strategy.kind === "recursive" ? 'strategy "recursive" has no controller that decides' : undefined;

const quiet = (office: DualWan): readonly Demand[] => [
  writes(0),
  switches(0),
  newConnections(0),
  saysNothing,
  ...always(office, "nothing"),
];

const isSticky = ({ strategy }: DualWan): boolean =>
  strategy.kind === "script" && strategy.probing.failback === "manual";

/** Whether the way back is taken by itself soon after the primary has returned. */
const isAutomatic = ({ strategy, interval }: DualWan): boolean => {
  if (strategy.kind === "recursive") return true;
  const { failback, recover, dwell } = strategy.probing;
  return failback === "automatic" && Math.max(recover * interval, dwell) + minute < 4 * minute;
};

const inbound: Demand = {
  name: "questions from outside without an answer",
  unit: "packets",
  limit: 0,
  measure: (play) =>
    play.sources
      .filter(({ kind }) => kind === "forward")
      .reduce((sum, { lost, reasons }) => sum + lost - (reasons["has no address"] ?? 0), 0),
};

/** The router's address inside, a host that somebody marks, and a second network inside. */
const routerInside = lan.router.replace(/\/.*/, "");
const marked = "192.168.88.11";
const beside = { router: "192.168.89.1/24", host: "192.168.89.20" };
const winBox = { protocol: "tcp", port: 8291 } as const;

/** What is lost of the marked host's packets for the inside: on their way, or (`answers`) on the way back. */
const astray = (which: "questions" | "answers"): Demand => ({
  name: `${which} between networks inside that left by a line`,
  unit: "packets",
  limit: 0,
  measure: (play) =>
    play.sources
      .filter(({ name }) => name.startsWith("marked, to "))
      .flatMap(({ reasons, byIsp }) => [
        ...Object.entries(reasons).filter(
          ([reason]) => reason.startsWith("the answer") === (which === "answers"),
        ),
        // Somebody out there may have the same address.
        ...(which === "questions" ? Object.entries(byIsp) : []),
      ])
      .reduce((sum, [, packets]) => sum + packets, 0),
});

/** The line that is used first after a restart, when the router forwards again. */
const comesUpOn = (wanted: string, restart: number): Demand => ({
  name: `comes up on ${wanted}`,
  unit: "yes or no",
  limit: 0,
  measure: (play) => {
    const after = play.switches.filter(({ at }) => at > play.begun + restart + second);
    // A line that links earlier than the one before it may be used for a moment.
    const settled = after.find(
      ({ at, to }, index) =>
        to !== "" && (after[index + 1]?.at ?? play.begun + play.length) - at > 5 * second,
    );
    return settled?.to === wanted ? 0 : 1;
  },
});

/** What is demanded where the router restarts while the primary is dead, which returns later. */
const restarted = (office: DualWan, restart: number): readonly Demand[] => [
  newConnections(office.objectives.blackHole + 10 * second),
  comesUpOn(lineAt(office, 2).name, restart),
  // There, down, up, back; and for a moment by a line that links earlier than the one before it.
  switches(5),
  endsOn(lineAt(office, isSticky(office) ? 2 : 1).name),
  ...afterRestart(office),
];

export const people: readonly Scenario[] = [
  {
    id: "inbound",
    group: 5,
    title: "Somebody outside asks on every line",
    about: "WinBox and forwarded ports answer on each line with that line's address, whichever is in use.",
    length: 2 * minute,
    chance: "none",
    events: () => [],
    demands: (office) => [inbound, switches(0), ...always(office, "nothing")],
  },
  {
    id: "standing-flows",
    group: 6,
    title: "Standing flows across a failover and the way back",
    about:
      "A SIP phone and a WireGuard tunnel of the router keep their connection alive; a switch has to end it.",
    length: 9 * minute,
    chance: "moment",
    unfit: (office) =>
      endsFlows(office)
        ? undefined
        : "onSwitch.flush keeps connections over a switch: nothing is promised about them",
    events: (office) => [blackHole(office, 1), wellAgain(office, 1)],
    demands: (office) => [
      onBackupWithin(office.objectives.blackHole, begins, lineAt(office, 2).name),
      ...dies(office),
    ],
  },
  {
    id: "backup-dies-later",
    group: 6,
    title: "The backup dies after the way back was taken",
    about: "Whatever stayed on it has to move as well.",
    length: 10 * minute,
    chance: "moment",
    unfit: (office) =>
      !endsFlows(office)
        ? "onSwitch.flush keeps connections over a switch: nothing is promised about them"
        : isAutomatic(office)
          ? undefined
          : "the way back is taken later, or by somebody",
    events: (office) => [
      blackHole(office, 1),
      wellAgain(office, 1, begins + 2 * minute),
      blackHole(office, 2, begins + 6 * minute),
    ],
    demands: (office) => [
      newConnections(office.objectives.blackHole),
      standingFlows(office.objectives.blackHole + office.objectives.flowRecovery),
      switches(2),
      endsOn(lineAt(office, 1).name),
      ...always(office, "nothing"),
    ],
  },
  {
    id: "rule-deleted",
    group: 7,
    title: "Somebody deletes a rule that the probes need",
    about:
      "The line is not probed any more, and the log says so once; the other line and the link still count.",
    length: 5 * minute,
    chance: "none",
    unfit: needsController,
    events: (office) => [
      {
        at: begins,
        label: `rule of ${lineAt(office, 2).name} deleted`,
        act: (stage) =>
          stage.console(
            `${rules(office)} remove [find where comment="${office.names.ofLine(lineAt(office, 2).name, "rule")}"]`,
          ),
      },
      {
        ...blackHole(office, 1, begins + minute),
        label: `${lineAt(office, 1).name}: no link`,
        act: (stage) => stage.line(1).link(false),
      },
    ],
    demands: (office) => [
      newConnections(office.objectives.linkLoss),
      saidOnce(/needs one rule/, "the missing rule"),
      endsOn(lineAt(office, 2).name),
      ...always(office, "link", /needs one (row|rule) "[^"]*rule"/),
    ],
  },
  {
    id: "row-doubled",
    group: 7,
    title: "Somebody copies a default route",
    about:
      "Two routes have one comment: which is ours cannot be told, so neither is touched, and the log says so once.",
    length: 4 * minute,
    chance: "none",
    unfit: needsController,
    events: (office) => [
      {
        at: begins,
        label: `${office.names.gateway(2)} copied`,
        act: (stage) =>
          stage.console(
            `/ip route add comment="${office.names.gateway(2)}" gateway="${lineAt(office, 2).interface}" distance=9`,
          ),
      },
    ],
    demands: (office) => [
      saidOnce(/needs one route "[^"]*GW2", found 2/, "the double route"),
      switches(0),
      ...always(office, "nothing", /needs one (row|route) "[^"]*GW2", found 2/),
    ],
  },
  {
    id: "interface-renamed",
    group: 7,
    title: "Somebody renames the backup's interface",
    about: "The scripts still have the old name: the log says so once, and the primary goes on.",
    length: 4 * minute,
    chance: "none",
    unfit: (office) =>
      needsController(office) ??
      (lineAt(office, 2).access.kind === "existing" ? "the backup is set up elsewhere" : undefined),
    events: (office) => [
      {
        at: begins,
        label: `${lineAt(office, 2).interface} renamed`,
        act: (stage) =>
          stage.console(`/interface set [find where name="${lineAt(office, 2).interface}"] name=renamed`),
      },
    ],
    demands: (office) => [
      saidOnce(/there is no interface/, "the missing interface"),
      switches(0),
      ...always(office, "nothing", /there is no interface/),
    ],
  },
  {
    id: "third-default",
    group: 7,
    title: "Somebody adds a default route of their own",
    about:
      "It shares the distance of the primary, and takes a part of the traffic. Nothing can be promised about that; the log says so once.",
    length: 4 * minute,
    chance: "none",
    unfit: (office) =>
      needsController(office) ??
      (office.dialect === 6 ? "RouterOS 6 goes on with the first of two equal routes" : undefined),
    events: (office) => [
      {
        at: begins,
        label: "a default route with distance 1 by the backup",
        act: (stage) =>
          stage.console(`/ip route add comment=vpn gateway="${lineAt(office, 2).interface}" distance=1`),
      },
    ],
    demands: () => [
      saidOnce(/another default route is in use/, "the other route"),
      scriptErrors,
      complaints(/another default route is in use/),
    ],
  },
  {
    id: "own-mark",
    group: 7,
    title: "Somebody marks a host's connections for the backup",
    about:
      "By a rule of their own, whatever they go to. What is for the router or another network inside stays inside.",
    length: 2 * minute,
    chance: "none",
    unfit: needsController,
    sources: (office) => {
      const inside = { interface: office.lan.interface, every: 500 } as const;
      return [
        { kind: "udp", name: "host beside", from: beside.host, ...inside, to: internet.sip, port: 5061 },
        { kind: "host", name: "marked, to the router", from: marked, ...inside, to: routerInside, ...winBox },
        { kind: "host", name: "marked, to a host beside", from: marked, ...inside, to: beside.host },
      ];
    },
    events: (office) => [
      {
        at: 0,
        label: "another network inside",
        act: (stage) =>
          stage.console(`/ip address add address=${beside.router} interface="${office.lan.interface}"`),
      },
      {
        at: begins,
        label: `${marked} is marked for ${lineAt(office, 2).name}`,
        act: (stage) =>
          stage.console(
            `/ip firewall mangle add chain=prerouting src-address=${marked} connection-mark=no-mark action=mark-connection new-connection-mark="${office.names.connectionMark(lineAt(office, 2).name)}" passthrough=yes place-before=0`,
          ),
      },
    ],
    demands: (office) => [
      astray("questions"),
      astray("answers"),
      newConnections(0),
      switches(0),
      ...always(office, "nothing"),
    ],
  },
  {
    id: "script-deleted",
    group: 7,
    title: "Somebody deletes the sync script",
    about: "The decide script says so once, and goes on deciding.",
    length: 5 * minute,
    chance: "none",
    unfit: needsController,
    events: (office) => [
      {
        at: begins,
        label: "sync script deleted",
        act: (stage) =>
          stage.console(`/system script remove [find where name="${office.names.script.sync}"]`),
      },
      blackHole(office, 1, begins + minute),
    ],
    demands: (office) => [
      newConnections(office.objectives.blackHole),
      saidOnce(/cannot run/, "the missing script"),
      switches(1),
      ...always(office, "nothing", /cannot run/),
    ],
  },
  {
    id: "quiet-hour",
    group: 8,
    title: "An hour with nothing wrong",
    about: "Nothing is written and nothing changes.",
    length: 60 * minute,
    chance: "none",
    traffic: "light",
    events: () => [],
    demands: quiet,
  },
  {
    id: "quiet-day",
    group: 8,
    title: "A day with nothing wrong",
    about: "Nothing is written and nothing changes, for 24 hours.",
    length: 24 * 60 * minute,
    chance: "none",
    traffic: "light",
    onlyIfNamed: true,
    events: () => [],
    demands: quiet,
  },
  {
    id: "slow-answers",
    group: 8,
    title: "Every answer takes 900 ms",
    about: "Rounds last as long as they can; one that somebody starts meanwhile does nothing.",
    length: 5 * minute,
    chance: "none",
    unfit: needsController,
    events: (office) => [
      ...office.lines.map(({ number, name }) => ({
        at: begins,
        label: `${name}: 900 ms`,
        line: { number, is: "bad" as const },
        act: (stage: Stage) => stage.line(number).set({ latency: 900 }),
      })),
      // In every part of a round, and between rounds.
      ...Array.from({ length: 40 }, (_, turn) => ({
        at: begins + minute + turn * 700,
        label: turn === 0 ? `${office.names.script.decide} is started by hand, again and again` : "",
        act: (stage: Stage) => stage.console(`/system script run "${office.names.script.decide}"`),
      })),
    ],
    // A standby that is seldom asked is thought well of for a while.
    demands: (office) => [
      switches(office.lines.some(({ metered }) => metered) ? 1 : 0),
      oneRound,
      ...always(office, "nothing"),
    ],
  },
  {
    id: "reboot",
    group: 8,
    title: "The router restarts while it is on its backup",
    about:
      "What is remembered is gone; the distances are not. It comes up on the backup, and returns when the primary has proved itself.",
    length: 8 * minute,
    chance: "moment",
    unfit: needsController,
    events: (office) => [
      blackHole(office, 1),
      { at: begins + minute, label: "restart", act: (stage) => stage.reboot() },
      wellAgain(office, 1, begins + 3 * minute),
    ],
    demands: (office) => restarted(office, begins + minute),
  },
  {
    id: "power-cut-midway",
    group: 8,
    title: "The power fails in the middle of a switch",
    about:
      "The route has moved; connections are not ended and nothing is written down. It comes up on the line that the routes say, writes that down, and returns when the primary has proved itself.",
    length: 8 * minute,
    chance: "moment",
    unfit: needsController,
    events: (office) => [
      {
        ...blackHole(office, 1),
        act: (stage) => {
          stage.line(1).set({ upstream: "blackhole" });
          stage.cutPowerAtMove();
        },
      },
      wellAgain(office, 1, begins + 3 * minute),
    ],
    demands: (office) => restarted(office, begins),
  },
  {
    id: "clock-jump",
    group: 8,
    title: "The clock jumps by years while the primary is dead",
    about: "As NTP does after a power cut. Times are measured by uptime, so nothing happens.",
    length: 7 * minute,
    chance: "none",
    unfit: needsController,
    events: (office) => [
      blackHole(office, 1),
      {
        at: begins + minute,
        label: "clock set to 2031",
        act: (stage) =>
          stage.console(
            `/system clock set date=${office.dialect === 7 ? "2031-03-05" : "mar/05/2031"} time=04:00:00`,
          ),
      },
    ],
    demands: (office) => [
      newConnections(office.objectives.blackHole),
      switches(1),
      endsOn(lineAt(office, 2).name),
      ...always(office, "nothing"),
    ],
  },
  {
    id: "canary-dead",
    group: 9,
    title: "One of the probed hosts dies",
    about: "The lines are well; nothing may happen.",
    length: 10 * minute,
    chance: "moment",
    events: (office) => {
      const [canary = ""] =
        office.strategy.kind === "script"
          ? office.strategy.probing.targets
          : (office.strategy.checking.canaries[0] ?? []);
      return [{ at: begins, label: `${canary} is silent`, act: (stage) => stage.target(canary, false) }];
    },
    unfit: (office) =>
      office.strategy.kind === "recursive" && (office.strategy.checking.canaries[0]?.length ?? 0) < 2
        ? "the primary has only one canary"
        : office.strategy.kind === "script" && office.strategy.probing.targets.length < 2
          ? "there is only one target"
          : undefined,
    demands: (office) => [switches(0), newConnections(0), saysNothing, ...always(office, "nothing")],
  },
  {
    id: "probe-leak",
    group: 9,
    title: "The primary is dead, and its probes would be answered by the backup",
    about:
      "Somebody switches off what sends the probes by their line. A probe that left by the other line would say that all is well.",
    length: 5 * minute,
    chance: "none",
    unfit: needsController,
    events: (office) => [
      blackHole(office, 1),
      {
        at: begins + minute,
        label: `rules of ${lineAt(office, 1).name} switched off`,
        act: (stage) => {
          const own = (what: string) => office.names.ofLine(lineAt(office, 1).name, what);
          stage.console(`${rules(office)} set [find where comment="${own("rule")}"] disabled=yes`);
          stage.console(`/ip firewall mangle set [find where comment="${own("mangle")}"] disabled=yes`);
        },
      },
    ],
    demands: (office) => [
      newConnections(office.objectives.blackHole),
      endsOn(lineAt(office, 2).name),
      switches(1),
      saidOnce(/is switched off: the line is not probed/, "the rule that is switched off"),
      ...always(office, "nothing", /is switched off: the line is not probed/),
    ],
  },
  {
    id: "forced",
    group: 10,
    title: "The backup is forced, and then fails",
    about:
      "Somebody works on the primary. The forced line is used while it works; when it dies, the other one is better than none.",
    length: 8 * minute,
    chance: "moment",
    unfit: needsController,
    events: (office) => [
      {
        at: begins,
        label: `${lineAt(office, 2).name} is forced`,
        act: (stage) =>
          stage.console(
            `/system script set [find where name="${office.names.script.maintenance}"] source="${lineAt(office, 2).name}"`,
          ),
      },
      blackHole(office, 2, begins + 2 * minute),
      wellAgain(office, 2, begins + 5 * minute),
    ],
    demands: (office) => [
      onBackupWithin(office.interval + 3 * second, begins, lineAt(office, 2).name),
      newConnections(office.objectives.blackHole),
      switches(3),
      endsOn(lineAt(office, 2).name),
      ...always(office, "nothing"),
    ],
  },
];
