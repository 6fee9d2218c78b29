/** A plan as a table for a terminal, and as JSON. */
import Table from "cli-table3";
import type { DualWan } from "../args";
import { type Plan, type PlannedStep, type RowStep, scriptBytes } from "../plan";
import { commandOf } from "./commands";
import { costs } from "./costs";
import { wrapped } from "./wrapped";

/** One step as people and programs read it. */
export interface ShownStep {
  readonly part: string;
  readonly name: string;
  /** The menu that the row is added to, as the router calls it: `/ip/firewall/mangle`. `order` where rules are put in order. */
  readonly menu: string;
  /** What is sent, by RouterOS's names, in full; what is secret is masked. */
  readonly values: Readonly<Record<string, string>>;
  readonly reason: string;
  /** Properties that the router changes by itself. */
  readonly runtimeOwned: readonly string[];
  /** Added disabled, and switched on by the first sync. */
  readonly waits: boolean;
  /** Properties whose change dials or leases the line anew. */
  readonly redials: readonly string[];
}

export function shown(office: DualWan, plan: Plan): ShownStep[] {
  return plan.steps.map((step) => ({
    part: step.part,
    name: step.key,
    reason: step.reason,
    ...(step.is === "row" ? rowOf(office, step) : otherOf(step)),
  }));
}

function rowOf(office: DualWan, step: RowStep) {
  const { path, attributes } = commandOf(office, step, false);
  const owned = (step.args.runtimeOwned ?? []) as readonly string[];
  return {
    menu: path,
    values: Object.fromEntries(attributes),
    runtimeOwned: owned,
    waits: step.args.disabled === true,
    redials: step.redials ?? [],
  };
}

function otherOf(step: Exclude<PlannedStep, RowStep>) {
  const nothing = { runtimeOwned: [], waits: false, redials: [] };
  switch (step.is) {
    case "order":
      return { ...nothing, menu: "order", values: { rules: step.rules.join(", ") } };
    case "run":
      return { ...nothing, menu: "/system/script/run", values: { name: step.script } };
    case "settings":
      return { ...nothing, menu: "/routing/settings", values: mapped(step.args) };
  }
}

const mapped = (args: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)]));

/** What says nothing on a row that was just added. */
const usual: Readonly<Record<string, string>> = { disabled: "no", comment: "" };

export interface TableOptions {
  /** Columns of the terminal. Default 120. */
  readonly width?: number;
}

/** The plan as a table: what is put on the router, in order, and why. */
export function toTable(office: DualWan, plan: Plan, { width = 120 }: TableOptions = {}): string {
  const inner = Math.max(80, width) - 7;
  const widths = [
    Math.floor(inner * 0.22),
    Math.floor(inner * 0.4),
    inner - Math.floor(inner * 0.22) - Math.floor(inner * 0.4),
  ];
  const table = new Table({
    head: ["step", "on the router", "why"],
    colWidths: widths,
    wordWrap: true,
    style: { head: [], border: [] },
  });
  const room = (column: number): number => (widths[column] ?? 0) - 2;
  let part = "";
  for (const step of shown(office, plan)) {
    if (step.menu === "order") continue;
    if (step.part !== part) table.push([{ colSpan: 3, content: step.part.toUpperCase() }]);
    part = step.part;
    const cells = [step.name, `${step.menu} ${valuesOf(step)}`, `${step.reason}${remarks(step)}`];
    table.push(cells.map((text, column) => wrapped(text, room(column))));
  }
  return `${table.toString()}\n\n${wrapped(summary(office, plan), width)}\n`;
}

const valuesOf = ({ name, values }: ShownStep): string =>
  Object.entries(values)
    .filter(([key, value]) => value !== usual[key] && value !== name)
    // Flags, such as `fib` of a table, have no value.
    .map(([key, value]) => (value === "" ? key : `${key}=${abridged(value)}`))
    .join(" ");

/** Texts that are too long for a cell of a table. */
const longest = 60;
function abridged(value: string): string {
  const lines = value.split("\n").length;
  if (lines > 1) return `(${lines} lines)`;
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
}

function remarks({ waits, runtimeOwned, redials }: ShownStep): string {
  const owned = runtimeOwned.filter((name) => name !== "disabled");
  return [
    waits && " Disabled until its address is known.",
    owned.length > 0 && ` The router keeps ${owned.join(", ")} right.`,
    redials.length > 0 && ` A change of ${redials.join(", ")} dials or leases the line anew.`,
  ]
    .filter(Boolean)
    .join("");
}

/** How much is put on the router, what an office of these arguments promises, and what it costs. */
export function summary(office: DualWan, plan: Plan): string {
  const rows = plan.steps.filter(({ is }) => is === "row").length;
  const size = scriptBytes(plan.steps);
  return [`${rows} rows, scripts of ${(size / 1024).toFixed(1)} KB together.`, ...costs(office)].join("\n");
}
