/** A rehearsal for a terminal. */
import { styleText } from "node:util";
import Table from "cli-table3";
import type { DualWan } from "../../args";
import { wrapped } from "../../render";
import type { Performance, Rehearsal, ScenarioResult } from "../rehearse";
import type { Scenario } from "../scenario";
import { figuresOf, seconds, titleOf } from "./figures";

export interface TerminalOptions {
  /** Columns. Default 120. */
  readonly width?: number;
}

const plainTable = { style: { head: [], border: [] } };

/** One table for each form of the office; what every scenario said follows where only one was played. */
export function terminal(rehearsal: Rehearsal, { width = 120 }: TerminalOptions = {}): string {
  const parts = rehearsal.performances.map((performance) => tableOf(performance, width));
  const single =
    rehearsal.performances.flatMap(({ scenarios }) => scenarios).filter(({ shown }) => shown).length === 1;
  const log = single ? rehearsal.performances.flatMap(({ scenarios }) => scenarios.map(logOf)) : [];
  return [`Office ${rehearsal.site}\n`, ...parts, ...log].join("\n");
}

/** What people notice, by the sources of traffic that stand for them: their longest time without internet. */
const columns = [
  { head: "new\nconn. s", source: /^new connections$/ },
  { head: "SIP\ns", source: /^SIP phone$/ },
  { head: "Wire-\nGuard s", source: /^WireGuard/ },
  { head: "TCP\ns", source: /^standing TCP/ },
] as const;
const head = [
  "scenario",
  ...columns.map((column) => column.head),
  "switches",
  "leaks",
  "wrong\nreplies",
  "writes",
  "verdict",
];

/** Without lines: a row of a terminal has no room for them. */
const bare = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
  ].map((place) => [place, ""]),
);

function tableOf(performance: Performance, width: number): string {
  const title = styleText("bold", titleOf(performance));
  if (performance.refused !== undefined)
    return `${title}\n${wrapped(`not played: ${performance.refused}`, width)}\n`;
  const table = new Table({
    head,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    chars: { ...bare, middle: " " },
    colAligns: ["left", ...head.slice(1, -1).map(() => "right" as const), "left"],
  });
  const played = performance.scenarios.filter(({ unfit }) => unfit === undefined);
  for (const scenario of played) table.push(rowOf(scenario, performance.isJudged));
  const left = performance.scenarios
    .filter(({ unfit }) => unfit !== undefined)
    .map(({ id, unfit }) => wrapped(`${id}: not played, ${unfit}`, width));
  return [
    title,
    ...performance.costs.map((sentence) => wrapped(sentence, width)),
    ...(played.length > 0 ? ["", table.toString()] : []),
    ...left,
    "",
  ].join("\n");
}

function rowOf({ id, shown, demands, seeds }: ScenarioResult, isJudged: boolean): string[] {
  if (shown === undefined) return [id];
  const figures = figuresOf(shown.play);
  const longest = (source: RegExp) => figures.outages.find(({ name }) => source.test(name))?.longest ?? 0;
  const missed = demands.filter(({ met }) => !met).length;
  const verdict = missed === 0 ? "met" : `${missed} missed`;
  return [
    seeds.length > 1 ? `${id} (${seeds.length} seeds,\nthe worst)` : id,
    ...columns.map(({ source }) => seconds(longest(source))),
    ...[figures.switches, figures.leaks, figures.wrongReplies, figures.writes].map(String),
    isJudged ? styleText(missed === 0 ? "green" : "red", verdict) : verdict,
  ];
}

function logOf({ title, about, shown, demands }: ScenarioResult): string {
  if (shown === undefined) return "";
  const { play } = shown;
  const at = (moment: number) => `${seconds((moment - play.begun) / 1000)} s`.padStart(9);
  const lines = [
    ...play.events.map(({ at: moment, label }) => ({ moment, text: styleText("cyan", label) })),
    ...play.log.map(({ at: moment, topics, message }) => ({ moment, text: `${topics} ${message}` })),
    ...play.switches.map(({ at: moment, from, to }) => ({
      moment,
      text: styleText("yellow", `in use: ${from || "none"} -> ${to || "none"}`),
    })),
  ].sort((one, other) => one.moment - other.moment);
  return [
    `${title}. ${about}`,
    ...lines.map(({ moment, text }) => `${at(moment)}  ${text}`),
    "",
    ...demands.map(
      ({ name, worst, unit, limit, met }) =>
        `${met ? styleText("green", "met   ") : styleText("red", "missed")}  ${name}: ${seconds(worst)} ${unit}, at most ${seconds(limit)}`,
    ),
    "",
  ].join("\n");
}

/** Which scenarios there are, and which do not fit an office. */
export function list(
  scenarios: readonly Scenario[],
  office: DualWan,
  { width = 120 }: TerminalOptions = {},
): string {
  const longest = Math.max(...scenarios.map(({ id }) => id.length));
  const table = new Table({ ...plainTable, head: ["group", "scenario", "what happens"] });
  // What the borders and the columns before it leave.
  const room = Math.max(30, Math.min(width, 120) - longest - "group".length - 10);
  for (const { id, group, title, about, unfit } of scenarios) {
    const why = unfit?.(office);
    const text = `${title}. ${about}${why === undefined ? "" : ` Not for this office: ${why}.`}`;
    table.push([String(group), id, wrapped(text, room)]);
  }
  return `${table.toString()}\n`;
}
