/** The top of the page: the office, what was played, what came of it, and what its choices cost. */
import type { Rehearsal } from "../../rehearse";
import { type Miss, type Verdict, verdictOf } from "../verdict";
import { playedScenarios, shortTitle } from "./data";
import { type Markup, markup } from "./markup";
import { sign } from "./signs";

/** How many misses are named at the top; the matrix has the others. */
const named = 12;

const headlines: Readonly<Record<Verdict["is"], string>> = {
  met: "All objectives met",
  missed: "Objectives missed",
  "nothing played": "Nothing played",
};

export function head(rehearsal: Rehearsal, made: Date | undefined): Markup {
  const { site, performances } = rehearsal;
  const verdict = verdictOf(rehearsal);
  const judged = performances.filter(({ isJudged }) => isJudged);
  const others = performances.filter(({ isJudged }) => !isJudged);
  const state = verdict.is === "nothing played" ? "not played" : verdict.is;
  return markup`<header>
<p class="kind">Rehearsal of an office on simulated routers${made && markup`, <time datetime="${made.toISOString()}">${made.toISOString().slice(0, 16).replace("T", " ")} UTC</time>`}</p>
<h1>${site}</h1>
<div class="verdict ${state.replace(" ", "-")}">
<p class="headline">${sign(state, "")} ${headlines[verdict.is]}</p>
<p>${verdict.words} ${verdict.others.join(" ")}</p>
${verdict.misses.length > 0 && missList(verdict.misses, performances)}
</div>
<dl class="facts">
<div><dt>Scenarios</dt><dd>${playedScenarios(performances).length}</dd></div>
<div><dt>Forms of the office</dt><dd>${judged.length}</dd></div>
<div><dt>RouterOS</dt><dd>${versions(judged.map(({ version }) => version))}</dd></div>
<div><dt>Seeds</dt><dd>${seeds(rehearsal)}</dd></div>
<div><dt>Compared with</dt><dd>${[...new Set(others.map(({ controller }) => controller))].join(", ") || "nothing"}</dd></div>
</dl>
${choices(judged)}
</header>`;
}

function missList(misses: readonly Miss[], performances: Rehearsal["performances"]): Markup {
  const left = misses.length - named;
  return markup`<ul class="misses">${misses
    .slice(0, named)
    .map(
      ({ performance, scenario, words }) =>
        markup`<li><a href="#${scenario.id}" data-scenario="${scenario.id}" data-form="${performances.indexOf(performance)}">${scenario.title}</a> <span class="form">${shortTitle(performance)}</span><br>${words}</li>`,
    )}${left > 0 && markup`<li>and ${left} more: see the table</li>`}</ul>`;
}

const versions = (known: readonly (string | undefined)[]): string =>
  [...new Set(known.filter((version) => version !== undefined))].join(", ") || "none";

/** The first seed, and how many plays there are of what has chance in it. */
function seeds({ performances }: Rehearsal): string {
  const all = new Set(performances.flatMap(({ scenarios }) => scenarios.flatMap((one) => one.seeds)));
  const sorted = [...all].sort((one, other) => one - other);
  if (sorted.length <= 1) return String(sorted[0] ?? "none");
  return `${sorted[0]} to ${sorted.at(-1)}, where chance has a part`;
}

/** Sentences, each with the forms that it holds for. */
function choices(judged: Rehearsal["performances"]): Markup | false {
  const holds = new Map<string, string[]>();
  for (const performance of judged)
    for (const cost of performance.costs)
      holds.set(cost, [...(holds.get(cost) ?? []), shortTitle(performance)]);
  const refused = judged.filter((performance) => performance.refused !== undefined);
  if (holds.size === 0 && refused.length === 0) return false;
  return markup`<section class="choices" aria-labelledby="choices"><h2 id="choices">What the office's choices promise and cost</h2>
<ul>${[...holds].map(([cost, forms]) => markup`<li>${cost} ${forms.length < judged.length && markup`<span class="form">${forms.join("; ")}</span>`}</li>`)}
${refused.map((performance) => markup`<li><strong>${shortTitle(performance)} was not played:</strong> ${performance.refused}</li>`)}</ul></section>`;
}
