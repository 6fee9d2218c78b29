/** The plots of a scenario: a form of the office, and below it what it is compared with, over the same time. */
import { button, el } from "./dom";
import { keys, pointerGestures } from "./gestures";
import { itemsOf } from "./items";
import type { Timeline } from "./model";
import { heightOf, type Plot, plot } from "./plot";
import { SharedRange } from "./range";
import { moment } from "./time";

export interface Titled {
  readonly title: string;
  readonly timeline: Timeline;
}

export interface Picture {
  readonly element: HTMLElement;
  /** Draws; before it is called there is nothing but room for the plots. */
  draw(): void;
  restyle(): void;
  end(): void;
}

export function picture(parts: readonly Titled[]): Picture {
  const shared = new SharedRange(
    Math.max(...parts.map(({ timeline }) => timeline.length)),
    together(parts.map(({ timeline }) => timeline.interesting)),
  );
  const plots: Plot[] = [];
  const cross = (at: number | undefined): void => {
    for (const one of plots) one.cross(at);
  };
  const panes = parts.map((part) => pane(part, shared, cross));
  const element = el(
    "div",
    { class: "picture" },
    tools(shared),
    legend(),
    ...panes.map(({ element }) => element),
  );
  return {
    element,
    draw: () => {
      if (plots.length === 0) plots.push(...panes.map(({ draw }) => draw()));
    },
    restyle: () => {
      for (const one of plots) one.restyle();
    },
    end: () => {
      for (const one of plots.splice(0)) one.end();
    },
  };
}

const together = (ranges: readonly (readonly [number, number])[]): readonly [number, number] => [
  Math.min(...ranges.map(([from]) => from)),
  Math.max(...ranges.map(([, to]) => to)),
];

function pane({ title, timeline }: Titled, shared: SharedRange, cross: (at: number | undefined) => void) {
  const items = itemsOf(timeline);
  const canvas = el("canvas", {
    role: "img",
    "aria-label": `Timeline of ${title}: ${items.length} entries, which the list below has in words.`,
  });
  const frame = el(
    "div",
    {
      class: "plot",
      tabindex: "0",
      role: "group",
      "aria-label": `Timeline of ${title}. Arrow keys go from entry to entry, plus and minus zoom, Shift with arrows moves, 0 shows the interesting part, A shows all.`,
    },
    canvas,
  );
  frame.style.height = `${heightOf(timeline)}px`;
  const told = el("p", { class: "told", "aria-live": "polite" });
  told.textContent = "Point at something, tap it, or use the arrow keys. Draw over a stretch to look closer.";
  const element = el("figure", {}, el("figcaption", {}, title), frame, told);
  const tell = (text: string): void => {
    told.textContent = text;
  };
  const draw = (): Plot => {
    const made = plot(canvas, timeline, shared, tell);
    pointerGestures(frame, made, shared, cross);
    keys(frame, shared, items, (item, place) => {
      tell(`${place}: ${item.where}, ${moment(item.at)}. ${item.text}`);
      cross(item.at);
    });
    return made;
  };
  return { element, draw };
}

function tools(shared: SharedRange): HTMLElement {
  const whole = shared.interesting[0] <= 0 && shared.interesting[1] >= shared.length;
  const shown = el("span", { class: "shown" });
  const say = (): void => {
    const [from, to] = shared.range;
    shown.textContent = `${moment(from)} to ${moment(to)} of ${moment(shared.length)}`;
  };
  shared.onChange(say);
  say();
  return el(
    "div",
    { class: "tools", role: "group", "aria-label": "What the plots show" },
    !whole &&
      button("Interesting part", "shows the stretch in which something happens", () =>
        shared.showInteresting(),
      ),
    button("Whole play", "shows the whole play", () => shared.showAll()),
    button("+", "zooms in", () => shared.zoom(0.5)),
    button("−", "zooms out", () => shared.zoom(2)),
    button("◀", "earlier", () => shared.move(-0.25)),
    button("▶", "later", () => shared.move(0.25)),
    shown,
  );
}

/** Signs and what they stand for; bars have their names written in. */
const meanings = [
  ["event", "▼", "event of the scenario"],
  ["decision", "◆", "said by a script"],
  ["notice", "●", "told to people"],
  ["write", "✕", "configuration write"],
  ["log", "|", "router's own log"],
  ["well", "", "line well"],
  ["bad", "", "bad"],
  ["dead", "", "dead"],
  ["outage", "", "no answer"],
  ["expected", "", "no answer by a line that is not well"],
  ["leak", "", "wrong address leaves"],
] as const;

function legend(): HTMLElement {
  return el(
    "ul",
    { class: "legend" },
    ...meanings.map(([style, shape, meaning]) =>
      el("li", {}, el("span", { class: `swatch ${style}`, "aria-hidden": "true" }, shape), ` ${meaning}`),
    ),
  );
}
