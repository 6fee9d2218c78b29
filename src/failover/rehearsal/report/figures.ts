/** What reports tell of a play, worked out once. */
import type { Play } from "../play";
import type { DemandResult, Performance, ScenarioResult } from "../rehearse";

/** Figures of a play, in seconds and counts. */
export interface Figures {
  /** Time without internet, by who used it. */
  readonly outages: readonly { readonly name: string; readonly longest: number; readonly total: number }[];
  readonly switches: number;
  /** Packets that left with another line's address or a private one. */
  readonly leaks: number;
  /** Answers that left by another line than the question came in by. */
  readonly wrongReplies: number;
  /** TCP connections that were reset or given up, and opened again. */
  readonly brokenFlows: number;
  /** Configuration writes of the router's own scripts. */
  readonly writes: number;
}

export function figuresOf({ sources, switches, leaks, writes }: Play): Figures {
  return {
    outages: sources.map(({ name, longestOutage, outageSeconds }) => ({
      name,
      longest: longestOutage,
      total: outageSeconds,
    })),
    switches: switches.length,
    leaks: sum(leaks.map(({ packets }) => packets)),
    wrongReplies: sum(sources.map(({ brokenReplies }) => brokenReplies)),
    brokenFlows: sum(sources.map(({ reconnects }) => reconnects)),
    writes: writes.filter(({ byScript }) => byScript).length,
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** The value that half of the plays stay below; of an even number of plays the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/**
 * Name of the demand that tells most about a scenario: the first that a form of the office missed, else the first that what it
 * is compared with missed, else the first. Scenarios name what they are about first.
 */
export function keyDemand(
  results: readonly { readonly isJudged: boolean; readonly demands: readonly DemandResult[] }[],
): string | undefined {
  const judgedFirst = [...results].sort((one, other) => Number(other.isJudged) - Number(one.isJudged));
  const missed = judgedFirst.flatMap(({ demands }) => demands.find(({ met }) => !met) ?? []);
  return (missed[0] ?? judgedFirst.flatMap(({ demands }) => demands)[0])?.name;
}

/** How a scenario came out. */
export type State = "met" | "missed" | "not played";

/** A play in which a packet met what the simulator cannot do proves nothing: it counts as missed. */
export function stateOf({ shown, demands }: Pick<ScenarioResult, "shown" | "demands">): State {
  if (shown === undefined) return "not played";
  return demands.every(({ met }) => met) && shown.play.gaps.length === 0 ? "met" : "missed";
}

/** `RouterOS 7.21.5, strategy "script"` and the like. */
export function titleOf({ variant, controller, isJudged, version }: Omit<Performance, "scenarios">): string {
  const router = `RouterOS ${version ?? variant.dialect}`;
  return isJudged ? `${router}, strategy "${variant.strategy}"` : `${router}, ${controller} (not judged)`;
}
