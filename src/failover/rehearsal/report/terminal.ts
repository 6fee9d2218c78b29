/** A rehearsal for a terminal: what came of it first and last, and between them a table for each form of the office. */
import { styleText } from "node:util";
import Table from "cli-table3";
import type { DualWan } from "../../args";
import { wrapped } from "../../render";
import { noticeWords } from "../notices";
import type { Performance, Rehearsal, ScenarioResult } from "../rehearse";
import type { Scenario } from "../scenario";
import { allowance, amount, seconds } from "../words";
import { type Figures, figuresOf, keyDemand, stateOf, titleOf } from "./figures";
import { type Miss, type Verdict, verdictOf } from "./verdict";

export interface TerminalOptions {
  /** Columns. Default 120; less than 80 counts as 80. */
  readonly width?: number;
}

/** The text, with its colours where stdout is a terminal and nobody asks for none (`NO_COLOR`). */
export function terminal(rehearsal: Rehearsal, { width = 120 }: TerminalOptions = {}): string {
  const room = Math.max(80, width);
  const verdict = verdictOf(rehearsal);
  const shown = rehearsal.performances.flatMap(({ scenarios }) => scenarios).filter((one) => one.shown);
  const isOneScenario = new Set(shown.map(({ id }) => id)).size === 1;
  const parts = [
    headOf(rehearsal.site, verdict, room),
    ...rehearsal.performances.map((performance) => performanceOf(performance, room)),
    ...(isOneScenario ? rehearsal.performances.map((performance) => objectivesOf(performance, room)) : []),
    ...(shown.length === 1 ? shown.map((scenario) => logOf(scenario, room)) : []),
    summaryOf(verdict, room),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const tones = { met: "green", missed: "red", "nothing played": "yellow" } as const;
const headlines = { met: "all met", missed: "missed", "nothing played": "not played" } as const;

// One at a time: of several at once Node.js 20 does not ask whether the stream takes colours.
const strong = (tone: (typeof tones)[keyof typeof tones], text: string): string =>
  styleText("bold", styleText(tone, text));

function headOf(site: string, { is, words, others }: Verdict, width: number): string {
  const first = `${styleText("bold", site)}: ${strong(tones[is], headlines[is])}`;
  return [first, ...[words, ...others].flatMap((line) => folded(line, width, ""))].join("\n");
}

function performanceOf(performance: Performance, width: number): string {
  const { refused, costs, scenarios, isJudged } = performance;
  const title = styleText("bold", titleOf(performance));
  if (refused !== undefined) return [title, ...folded(`not played: ${refused}`, width, "  ")].join("\n");
  const played = scenarios.filter(({ shown }) => shown !== undefined);
  const several = Math.max(0, ...played.map(({ seeds }) => seeds.length));
  return [
    title,
    ...costs.flatMap((cost) => folded(cost, width, "  ")),
    ...(several > 1
      ? folded(`Where chance has a part, the worst of up to ${several} plays is shown.`, width, "  ")
      : []),
    ...(played.length > 0 ? ["", tableOf(played, isJudged, width)] : []),
    ...notPlayed(scenarios).flatMap((line) => folded(line, width, "  ")),
  ].join("\n");
}

interface Column {
  readonly head: string;
  /** Whether it is left out where there is little room. */
  readonly isSpare?: true;
  readonly value: (figures: Figures) => string;
}

const outage =
  (source: RegExp) =>
  ({ outages }: Figures): string =>
    seconds(outages.find(({ name }) => source.test(name))?.longest ?? 0);

/** What people notice: the longest outage in seconds, by the sources of traffic that stand for them; and counts. */
const columns: readonly Column[] = [
  { head: "new\nconn. s", value: outage(/^new connections$/) },
  { head: "SIP\ns", value: outage(/^SIP phone$/) },
  { head: "Wire-\nGuard s", value: outage(/^WireGuard/) },
  { head: "TCP\ns", value: outage(/^standing TCP/) },
  { head: "line\nchanges", value: ({ switches }) => String(switches) },
  { head: "wrong\naddress", value: ({ leaks }) => String(leaks) },
  { head: "wrong\nreplies", isSpare: true, value: ({ wrongReplies }) => String(wrongReplies) },
  { head: "config.\nwrites", value: ({ writes }) => String(writes) },
];

/** From where there is room for all columns. */
const wide = 100;

/** From where the limit of what a scenario is about stands there, too. */
const widest = 120;

/** Without lines: a row of a terminal has no room for them. */
const bare = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
  ].map((place) => [place, ""]),
);

