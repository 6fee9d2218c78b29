/** A rehearsal as the page's script gets it: what is shown, and no more. */
import type { Play } from "../../play";
import type { DemandResult, Performance, Rehearsal, ScenarioResult } from "../../rehearse";
import { allowance, amount, seconds } from "../../words";
import { figuresOf, median, stateOf, titleOf } from "../figures";
import type { Cell, DemandRow, FigureGroup, FormData, PageData, PlayData } from "./client/model";
import { drawnSources, timelineOf } from "./timeline";

export function pageData({ performances }: Rehearsal): PageData {
  return {
    forms: performances.map((performance) => formOf(performance, performances)),
    scenarios: playedScenarios(performances).map(({ id }) => {
      const results = performances.map((performance) => resultOf(performance, id));
      const drawn = drawnSources(results.flatMap((result) => result?.shown?.play ?? []));
      return { id, cells: results.map((result, form) => cellOf(result, performances[form], drawn)) };
    }),
  };
}

/** The scenarios that some form has, in their order; forms that were refused have none. */
export function scenariosOf(performances: readonly Performance[]): readonly ScenarioResult[] {
  const longest = performances.reduce<readonly ScenarioResult[]>(
    (most, { scenarios }) => (scenarios.length > most.length ? scenarios : most),
    [],
  );
  return longest;
}

export const playedScenarios = (performances: readonly Performance[]): readonly ScenarioResult[] =>
  scenariosOf(performances).filter(({ id }) => isPlayed(id, performances));

/** Whether some form was played through a scenario. */
export const isPlayed = (id: string, performances: readonly Performance[]): boolean =>
  performances.some((performance) => resultOf(performance, id)?.shown !== undefined);

const resultOf = ({ scenarios }: Performance, id: string): ScenarioResult | undefined =>
  scenarios.find((scenario) => scenario.id === id);

/** `RouterOS 7, script` */
export const shortTitle = ({ variant, controller, isJudged }: Performance): string =>
  `RouterOS ${variant.dialect}, ${isJudged ? variant.strategy : controller}`;

function formOf(performance: Performance, all: readonly Performance[]): FormData {
  const { isJudged, variant } = performance;
  const against = isJudged
    ? all.findIndex((other) => !other.isJudged && other.variant.dialect === variant.dialect)
    : -1;
  return {
    title: titleOf(performance),
    short: shortTitle(performance),
    isJudged,
    ...(against >= 0 && { against }),
  };
}

function cellOf(
  result: ScenarioResult | undefined,
  performance: Performance | undefined,
  drawn: ReadonlySet<string>,
): Cell {
  if (result?.shown === undefined)
    return { state: "not played", why: result?.unfit ?? performance?.refused ?? "it was not asked for" };
  const { seeds, demands, shown } = result;
  const state = stateOf(result) === "met" ? "met" : "missed";
  const { gaps, stale } = shown.play;
  const play: PlayData = {
    ...{ seeds, seed: shown.seed, gaps, stale },
    demands: demands.map(demandRow),
    figures: figureGroups(shown.play),
    timeline: timelineOf(shown.play, drawn),
  };
  return { state, play };
}

function demandRow(demand: DemandResult): DemandRow {
  const { name, unit, values, worst, met } = demand;
  return {
    ...{ name, met, limit: allowance(demand), worst: amount(worst, unit) },
    median: amount(median(values), unit),
    values: values.map((value) => amount(value, unit)),
  };
}

function figureGroups(play: Play): FigureGroup[] {
  const { outages, switches, leaks, wrongReplies, brokenFlows, writes } = figuresOf(play);
  const counts = {
    "changes of the line in use": switches,
    "TCP connections that had to be opened again": brokenFlows,
    "packets with a wrong address": leaks,
    "answers by the wrong line": wrongReplies,
    "configuration writes by scripts": writes,
  };
  return [
    {
      title: "Longest outage",
      rows: outages.map(({ name, longest, total }) => ({ name, value: outageText(longest, total) })),
    },
    {
      title: "Counts",
      rows: Object.entries(counts).map(([name, count]) => ({ name, value: String(count) })),
    },
  ];
}

const outageText = (longest: number, total: number): string =>
  longest === total ? `${seconds(longest)} s` : `${seconds(longest)} s (${seconds(total)} s in all)`;
