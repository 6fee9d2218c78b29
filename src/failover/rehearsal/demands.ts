/** The demands that scenarios make, each with its measure. */
import type { DualWan } from "../args";
import type { Play } from "./play";
import type { Demand } from "./scenario";

/** What is measured, for people and for tables. */
export const demandNames = {
  newConnections: "new connections without internet",
  standingFlows: "standing UDP flows interrupted",
  flowsAfterSwitch: "standing flows back after a switch",
  flowsLeftAlone: "standing flows cut before the way back",
  switches: "changes of the line in use",
  onBackup: "until the backup is used",
  back: "until the primary is used again",
  writes: "configuration writes",
  scriptErrors: "script errors that nothing caught",
  rowsFollow: "rows with another address than their line's",
  wrongReplies: "answers by the wrong line",
  leaks: "packets with a wrong address",
  leakTime: "time with packets of a wrong address",
} as const;

const seconds = (milliseconds: number): number => milliseconds / 1000;

/** The longest outage of a source, in seconds. */
const longest = (play: Play, name: string): number =>
  play.sources.find((source) => source.name === name)?.longestOutage ?? 0;

export const newConnections = (limit: number): Demand => ({
  name: demandNames.newConnections,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => longest(play, "new connections"),
});

const standing = new Set(["standing TCP session", "SIP phone", "WireGuard of the router"]);

/** Who keeps connections over a switch (`onSwitch.flush`) is promised nothing about them. */
export const endsFlows = ({ flush }: DualWan): boolean => flush.what === "departed-wan";

/** How long standing flows hang: a SIP phone, and a WireGuard tunnel of the router. */
export const standingFlows = (limit: number): Demand => ({
  name: demandNames.standingFlows,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => Math.max(longest(play, "SIP phone"), longest(play, "WireGuard of the router")),
});

/** From each switch until standing flows get through again. */
export const flowsAfterSwitch = (limit: number): Demand => ({
  name: demandNames.flowsAfterSwitch,
  unit: "s",
  limit: seconds(limit),
  measure: (play) =>
    Math.max(
      0,
      ...play.switches.flatMap(({ at }) =>
        play.sources
          .filter(({ name }) => name === "SIP phone" || name === "WireGuard of the router")
          .flatMap(({ outages }) =>
            outages.filter(({ from, to }) => to > at && from <= at + 1000).map(({ to }) => seconds(to - at)),
          ),
      ),
    ),
});

/** Standing flows that a line's return interrupts before the way back is taken. */
export const flowsLeftAlone = (from: number, line: string): Demand => ({
  name: demandNames.flowsLeftAlone,
  unit: "times",
  limit: 0,
  measure: (play) => {
    const returned = play.begun + from;
    const back =
      play.switches.find(({ at, to }) => at >= returned && to === line)?.at ?? play.begun + play.length;
    return play.sources
      .filter(({ name }) => standing.has(name))
      .flatMap(({ outages }) => outages)
      .filter((outage) => outage.from > returned && outage.from < back - 1000).length;
  },
});

export const switches = (limit: number): Demand => ({
  name: demandNames.switches,
  unit: "switches",
  limit,
  measure: (play) => play.switches.length,
});

/** From the first event until another line is used; the whole time if none is. */
export const onBackupWithin = (limit: number, from: number): Demand => ({
  name: demandNames.onBackup,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => {
    const first = play.switches.find(({ at }) => at >= play.begun + from);
    return seconds(first === undefined ? play.length - from : first.at - play.begun - from);
  },
});

/** From a moment until the first line is used again; the whole time if it is not. */
export const backWithin = (limit: number, from: number, line: string): Demand => ({
  name: demandNames.back,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => {
    const back = play.switches.find(({ at, to }) => at >= play.begun + from && to === line);
    return seconds(back === undefined ? play.length - from : back.at - play.begun - from);
  },
});