function tableOf(scenarios: readonly ScenarioResult[], isJudged: boolean, width: number): string {
  const shownColumns = columns.filter(({ isSpare }) => isSpare !== true || width >= wide);
  const hasLimit = width >= widest;
  const table = new Table({
    chars: { ...bare, middle: width >= wide ? "   " : " " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    head: [
      "scenario",
      ...shownColumns.map(({ head }) => head),
      ...(hasLimit ? ["key figure\nof at most"] : []),
      "",
    ],
    colAligns: ["left", ...[...shownColumns, ...(hasLimit ? [0] : [])].map(() => "right" as const), "left"],
  });
  for (const scenario of scenarios) {
    if (scenario.shown === undefined) continue;
    const figures = figuresOf(scenario.shown.play);
    table.push([
      scenario.id,
      ...shownColumns.map(({ value }) => value(figures)),
      ...(hasLimit ? [keyOf(scenario, isJudged)] : []),
      outcomeOf(scenario, isJudged),
    ]);
  }
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** `12.4 of 20 s`: the figure that tells most, and its limit. */
function keyOf({ demands }: ScenarioResult, isJudged: boolean): string {
  const key = keyDemand([{ isJudged, demands }]);
  const demand = demands.find(({ name }) => name === key);
  if (demand === undefined) return "";
  const { worst, limit, unit } = demand;
  if (unit === "yes or no") return amount(worst, unit);
  return `${seconds(worst)} of ${seconds(limit)}${unit === "s" ? " s" : ""}`;
}

function outcomeOf(scenario: ScenarioResult, isJudged: boolean): string {
  const missed = scenario.demands.filter(({ met }) => !met).length;
  const isMet = stateOf(scenario) === "met";
  if (isMet) return isJudged ? styleText("green", "met") : "would be met";
  if (missed === 0) return styleText(isJudged ? "red" : "yellow", "cannot tell");
  return isJudged ? styleText("red", `${missed} missed`) : `would miss ${missed}`;
}

/** `not played: flapping, loss-30 (why)`: scenarios with the same reason in one line. */
function notPlayed(scenarios: readonly ScenarioResult[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { id, unfit } of scenarios)
    if (unfit !== undefined) byReason.set(unfit, [...(byReason.get(unfit) ?? []), id]);
  return [...byReason].map(([reason, ids]) => `not played: ${ids.join(", ")} (${reason})`);
}

/** Every demand of the scenarios that were played. */
function objectivesOf(performance: Performance, width: number): string {
  const lines = performance.scenarios.flatMap(({ shown, demands }) =>
    shown === undefined
      ? []
      : demands.flatMap(({ name, worst, unit, limit, met }) => {
          const text = `${name}: ${amount(worst, unit)} (${allowance({ limit, unit })})`;
          const [first = "", ...more] = folded(text, width - 10, "");
          const mark = met ? styleText("green", "met   ") : styleText("red", "missed");
          return [`  ${mark}  ${first}`, ...more.map((line) => `${" ".repeat(10)}${line}`)];
        }),
  );
  return lines.length === 0
    ? ""
    : [styleText("bold", `Objectives, ${titleOf(performance)}`), ...lines].join("\n");
}

function logOf({ title, about, shown }: ScenarioResult, width: number): string {
  if (shown === undefined) return "";
  const { play } = shown;
  const lines = [
    ...play.events.map(({ at, label }) => ({ at, text: label, tone: "cyan" as const })),
    ...play.log.map(({ at, topics, message }) => ({ at, text: `${topics} ${message}`, tone: undefined })),
    ...play.told.map((notice) => ({ at: notice.at, text: noticeWords(notice), tone: undefined })),
    ...play.switches.map(({ at, from, to }) => ({
      at,
      text: `in use: ${from || "none"} -> ${to || "none"}`,
      tone: "yellow" as const,
    })),
  ].sort((one, other) => one.at - other.at);
  return [
    ...folded(`${title}. ${about}`, width, ""),
    ...lines.flatMap(({ at, text, tone }) => {
      const [first = "", ...more] = folded(text, width - 12, "");
      const moment = `${((at - play.begun) / 1000).toFixed(1)} s`.padStart(10);
      return [`${moment}  ${first}`, ...more.map((line) => `${" ".repeat(12)}${line}`)].map((line) =>
        tone === undefined ? line : styleText(tone, line),
      );
    }),
  ].join("\n");
}

/** The end of the text is what stays on the screen. */
function summaryOf({ is, words, misses }: Verdict, width: number): string {
  const last = strong(tones[is], `${is === "met" ? "All met: " : is === "missed" ? "Missed: " : ""}${words}`);
  const byForm = new Map<Performance, Miss[]>();
  for (const miss of misses) byForm.set(miss.performance, [...(byForm.get(miss.performance) ?? []), miss]);
  return [
    last,
    ...[...byForm].flatMap(([performance, its]) => [
      `  ${titleOf(performance)}`,
      ...its.flatMap(({ scenario, words: what }) => folded(`${scenario.id}: ${what}`, width, "    ")),
    ]),
  ].join("\n");
}

/** Lines of at most so many columns; lines after the first begin two columns further right. */
function folded(text: string, width: number, indent: string): readonly string[] {
  const hang = indent === "" ? "" : `${indent}  `;
  return wrapped(text, width - hang.length)
    .split("\n")
    .map((line, place) => `${place === 0 ? indent : hang}${line}`);
}

/** Which scenarios there are, and which do not fit an office, if there is one. */
export function list(
  scenarios: readonly Scenario[],
  office: DualWan | undefined,
  { width = 120 }: TerminalOptions = {},
): string {
  const longest = Math.max(...scenarios.map(({ id }) => id.length));
  const table = new Table({ style: { head: [], border: [] }, head: ["group", "scenario", "what happens"] });
  // What the borders and the columns before it leave.
  const room = Math.max(30, Math.min(width, 120) - longest - "group".length - 10);
  for (const { id, group, title, about, unfit } of scenarios) {
    const why = office === undefined ? undefined : unfit?.(office);
    const text = `${title}. ${about}${why === undefined ? "" : ` Not for this office: ${why}.`}`;
    table.push([String(group), id, wrapped(text, room)]);
  }
  return `${table.toString()}\n`;
}
