/** The demands that scenarios make, each with its measure. */
import type { DualWan } from "../args";
import type { Play, Switch } from "./play";
import type { Demand } from "./scenario";

/** What is measured, for people and for tables. */
export const demandNames = {
  newConnections: "new connections without internet",
  standingFlows: "standing UDP flows interrupted",
  flowsAfterSwitch: "standing flows back after a switch",
  flowsLeftAlone: "standing flows cut before the way back",
  flowsMove: "until standing flows use the line in use",
  flowsKept: "standing flows cut by the way back",
  allInAll: "new connections without internet, in all",
  switches: "changes of the line in use",
  onBackup: "until the backup is used",
  back: "until the primary is used again",
  early: "the primary is used again too early",
  writes: "configuration writes",
  scriptErrors: "script errors that nothing caught",
  rowsFollow: "rows with another address than their line's",
  rowsBehind: "time with rows of another address",
  leaksElsewhere: "packets of a wrong address without a reason",
  runsAtOnce: "rounds under way at once",
  recorded: "status tells the line in use",
  complaints: "complaints in the log",
  said: "entries of scripts in the log",
  wrongReplies: "answers by the wrong line",
  leaks: "packets with a wrong address",
  leakTime: "time with packets of a wrong address",
} as const;

const second = 1000;
const seconds = (milliseconds: number): number => milliseconds / second;

/** The longest outage of a source, in seconds. */
const longest = (play: Play, name: string): number =>
  play.sources.find((source) => source.name === name)?.longestOutage ?? 0;

export const newConnections = (limit: number): Demand => ({
  name: demandNames.newConnections,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => longest(play, "new connections"),
});

/** The first switch to a line from a moment on. */
const takenAfter = (play: Play, from: number, line: string): Switch | undefined =>
  play.switches.find(({ at, to }) => at >= play.begun + from && to === line);

/** Time without internet, all outages together. */
export const allInAll = (limit: number): Demand => ({
  name: demandNames.allInAll,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => play.sources.find(({ name }) => name === "new connections")?.outageSeconds ?? 0,
});

const udpFlows = new Set(["SIP phone", "WireGuard of the router"]);
const standing = new Set(["standing TCP session", ...udpFlows]);

/** Who keeps connections over a switch (`onSwitch.flush`) is promised nothing about them. */
export const endsFlows = ({ flush }: DualWan): boolean => flush.what === "departed-wan";

/** How long standing flows hang: a SIP phone, and a WireGuard tunnel of the router. */
export const standingFlows = (limit: number): Demand => ({
  name: demandNames.standingFlows,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => Math.max(...[...udpFlows].map((name) => longest(play, name))),
});

/** From each switch until standing flows get through again; the whole time where nothing switched. */
export const flowsAfterSwitch = (limit: number): Demand => ({
  name: demandNames.flowsAfterSwitch,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => {
    if (play.switches.length === 0) return seconds(play.length);
    const outages = play.sources.filter(({ name }) => udpFlows.has(name)).flatMap((source) => source.outages);
    return Math.max(
      0,
      ...play.switches.flatMap(({ at }) =>
        outages.filter(({ from, to }) => to > at && from <= at + 1000).map(({ to }) => seconds(to - at)),
      ),
    );
  },
});

/** From each switch until the standing UDP flows get through by the line that is used; until the next switch where they do not. */
export const flowsMove = (limit: number): Demand => ({
  name: demandNames.flowsMove,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => {
    if (play.switches.length === 0) return seconds(play.length);
    const end = play.begun + play.length;
    const times = play.switches.flatMap(({ at, to }, index) => {
      const next = play.switches[index + 1]?.at ?? end;
      // Too short a time for anybody to move.
      if (next - at <= limit) return [];
      return [...udpFlows].map((flow) => {
        const last = play.moves.findLast(({ source, at: moved }) => source === flow && moved < next);
        return last?.line === to ? Math.max(0, last.at - at) : next - at;
      });
    });
    return seconds(Math.max(0, ...times));
  },
});