/** At the end of the time that line is used. */
export const endsOn = (line: string): Demand => ({
  name: `ends on ${line}`,
  unit: "yes or no",
  limit: 0,
  measure: (play) => (play.endsOn === line ? 0 : 1),
});

export const writes = (limit: number): Demand => ({
  name: demandNames.writes,
  unit: "writes",
  limit,
  measure: (play) => play.writes.filter(({ byScript }) => byScript).length,
});

/** Routes that check themselves need no configuration to change. */
export const writesNothing = ({ strategy }: DualWan): readonly Demand[] =>
  strategy.kind === "recursive" ? [writes(0)] : [];

/** What a script could not do and did not say, or an error that nothing caught. */
export const scriptErrors: Demand = {
  name: demandNames.scriptErrors,
  unit: "times",
  limit: 0,
  measure: (play) =>
    play.log.filter(
      ({ topics, message }) =>
        topics === "script,error" && /^script error|failed, please check/.test(message),
    ).length,
};

/** How often a complaint stands in the log: once, not in every round. */
export const saidOnce = (pattern: RegExp, what: string): Demand => ({
  name: `${what} is said once`,
  unit: "times",
  limit: 0,
  measure: (play) => Math.abs(play.log.filter(({ message }) => pattern.test(message)).length - 1),
});

/** At the end every row holds the address and the gateway that its line has. */
export const rowsFollow: Demand = {
  name: demandNames.rowsFollow,
  unit: "rows",
  limit: 0,
  measure: (play) => play.stale.length,
};

const wrongReplies: Demand = {
  name: demandNames.wrongReplies,
  unit: "packets",
  limit: 0,
  measure: (play) => play.sources.reduce((sum, { brokenReplies }) => sum + brokenReplies, 0),
};

/** Packets that left with another line's address, or a private one. */
const leaks: Demand = {
  name: demandNames.leaks,
  unit: "packets",
  limit: 0,
  measure: (play) => play.leaks.reduce((sum, { packets }) => sum + packets, 0),
};

/**
 * The longest time in which packets left with a wrong address. With `flows: "follow"` there is such a time between a change of
 * the routes and the end of the connections that have to move.
 */
const leakTime = (limit: number): Demand => ({
  name: demandNames.leakTime,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => Math.max(0, ...play.leakSpells.map(({ from, to }) => seconds(to - from))),
});

/**
 * What holds across a restart. A line links before it has its lease: what is masqueraded in between gets an address of the
 * inside until the next round, whatever the flows; and lines come one after the other.
 */
export function afterRestart(office: DualWan): readonly Demand[] {
  const second = 1000;
  if (!endsFlows(office)) return [wrongReplies, scriptErrors];
  return [wrongReplies, leakTime(office.interval + second), scriptErrors];
}

/** What the line in use loses, so that the routes change or packets go astray before the controller sees it. */
export type Loss = "nothing" | "link" | "lease";

/** What holds in every scenario. */
export function always(office: DualWan, loses: Loss): readonly Demand[] {
  const { flows, strategy } = office;
  if (flows === "pin" && strategy.kind === "script") return [wrongReplies, leaks, scriptErrors];
  if (!endsFlows(office)) return [wrongReplies, scriptErrors];
  return [wrongReplies, leakTime(astray(office, loses)), scriptErrors];
}

function astray({ natMode, interval, strategy, objectives, lines }: DualWan, loses: Loss): number {
  const second = 1000;
  const nextRound = interval + second;
  if (strategy.kind === "recursive") {
    // Routes that ask a host see a lost lease as they see a dead line: the port has its link.
    return loses === "lease" ? objectives.blackHole + nextRound : nextRound;
  }
  if (loses === "nothing") return second;
  // Masquerade ends its connections when the link or the address is lost (manual, "Masquerade").
  const isSeen = loses === "link" || lines[0]?.hooks === true;
  return natMode === "masquerade" && isSeen ? 0 : nextRound;
}
