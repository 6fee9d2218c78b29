/** Group 5: inbound. 6: standing flows. 7: what people do to the configuration. 8: time. 9: canaries. 10: maintenance. */
import type { DualWan, Line } from "../../args";
import {
  afterRestart,
  always,
  endsFlows,
  endsOn,
  flowsAfterSwitch,
  newConnections,
  onBackupWithin,
  saidOnce,
  scriptErrors,
  switches,
  writes,
} from "../demands";
import type { Demand, Scenario, Stage } from "../scenario";
import { begins, ends } from "./faults";

const second = 1000;
const minute = 60 * second;

const line = (office: DualWan, number: number): Line => office.lines[number - 1] as Line;
const rules = (office: DualWan): string => (office.dialect === 7 ? "/routing rule" : "/ip route rule");
const needsController = (office: DualWan): string | undefined =>
  office.strategy.kind === "recursive" ? 'strategy "recursive" has no controller that decides' : undefined;

const quiet = (office: DualWan): readonly Demand[] => [
  writes(0),
  switches(0),
  newConnections(0),
  ...always(office, "nothing"),
];

const isSticky = ({ strategy }: DualWan): boolean =>
  strategy.kind === "script" && strategy.probing.failback === "manual";

const inbound: Demand = {
  name: "questions from outside without an answer",
  unit: "packets",
  limit: 0,
  measure: (play) =>
    play.sources
      .filter(({ kind }) => kind === "forward")
      .reduce((sum, { lost, reasons }) => sum + lost - (reasons["has no address"] ?? 0), 0),
};

/** The primary goes dark at `begins`, for the rest of the time. */
const blackHole = (office: DualWan, at = begins) => ({
  at,
  label: `${line(office, 1).name}: black hole`,
  line: { number: 1, is: "dead" as const },
  act: (stage: Stage) => stage.line(1).set({ upstream: "blackhole" }),
});

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
    events: (office) => [
      blackHole(office),
      {
        at: ends,
        label: `${line(office, 1).name}: well again`,
        line: { number: 1, is: "well" },
        act: (stage) => stage.line(1).set({ upstream: "up" }),
      },
    ],
    demands: (office) => [flowsAfterSwitch(office.objectives.flowRecovery), ...always(office, "nothing")],
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
        label: `rule of ${line(office, 2).name} deleted`,
        act: (stage) =>
          stage.console(
            `${rules(office)} remove [find where comment="${office.names.ofLine(line(office, 2).name, "rule")}"]`,
          ),
      },
      {
        ...blackHole(office, begins + minute),
        label: `${line(office, 1).name}: no link`,
        act: (stage) => stage.line(1).link(false),
      },
    ],
    demands: (office) => [
      newConnections(office.objectives.linkLoss),
      saidOnce(/needs one rule/, "the missing rule"),
      endsOn(line(office, 2).name),
      scriptErrors,
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
            `/ip route add comment="${office.names.gateway(2)}" gateway="${line(office, 2).interface}" distance=9`,
          ),
      },
    ],
    demands: (office) => [
      saidOnce(/needs one route "[^"]*GW2", found 2/, "the double route"),
      switches(0),
      ...always(office, "nothing"),
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
      (line(office, 2).access.kind === "existing" ? "the backup is set up elsewhere" : undefined),
    events: (office) => [
      {
        at: begins,
        label: `${line(office, 2).interface} renamed`,
        act: (stage) =>
          stage.console(`/interface set [find where name="${line(office, 2).interface}"] name=renamed`),
      },
    ],
    demands: (office) => [
      saidOnce(/there is no interface/, "the missing interface"),
      switches(0),
      ...always(office, "nothing"),
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
          stage.console(`/ip route add comment=vpn gateway="${line(office, 2).interface}" distance=1`),
      },
    ],
    demands: () => [saidOnce(/another default route is in use/, "the other route"), scriptErrors],
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
      blackHole(office, begins + minute),
    ],
    demands: (office) => [
      newConnections(office.objectives.blackHole),
      saidOnce(/cannot run/, "the missing script"),
      switches(1),
      ...always(office, "nothing"),
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
    about: "Rounds last as long as they can; none runs beside another.",
    length: 5 * minute,
    chance: "none",
    unfit: needsController,
    events: (office) =>
      office.lines.map(({ number, name }) => ({
        at: begins,
        label: `${name}: 900 ms`,
        line: { number, is: "bad" as const },
        act: (stage) => stage.line(number).set({ latency: 900 }),
      })),
    // A standby that is seldom asked is thought well of for a while.
    demands: (office) => [
      switches(office.lines.some(({ metered }) => metered) ? 1 : 0),
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
      blackHole(office),
      { at: begins + minute, label: "restart", act: (stage) => stage.reboot() },
      {
        at: begins + 3 * minute,
        label: `${line(office, 1).name}: well again`,
        line: { number: 1, is: "well" },
        act: (stage) => stage.line(1).set({ upstream: "up" }),
      },
    ],
    demands: (office) => [
      newConnections(office.objectives.blackHole + 10 * second),
      endsOn(line(office, isSticky(office) ? 2 : 1).name),
      ...afterRestart(office),
    ],
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
        ...blackHole(office),
        act: (stage) => {
          stage.line(1).set({ upstream: "blackhole" });
          stage.cutPowerAtMove();
        },
      },
      {
        at: begins + 3 * minute,
        label: `${line(office, 1).name}: well again`,
        line: { number: 1, is: "well" },
        act: (stage) => stage.line(1).set({ upstream: "up" }),
      },
    ],
    demands: (office) => [
      newConnections(office.objectives.blackHole + 10 * second),
      endsOn(line(office, isSticky(office) ? 2 : 1).name),
      ...afterRestart(office),
    ],
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
      blackHole(office),
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
      endsOn(line(office, 2).name),
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
    demands: (office) => [switches(0), newConnections(0), ...always(office, "nothing")],
  },
  {
    id: "probe-leak",
    group: 9,
    title: "The primary dies, and its probes could be answered by the backup",
    about: "A probe that left by the other line would say that all is well.",
    length: 4 * minute,
    chance: "none",
    events: (office) => [
      {
        ...blackHole(office),
        label: `${line(office, 1).name}: no link`,
        act: (stage) => stage.line(1).link(false),
      },
    ],
    demands: (office) => [
      newConnections(office.objectives.linkLoss),
      endsOn(line(office, 2).name),
      switches(1),
      ...always(office, "link"),
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
        label: `${line(office, 2).name} is forced`,
        act: (stage) =>
          stage.console(
            `/system script set [find where name="${office.names.script.maintenance}"] source="${line(office, 2).name}"`,
          ),
      },
      {
        at: begins + 2 * minute,
        label: `${line(office, 2).name}: black hole`,
        line: { number: 2, is: "dead" },
        act: (stage) => stage.line(2).set({ upstream: "blackhole" }),
      },
      {
        at: begins + 5 * minute,
        label: `${line(office, 2).name}: well again`,
        line: { number: 2, is: "well" },
        act: (stage) => stage.line(2).set({ upstream: "up" }),
      },
    ],
    demands: (office) => [
      onBackupWithin(office.interval + 3 * second, begins),
      newConnections(office.objectives.blackHole),
      switches(3),
      endsOn(line(office, 2).name),
      ...always(office, "nothing"),
    ],
  },
];