/** Standing flows that the way back interrupts: pinned ones stay where they are. */
export const flowsKept = (from: number, line: string): Demand => ({
  name: demandNames.flowsKept,
  unit: "times",
  limit: 0,
  measure: (play) => {
    const back = takenAfter(play, from, line)?.at;
    if (back === undefined) return standing.size;
    const isNear = (at: number) => at >= back - 1000 && at <= back + 15_000;
    const cut = play.sources
      .filter(({ name }) => standing.has(name))
      .flatMap(({ outages }) => outages.filter((outage) => isNear(outage.from)));
    const moved = play.moves.filter(({ source, at }) => standing.has(source) && isNear(at));
    return cut.length + moved.length + play.reconnects.filter(({ at }) => isNear(at)).length;
  },
});

/** Standing flows that a line's return interrupts before the way back is taken. */
export const flowsLeftAlone = (from: number, line: string): Demand => ({
  name: demandNames.flowsLeftAlone,
  unit: "times",
  limit: 0,
  measure: (play) => {
    const returned = play.begun + from;
    const back = takenAfter(play, from, line)?.at ?? play.begun + play.length;
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

/** From the first event until that line is used; the whole time if it is not. */
export const onBackupWithin = (limit: number, from: number, line: string): Demand => ({
  name: demandNames.onBackup,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => until(play, from, line),
});

const until = (play: Play, from: number, line: string): number => {
  const taken = takenAfter(play, from, line);
  return seconds(taken === undefined ? play.length - from : taken.at - play.begun - from);
};

/** From a moment until the first line is used again; the whole time if it is not. */
export const backWithin = (limit: number, from: number, line: string): Demand => ({
  name: demandNames.back,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => until(play, from, line),
});

/** By how much the way back is taken too early: after the line's return, and after it was left. */
export const notBackBefore = (
  least: { readonly return: number; readonly leaving: number },
  from: number,
  line: string,
): Demand => ({
  name: demandNames.early,
  unit: "s",
  limit: 0,
  measure: (play) => {
    const back = takenAfter(play, from, line);
    if (back === undefined) return 0;
    const left = play.switches.findLast(({ at, from: before }) => at < back.at && before === line);
    const afterLeaving = left === undefined ? Number.POSITIVE_INFINITY : back.at - left.at;
    const early = [least.return - (back.at - play.begun - from), least.leaving - afterLeaving];
    return seconds(Math.max(0, ...early));
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

/** What the scripts complain of, except what the scenario gives them a reason for. */
export const complaints = (...reasons: readonly RegExp[]): Demand => ({
  name: demandNames.complaints,
  unit: "times",
  limit: 0,
  measure: (play) =>
    play.log.filter(
      ({ topics, message }) => topics === "script,error" && !reasons.some((reason) => reason.test(message)),
    ).length,
});

/** Where nothing is wrong nothing is said. */
export const saysNothing: Demand = {
  name: demandNames.said,
  unit: "times",
  limit: 0,
  measure: (play) => play.log.filter(({ topics }) => topics.startsWith("script,")).length,
};

/** How often something stands in the log: once, not in every round. */
export const saidOnce = (pattern: RegExp, what: string): Demand => ({
  name: `${what} is said once`,
  unit: "times",
  limit: 0,
  measure: (play) => Math.abs(play.log.filter(({ message }) => pattern.test(message)).length - 1),
});

/** The status row tells the line that is in use at the end. */
const recorded: Demand = {
  name: demandNames.recorded,
  unit: "yes or no",
  limit: 0,
  measure: ({ recorded: line, endsOn: used }) => (line === used ? 0 : 1),
};

/** One round decides at a time. */
export const oneRound: Demand = {
  name: demandNames.runsAtOnce,
  unit: "times",
  limit: 1,
  measure: (play) => play.runsAtOnce,
};

/** At the end every row holds the address and the gateway that its line has. */
export const rowsFollow: Demand = {
  name: demandNames.rowsFollow,
  unit: "rows",
  limit: 0,
  measure: (play) => play.stale.length,
};

/** How long rows hold another address or gateway than their line's. */
export const rowsBehind = (limit: number): Demand => ({
  name: demandNames.rowsBehind,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => Math.max(0, ...play.staleSpells.map(({ from, to }) => seconds(to - from))),
});

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

/** Moments after which packets may have a wrong address for a while: another line is used, or something happens to a line. */
const reasons = (play: Play): readonly number[] =>
  [...play.switches, ...play.events].map(({ at }) => at).toSorted((one, other) => one - other);

/** Spells of wrong addresses by the moment that they follow. What begins within a look before it counts as after it. */
function spellsByReason(play: Play) {
  const moments = reasons(play);
  return play.leakSpells.map(({ from, to }) => {
    const after = moments.findLast((moment) => moment <= from + 1000);
    return { after, delay: from - (after ?? 0), time: to - from };
  });
}

/**
 * How long packets left with a wrong address, all times after a switch or an event together; the worst of these. With
 * `flows: "follow"` there is such a time between a change of the routes and the end of the connections that have to move.
 */
const leakTime = (limit: number): Demand => ({
  name: demandNames.leakTime,
  unit: "s",
  limit: seconds(limit),
  measure: (play) => {
    const sums = new Map<number | undefined, number>();
    for (const { after, time } of spellsByReason(play)) sums.set(after, (sums.get(after) ?? 0) + time);
    return seconds(Math.max(0, ...sums.values()));
  },
});

/** Times of wrong addresses that begin when nothing has just happened. */
const leaksElsewhere = (within: number): Demand => ({
  name: demandNames.leaksElsewhere,
  unit: "times",
  limit: 0,
  measure: (play) =>
    spellsByReason(play).filter(({ after, delay }) => after === undefined || delay > within).length,
});

/** Milliseconds that a line may take to dial or to get a lease. */
export const dialling = 10_000;

/**
 * What holds across a restart. A line links before it has its lease: what is masqueraded in between gets an address of the
 * inside until the next round, whatever the flows; and lines come one after the other.
 */
export function afterRestart(office: DualWan): readonly Demand[] {
  const rest = [wrongReplies, scriptErrors, complaints(), ...tells(office)];
  if (!endsFlows(office)) return rest;
  const limit = office.interval + second;
  return [leakTime(limit), leaksElsewhere(limit + dialling), ...rest];
}

/** Whose scripts decide has a row that tells the line in use. */
const tells = ({ strategy }: DualWan): readonly Demand[] => (strategy.kind === "script" ? [recorded] : []);

/** What the line in use loses, so that the routes change or packets go astray before the controller sees it. */
export type Loss = "nothing" | "link" | "lease";

/** What holds in every scenario. `complained` is what the scripts have a reason to complain of. */
export function always(office: DualWan, loses: Loss, ...complained: readonly RegExp[]): readonly Demand[] {
  const { flows, strategy } = office;
  const rest = [wrongReplies, scriptErrors, complaints(...complained), ...tells(office)];
  const astrayByLease = loses === "lease" && !seesLease(office);
  if (flows === "pin" && strategy.kind === "script" && !astrayByLease) return [leaks, ...rest];
  if (!endsFlows(office)) return rest;
  const limit = astray(office, loses);
  return [leakTime(limit), leaksElsewhere(limit + dialling), ...rest];
}

/** A lease that ends or changes is seen at once by a hook, else by the next round. */
const seesLease = ({ lines }: DualWan): boolean => lines[0]?.hooks === true;

function astray(office: DualWan, loses: Loss): number {
  const { natMode, interval, strategy, objectives } = office;
  const nextRound = interval + second;
  if (strategy.kind === "recursive") {
    // Routes that ask a host see a lost lease as they see a dead line: the port has its link.
    return loses === "lease" ? objectives.blackHole + nextRound : nextRound;
  }
  if (loses === "nothing") return second;
  // Masquerade ends its connections when the link or the address is lost (manual, "Masquerade").
  const isSeen = loses === "link" || seesLease(office);
  return natMode === "masquerade" && isSeen ? 0 : nextRound;
}
