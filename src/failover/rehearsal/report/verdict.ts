/** What a rehearsal came to: the first thing that people want to read. */
import type { Performance, Rehearsal, ScenarioResult } from "../rehearse";
import { counted, missWords } from "../words";
import { stateOf } from "./figures";

/** A demand that a form of the office missed, or a play that says nothing. */
export interface Miss {
  readonly performance: Performance;
  readonly scenario: ScenarioResult;
  /** In plain words: `new connections without internet: 57 s, at most 20 s`. */
  readonly words: string;
}

export interface Verdict {
  /** `all met`, or what else. */
  readonly is: "met" | "missed" | "nothing played";
  /** One sentence. */
  readonly words: string;
  /** What the office is compared with would have missed; nothing where it was not played. */
  readonly others: readonly string[];
  readonly misses: readonly Miss[];
}

export function verdictOf({ performances }: Rehearsal): Verdict {
  const judged = performances.filter(({ isJudged }) => isJudged);
  const played = playedOf(judged);
  const objectives = counted(demandsOf(played), "objective");
  const plays = counted(played.length, "play");
  const misses = judged.flatMap((performance) =>
    performance.scenarios.flatMap((scenario) =>
      missesOf(scenario).map((words): Miss => ({ performance, scenario, words })),
    ),
  );
  const others = comparisons(performances.filter(({ isJudged }) => !isJudged));
  if (played.length === 0)
    return { is: "nothing played", words: "Nothing of the office was played.", others, misses };
  if (misses.length === 0) return { is: "met", words: `${objectives} in ${plays}.`, others, misses };
  const lost = played.filter((scenario) => stateOf(scenario) === "missed").length;
  const words = `${misses.length} of ${objectives}, in ${lost} of ${plays}.`;
  return { is: "missed", words, others, misses };
}

const playedOf = (performances: readonly Performance[]): readonly ScenarioResult[] =>
  performances.flatMap(({ scenarios }) => scenarios).filter(({ shown }) => shown !== undefined);

const demandsOf = (results: readonly ScenarioResult[]): number =>
  results.reduce((sum, { demands }) => sum + demands.length, 0);

/** What would have become of the office without this project, by name. */
function comparisons(others: readonly Performance[]): readonly string[] {
  return [...new Set(others.map(({ controller }) => controller))].flatMap((name) => {
    const played = playedOf(others.filter(({ controller }) => controller === name));
    if (played.length === 0) return [];
    const missed = played.flatMap(missesOf).length;
    const all = counted(demandsOf(played), "objective");
    return [
      `For comparison, ${name} would have missed ${missed === 0 ? "none" : missed} of ${all} in ${counted(played.length, "play")}.`,
    ];
  });
}

const missesOf = ({ demands, seeds, shown }: ScenarioResult): readonly string[] => [
  ...demands.filter(({ met }) => !met).map((demand) => missWords(demand, seeds)),
  ...(shown?.play.gaps ?? []).map((gap) => `the simulator cannot tell: ${gap}`),
];
