/** The page's script: opens scenarios, and draws them when they are seen. */
import { byId } from "./dom";
import type { PageData } from "./model";
import { type OpenScenario, openScenario } from "./scenario";

const page = JSON.parse(byId("data").textContent ?? "") as PageData;
const open = new Map<string, OpenScenario>();

/** The scenario's own element, opened and filled. */
function reveal(id: string): OpenScenario | undefined {
  const details = document.getElementById(id);
  if (!(details instanceof HTMLDetailsElement)) return undefined;
  details.open = true;
  fill(details);
  return open.get(id);
}

function fill(details: HTMLDetailsElement): void {
  const { id } = details;
  const scenario = page.scenarios.find((one) => one.id === id);
  const content = details.querySelector<HTMLElement>(".content");
  if (scenario === undefined || content === null || open.has(id)) return;
  open.set(id, openScenario(content, page, scenario));
}

const all = [...document.querySelectorAll<HTMLDetailsElement>("details.scenario")];

for (const details of all)
  details.addEventListener("toggle", () => {
    if (details.open) fill(details);
    else {
      open.get(details.id)?.end();
      open.delete(details.id);
    }
  });

for (const details of all) if (details.open) fill(details);

/** Cells and misses open the scenario with the form that they stand for. */
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-scenario]"))
  link.addEventListener("click", (event) => {
    const { scenario = "", form } = link.dataset;
    const opened = reveal(scenario);
    if (opened === undefined) return;
    event.preventDefault();
    opened.choose(Number(form));
    history.pushState(null, "", `#${scenario}`);
    goTo(scenario);
  });

function goTo(id: string): void {
  const details = byId(id);
  details.scrollIntoView({ block: "start" });
  details.querySelector("summary")?.focus({ preventScroll: true });
}

function followAddress(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id !== "" && reveal(id) !== undefined) goTo(id);
}
addEventListener("hashchange", followAddress);
followAddress();

const isMissed = (id: string): boolean =>
  page.scenarios
    .find((scenario) => scenario.id === id)
    ?.cells.some((cell, form) => cell.state === "missed" && page.forms[form]?.isJudged === true) ?? false;

const openWhere = (wanted: (id: string) => boolean): void => {
  for (const details of all) details.open = wanted(details.id);
};
byId("open-all").addEventListener("click", () => openWhere(() => true));
byId("close-all").addEventListener("click", () => openWhere(() => false));
const missedOnes = byId("open-missed");
missedOnes.addEventListener("click", () => openWhere(isMissed));
missedOnes.hidden = !all.some(({ id }) => isMissed(id));

const restyle = (): void => {
  for (const scenario of open.values()) scenario.restyle();
};
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restyle);

// Paper is white, and has no place to scroll to.
addEventListener("beforeprint", () => {
  document.documentElement.dataset.on = "paper";
  for (const scenario of open.values()) scenario.draw();
  restyle();
});
addEventListener("afterprint", () => {
  delete document.documentElement.dataset.on;
  restyle();
});
