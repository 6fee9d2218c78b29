/** What was demanded, what people noticed, and all that happened, in words and figures. */
import { el, sign } from "./dom";
import { itemsOf } from "./items";
import type { DemandRow, PlayData } from "./model";
import type { Titled } from "./picture";
import { moment } from "./time";

/** Demands of a form, with the figures of what it is compared with. */
export function demandTable(
  { demands, seeds }: PlayData,
  against: PlayData | undefined,
  other: string,
): HTMLElement {
  const several = seeds.length > 1;
  const heads = [
    "Objective",
    "Demanded",
    several ? "Worst" : "Measured",
    ...(several ? ["Median", "By seed"] : []),
  ];
  return scrolled(
    "Objectives",
    el(
      "table",
      { class: "demands" },
      el("caption", {}, "Objectives"),
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", {}, ""),
          heads.map((head) => el("th", { scope: "col" }, head)),
          against !== undefined && el("th", { scope: "col", class: "against" }, other),
        ),
      ),
      el(
        "tbody",
        {},
        demands.map((demand) =>
          el(
            "tr",
            { class: demand.met ? "met" : "missed" },
            el("td", {}, sign(demand.met ? "met" : "missed")),
            el("th", { scope: "row" }, demand.name),
            el("td", {}, demand.limit),
            el("td", { class: "figure" }, demand.worst),
            several && el("td", { class: "figure" }, demand.median),
            several && el("td", {}, bySeed(demand, seeds)),
            against !== undefined && comparison(against.demands.find(({ name }) => name === demand.name)),
          ),
        ),
      ),
    ),
  );
}

const comparison = (demand: DemandRow | undefined): HTMLElement =>
  demand === undefined
    ? el("td", { class: "against" }, "–")
    : el(
        "td",
        { class: `against figure ${demand.met ? "met" : "missed"}` },
        sign(demand.met ? "met" : "missed", demand.met ? "would be met: " : "would be missed: "),
        ` ${demand.worst}`,
      );

function bySeed({ values }: DemandRow, seeds: readonly number[]): HTMLElement {
  if (new Set(values).size === 1) return el("span", {}, `${values[0]} in all ${values.length}`);
  return el(
    "details",
    {},
    el("summary", {}, `${values.length} seeds`),
    el("p", { class: "seeds" }, values.map((value, index) => `${seeds[index]}: ${value}`).join(" · ")),
  );
}

/** What people noticed, beside what they would have noticed with what it is compared with. */
export function figureTable(
  { figures }: PlayData,
  against: PlayData | undefined,
  other: string,
): HTMLElement {
  const theirs = (title: string, name: string): string =>
    against?.figures.find((group) => group.title === title)?.rows.find((row) => row.name === name)?.value ??
    "–";
  const group = ({ title, rows }: PlayData["figures"][number]): HTMLElement =>
    el(
      "tbody",
      {},
      el(
        "tr",
        { class: "group" },
        el("th", { scope: "rowgroup", colspan: against === undefined ? "2" : "3" }, title),
      ),
      rows.map(({ name, value }) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, name),
          el("td", { class: "figure" }, value),
          against !== undefined && el("td", { class: "against figure" }, theirs(title, name)),
        ),
      ),
    );
  const heads = el(
    "tr",
    {},
    el("th", { scope: "col" }, "Figure"),
    el("th", { scope: "col" }, "The office"),
    against !== undefined && el("th", { scope: "col", class: "against" }, other),
  );
  return scrolled(
    "What was measured",
    el(
      "table",
      { class: "figures" },
      el("caption", {}, "What was measured"),
      el("thead", {}, heads),
      figures.map(group),
    ),
  );
}

/** Rows of a list that is drawn at once; more follow when they are asked for. */
const page = 300;

/** Everything that a timeline shows, as a list. It is made when it is opened. */
export function listing({ title, timeline }: Titled): HTMLElement {
  const items = itemsOf(timeline);
  const rows = el("tbody");
  const more = el("button", { type: "button" });
  const fill = (): void => {
    const shown = rows.childElementCount;
    for (const { at, where, text, style } of items.slice(shown, shown + page))
      rows.append(
        el(
          "tr",
          { class: style },
          el("td", { class: "figure" }, moment(at)),
          el("td", { class: "where" }, where),
          el("td", { class: "text" }, text),
        ),
      );
    const left = items.length - rows.childElementCount;
    more.hidden = left === 0;
    more.textContent = `${left} more`;
  };
  more.addEventListener("click", fill);
  const heads = ["Time", "Where", "What"].map((head) => el("th", { scope: "col" }, head));
  const element = el(
    "details",
    { class: "listing" },
    el("summary", {}, `Log of ${title}: ${items.length} ${items.length === 1 ? "entry" : "entries"}`),
    scrolled(
      `Log of ${title}`,
      el("table", { class: "entries" }, el("thead", {}, el("tr", {}, heads)), rows),
    ),
    more,
  );
  element.addEventListener("toggle", () => {
    if (element.open && rows.childElementCount === 0) fill();
  });
  return element;
}

/** What is too wide for a narrow screen scrolls by itself. */
const scrolled = (label: string, table: HTMLTableElement): HTMLElement =>
  el("div", { class: "wide", tabindex: "0", role: "region", "aria-label": label }, table);
