/** A timeline as a picture: a lane for everything, time from left to right. */
import { Chart, type ChartConfiguration, type ChartDataset, type Plugin, Tooltip } from "chart.js/auto";
import { span } from "./items";
import { colour, fill, pointLooks, spanLook } from "./marks";
import type { Point, PointStyle, Span, SpanStyle, Timeline } from "./model";
import type { Range, SharedRange } from "./range";
import { moment, ticks } from "./time";

declare module "chart.js" {
  interface TooltipPositionerMap {
    pointer: TooltipPositionerMap["nearest"];
  }
}

// Chart.js puts what it tells at the end of a bar, which may be far from the pointer.
Tooltip.positioners.pointer = (items, at) => items.length > 0 && at;

/** Height of a lane, and of what is above and below all of them. */
const laneHeight = 24;
const frame = 34;

export const heightOf = ({ lanes }: Timeline): number => lanes.length * laneHeight + frame;

/** A bar or a mark, as Chart.js carries it. */
interface Drawn {
  readonly x: number | [number, number];
  readonly y: string;
  readonly it: Span | Point;
}

type TimelineChart = Chart<"bar" | "scatter", Drawn[], string>;

export interface Plot {
  readonly chart: TimelineChart;
  /** With the colours that the page has now. */
  restyle(): void;
  /** A line at a moment, across all lanes; none without. */
  cross(at: number | undefined): void;
  end(): void;
}

/** @param told called with what is under the pointer */
export function plot(
  canvas: HTMLCanvasElement,
  timeline: Timeline,
  shared: SharedRange,
  told: (text: string) => void,
): Plot {
  let crossed: number | undefined;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  const configured = () => configuration(timeline, shared.range, () => crossed, told);
  const chart = new Chart(canvas, configured());
  const draw = (): void => {
    const { data, options } = configured();
    chart.data = data;
    chart.options = options ?? {};
    chart.update("none");
  };
  let ended = false;
  shared.onChange(() => {
    if (!ended) draw();
  });
  return {
    chart,
    restyle: draw,
    cross: (at) => {
      if (crossed === at) return;
      crossed = at;
      chart.draw();
    },
    end: () => {
      ended = true;
      chart.destroy();
    },
  };
}

function configuration(
  timeline: Timeline,
  range: Range,
  crossed: () => number | undefined,
  told: (text: string) => void,
): ChartConfiguration<"bar" | "scatter", Drawn[], string> {
  const { lanes } = timeline;
  const [min, max] = range;
  const text = colour("--text");
  const quiet = colour("--quiet");
  const narrow = document.documentElement.clientWidth < 600;
  const gutter = narrow ? 92 : 168;
  const datasets = [...spanSets(timeline, range), ...pointSets(timeline)];
  return {
    type: "bar",
    data: {
      labels: lanes.map((_, index) => String(index)),
      datasets,
    },
    plugins: [ground(timeline, crossed), writing],
    options: {
      indexAxis: "y",
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      layout: { padding: { right: 10 } },
      interaction: { mode: "nearest", intersect: true },
      onHover: (_, [first]) => {
        if (first === undefined) return;
        const found = datasets[first.datasetIndex]?.data[first.index];
        if (found !== undefined) told(`${lanes[Number(found.y)]?.name}, ${words(found.it)}`);
      },
      scales: {
        x: {
          type: "linear",
          min,
          max,
          position: "top",
          grid: { color: colour("--line"), drawTicks: false },
          border: { display: false },
          ticks: {
            color: quiet,
            maxRotation: 0,
            autoSkip: false,
            callback: (value) => moment(Number(value)),
          },
          afterBuildTicks: (scale) => {
            const most = Math.max(3, Math.floor((scale.chart.width - gutter) / 70));
            scale.ticks = ticks(scale.min, scale.max, most).map((value) => ({ value }));
          },
        },
        y: {
          type: "category",
          labels: lanes.map((_, index) => String(index)),
          offset: true,
          grid: { display: false },
          border: { display: false },
          ticks: {
            ...{ color: text, autoSkip: false, crossAlign: "far", font: { size: narrow ? 10 : 12 } },
            callback: (value) => shortened(lanes[Number(value)]?.name ?? "", narrow ? 15 : 28),
          },
          afterFit: (scale) => {
            scale.width = gutter;
          },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          position: "pointer",
          displayColors: false,
          callbacks: {
            title: ([first]) => {
              if (first === undefined) return "";
              const { it, y } = first.raw as Drawn;
              const lane = lanes[Number(y)]?.name ?? "";
              return `${lane}  ${"at" in it ? moment(it.at) : span(it.from, it.to)}`;
            },
            label: (item) => {
              const { it } = item.raw as Drawn;
              return wrapped("at" in it ? it.detail : (it.detail ?? it.label), narrow ? 36 : 72);
            },
          },
        },
      },
    },
  };
}

const words = (it: Span | Point): string =>
  "at" in it ? `${moment(it.at)}: ${it.detail}` : `${span(it.from, it.to)}: ${it.detail ?? it.label}`;

/**
 * One set for each style, because thickness and filling are a set's. Only what is in the range: Chart.js draws bars of a least
 * length at the edge where they are beyond it.
 */
