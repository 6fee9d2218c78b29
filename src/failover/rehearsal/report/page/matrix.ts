/** The table of scenarios and forms: what was met, with the figure that tells most. */
import type { DemandResult, Performance, Rehearsal, ScenarioResult } from "../../rehearse";
import { type Group, groups } from "../../scenario";
import { allowance, amount, counted } from "../../words";
import { keyDemand, stateOf } from "../figures";
import { isPlayed, playedScenarios, scenariosOf, shortTitle } from "./data";
import { type Markup, markup } from "./markup";
import { sign } from "./signs";

export function matrix({ performances }: Rehearsal): Markup {
  const scenarios = playedScenarios(performances);
  const columns = performances.length + 1;
  const isGroup = (group: Group) => scenarios.filter((scenario) => scenario.group === group);
  return markup`<section aria-labelledby="matrix"><h2 id="matrix">Scenarios</h2>
<p class="hint">The figures of a row are those of the objective below the scenario's name; the bar shows a figure beside its limit, the stroke. A cell opens its scenario.</p>
<div class="wide" role="region" aria-labelledby="matrix" tabindex="0"><table class="matrix">
<thead><tr><th scope="col" rowspan="2">Scenario</th>${routers(performances)}</tr>
<tr>${performances.map(column)}</tr></thead>
${(Object.keys(groups).map(Number) as Group[])
  .filter((group) => isGroup(group).length > 0)
  .map(
    (
      group,
    ) => markup`<tbody><tr class="group"><th scope="rowgroup" colspan="${columns}">${groups[group]}</th></tr>
${isGroup(group).map((scenario) => row(scenario, performances))}</tbody>`,
  )}
</table></div>
${notPlayed(scenariosOf(performances).filter(({ id }) => !isPlayed(id, performances)))}</section>`;
}

/** Scenarios that fit no form of the office, and why. */
const notPlayed = (scenarios: readonly ScenarioResult[]): Markup | false =>
  scenarios.length > 0 &&
  markup`<details class="unfit"><summary>${counted(scenarios.length, "scenario")} not for this office</summary>
<ul>${scenarios.map(({ id, title, unfit }) => markup`<li id="${id}">${title} <code>${id}</code>: ${unfit}</li>`)}</ul></details>`;

/** One head for the forms of each RouterOS, which stand side by side. */
function routers(performances: readonly Performance[]): readonly Markup[] {
  const families = [...new Set(performances.map(({ variant }) => variant.dialect))];
  return families.map((dialect) => {
    const its = performances.filter(({ variant }) => variant.dialect === dialect);
    const version = its.find((one) => one.version !== undefined)?.version ?? dialect;
    return markup`<th scope="colgroup" colspan="${its.length}" class="router">RouterOS ${version}</th>`;
  });
}

function column(performance: Performance, place: number, all: readonly Performance[]): Markup {
  const { variant, controller, isJudged, refused } = performance;
  return markup`<th scope="col" class="${classesOf(performance, place, all)}">${isJudged ? variant.strategy : controller}${!isJudged && markup`<br><span class="note">not judged</span>`}${refused !== undefined && markup`<br><span class="note">refused</span>`}</th>`;
}

/** For styles: whose column it is, and whether it begins those of a RouterOS. */
function classesOf({ isJudged, variant }: Performance, place: number, all: readonly Performance[]): string {
  const begins = all[place - 1]?.variant.dialect !== variant.dialect;
  return `${isJudged ? "own" : "against"}${begins ? " begins" : ""}`;
}

function row({ id, title }: ScenarioResult, performances: readonly Performance[]): Markup {
  const results = performances.map(({ isJudged, scenarios }) => ({
    isJudged,
    demands: scenarios.find((one) => one.id === id)?.demands ?? [],
  }));
  const key = keyDemand(results);
  return markup`<tr><th scope="row"><a href="#${id}">${title}</a>${key !== undefined && markup`<span class="key">${key}</span>`}</th>${performances.map(
    (performance, place) => cell({ performance, place, all: performances, id, title, key }),
  )}</tr>
`;
}

interface CellOf {
  readonly performance: Performance;
  readonly place: number;
  readonly all: readonly Performance[];
  readonly id: string;
  readonly title: string;
  /** Name of the demand whose figure it has. */
  readonly key: string | undefined;
}

function cell({ performance, place, all, id, title, key }: CellOf): Markup {
  const { isJudged, refused, scenarios } = performance;
  const result = scenarios.find((scenario) => scenario.id === id);
  const classes = classesOf(performance, place, all);
  if (result?.shown === undefined)
    return markup`<td class="${classes} not-played"><a class="cell" href="#${id}" data-scenario="${id}" data-form="${place}" title="${result?.unfit ?? refused ?? "not played"}">${sign("not played", "not played")}</a></td>`;
  const state = stateOf(result);
  const shown = result.demands.find(({ name }) => name === key);
  const would = isJudged ? state : state === "met" ? "would be met" : "would be missed";
  const missed = result.demands.filter(({ met }) => !met);
  const others = missed.filter(({ name }) => name !== key).length;
  const told = [
    `${title}, ${shortTitle(performance)}: ${would}.`,
    ...missed.map((demand) => `${demand.name}: ${amount(demand.worst, demand.unit)}, ${allowance(demand)}.`),
    ...(result.shown.play.gaps.length > 0 ? ["The simulator cannot tell."] : []),
  ].join("\n");
  return markup`<td class="${classes} ${state}"><a class="cell" href="#${id}" data-scenario="${id}" data-form="${place}" title="${told}">${sign(state, `${would}: `)} <span class="figure${shown?.met === false && " over"}">${shown === undefined ? state : amount(shown.worst, shown.unit)}</span><span class="under">${shown && bar(shown)}${others > 0 && markup`<span class="more">+${others} more</span>`}</span></a></td>`;
}

/** Width of a bar, and where the limit is on it, in its own units. */
const width = 64;
const limitAt = 40;

/** A figure beside its limit. A figure far beyond ends at the edge; the numbers stand beside it. */
function bar({ worst, limit, unit }: DemandResult): Markup | false {
  if (unit !== "s" || limit === 0) return false;
  const long = Math.min(width, (worst / limit) * limitAt);
  return markup`<svg class="bar" viewBox="0 0 ${width} 6" width="${width}" height="6" aria-hidden="true"><rect class="track" y="2" width="${width}" height="2"/><rect class="value" y="1" width="${Math.round(long * 10) / 10}" height="4"/><path class="limit" d="M${limitAt} 0V6"/></svg>`;
}
