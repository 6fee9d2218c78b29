/** The scenarios, closed unless they are few; the page's script fills those that are opened. */
import type { Rehearsal, ScenarioResult } from "../../rehearse";
import { counted } from "../../words";
import { type State, stateOf } from "../figures";
import { playedScenarios, shortTitle } from "./data";
import { type Markup, markup } from "./markup";
import { sign } from "./signs";

/** Up to so many are open from the beginning. */
const few = 3;

export function scenarioList({ performances }: Rehearsal): Markup {
  const scenarios = playedScenarios(performances);
  const isOpen = scenarios.length <= few;
  return markup`<section aria-labelledby="scenarios"><div class="bar-of-tools"><h2 id="scenarios">Each scenario</h2>
<p class="tools"><button type="button" id="open-missed">Open those with misses</button> <button type="button" id="open-all">Open all</button> <button type="button" id="close-all">Close all</button></p></div>
<noscript><p class="note">Pictures and lists are drawn by this page's own script, which this browser does not run.</p></noscript>
${scenarios.map((scenario) => item(scenario, performances, isOpen))}</section>`;
}

function item(
  { id, title, about }: ScenarioResult,
  performances: Rehearsal["performances"],
  isOpen: boolean,
): Markup {
  const results = performances
    .filter(({ isJudged }) => isJudged)
    .map((performance): Outcome => {
      const result = performance.scenarios.find((one) => one.id === id);
      return {
        short: shortTitle(performance),
        state: result === undefined ? "not played" : stateOf(result),
      };
    });
  return markup`<details class="scenario" id="${id}"${isOpen && markup` open`}><summary><span class="title">${title}</span> <code>${id}</code> <span class="states">${outcome(results)}</span></summary>
<p class="about">${about}</p><div class="content"></div></details>
`;
}

interface Outcome {
  readonly short: string;
  readonly state: State;
}

/** `✓ met in 4 forms`, or the forms that missed something. */
function outcome(results: readonly Outcome[]): readonly Markup[] {
  const missed = results.filter(({ state }) => state === "missed");
  const met = results.filter(({ state }) => state === "met").length;
  if (missed.length > 0)
    return missed.map(({ short }) => markup`<span class="outcome">${sign("missed")} ${short}</span>`);
  if (met === 0) return [markup`${sign("not played", "")} not played`];
  return [markup`${sign("met", "")} met${results.length > 1 && ` in ${counted(met, "form")}`}`];
}