function spanSets({ lanes }: Timeline, [from, to]: Range): ChartDataset<"bar", Drawn[]>[] {
  const byStyle = new Map<SpanStyle, Drawn[]>();
  for (const [lane, { spans }] of lanes.entries())
    for (const it of spans.filter((one) => one.from <= to && one.to >= from))
      byStyle.set(it.style, [...(byStyle.get(it.style) ?? []), { x: [it.from, it.to], y: String(lane), it }]);
  return [...byStyle].map(([style, data]) => {
    const look = spanLook(style);
    return {
      ...{ label: style, data, grouped: false, barThickness: look.thickness, minBarLength: 3 },
      ...{ backgroundColor: fill(look), borderRadius: 2, borderSkipped: false },
      ...{ borderWidth: 0 },
    };
  });
}

function pointSets({ lanes }: Timeline): ChartDataset<"scatter", Drawn[]>[] {
  const byStyle = new Map<PointStyle, Drawn[]>();
  for (const [lane, { points }] of lanes.entries())
    for (const it of points)
      byStyle.set(it.style, [...(byStyle.get(it.style) ?? []), { x: it.at, y: String(lane), it }]);
  return [...byStyle].map(([style, data]) => {
    const { shape, rotation, radius, colour: name } = pointLooks[style];
    return {
      ...{ type: "scatter", indexAxis: "x", label: style, data, pointStyle: shape, rotation, radius },
      ...{ hoverRadius: radius + 2, hitRadius: 6, borderWidth: 2, clip: 8 },
      ...{ backgroundColor: colour(name), borderColor: colour(name) },
    };
  });
}

/** Behind the marks: every second lane shaded, a line down from each event, and one where the pointer is. */
function ground({ lanes }: Timeline, crossed: () => number | undefined): Plugin {
  return {
    id: "ground",
    beforeDatasetsDraw: ({ ctx, chartArea: { left, right, top, bottom }, scales: { x } }) => {
      if (x === undefined) return;
      const height = (bottom - top) / lanes.length;
      ctx.save();
      ctx.fillStyle = colour("--shade");
      for (let lane = 1; lane < lanes.length; lane += 2)
        ctx.fillRect(left, top + lane * height, right - left, height);
      const down = (at: number, dash: number[], stroke: string): void => {
        const pixel = x.getPixelForValue(at);
        if (pixel < left || pixel > right) return;
        ctx.beginPath();
        ctx.setLineDash(dash);
        ctx.strokeStyle = stroke;
        ctx.moveTo(pixel, top);
        ctx.lineTo(pixel, bottom);
        ctx.stroke();
      };
      for (const { points } of lanes)
        for (const { at, style } of points) if (style === "event") down(at, [4, 4], colour("--quiet"));
      const at = crossed();
      if (at !== undefined) down(at, [], colour("--accent"));
      ctx.restore();
    },
  };
}

/** Spans of these styles have their label behind them where it does not fit in. */
const labelled: ReadonlySet<SpanStyle> = new Set<SpanStyle>(["outage", "leak", "use-0"]);

/** Too thin to be written in. */
const unlabelled: ReadonlySet<SpanStyle> = new Set<SpanStyle>(["well", "expected"]);

/** From a label behind a bar to the next bar, in pixels, at least: else nobody could tell whose it is. */
const clear = 24;

/** Room between a bar and what is written, in pixels. */
const room = 4;

/** The labels of spans: in those that are wide enough, or behind them if nothing follows there. */
const writing: Plugin = {
  id: "writing",
  afterDatasetsDraw: (chart) => {
    const { ctx, chartArea } = chart;
    const bars = barsOf(chart);
    ctx.save();
    ctx.font = `11px ${Chart.defaults.font.family}`;
    ctx.textBaseline = "middle";
    for (const { it, lane, left, right, y } of bars) {
      if (unlabelled.has(it.style) || right <= left) continue;
      const wide = ctx.measureText(it.label).width;
      if (right - left >= wide + 2 * room) {
        ctx.textAlign = "center";
        ctx.fillStyle = colour(spanLook(it.style).ink);
        ctx.fillText(it.label, (left + right) / 2, y + 0.5);
        continue;
      }
      const end = right + 2 * room + wide;
      const isFree = !bars.some(
        (other) => other.lane === lane && other.left >= right && other.left < end + clear,
      );
      if (!labelled.has(it.style) || !isFree || end > chartArea.right) continue;
      ctx.textAlign = "left";
      ctx.fillStyle = colour("--text");
      ctx.fillText(it.label, right + room, y + 0.5);
    }
    ctx.restore();
  },
};

/** Where the bars are, as far as they are seen. */
function barsOf(chart: Chart) {
  const { chartArea, data } = chart;
  return data.datasets.flatMap(({ data: drawn }, index) => {
    const { data: elements } = chart.getDatasetMeta(index);
    return (drawn as unknown as Drawn[]).flatMap(({ it, y: lane }, place) => {
      const element = elements[place];
      if (!("from" in it) || element === undefined) return [];
      const { x, base, y } = element.getProps(["x", "base", "y"] as never[], true) as unknown as Where;
      const left = Math.max(Math.min(x, base), chartArea.left);
      const right = Math.min(Math.max(x, base), chartArea.right);
      return [{ it, lane, left, right, y }];
    });
  });
}

type Where = Readonly<Record<"x" | "base" | "y", number>>;

const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** Lines of at most so many letters. Words that are longer are cut. */
function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const space = rest.lastIndexOf(" ", most);
    const cut = space > most / 3 ? space : most;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return [...lines, rest];
}
