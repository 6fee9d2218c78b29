/** Figures and results in plain words. */
import type { DemandResult } from "./rehearse";

/** `0`, `0.9`, `12.4`, `240`: a figure as people read it. */
export function seconds(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}

/** `12.4 s`, `1 packet`, `3 packets`; `yes` and `no` of what holds or not. */
export function amount(value: number, unit: DemandResult["unit"]): string {
  if (unit === "yes or no") return value === 0 ? "yes" : "no";
  if (unit === "s") return `${seconds(value)} s`;
  return `${seconds(value)} ${value === 1 ? unit.replace(/(?:(?<=ch)es|s)$/, "") : unit}`;
}

/** `at most 20 s`, `none`, `yes`: what was demanded. */
export function allowance({ limit, unit }: Pick<DemandResult, "limit" | "unit">): string {
  if (unit === "yes or no") return "yes";
  return limit === 0 ? "none" : `at most ${amount(limit, unit)}`;
}

/** `new connections without internet: 57 s, at most 20 s`; with several seeds, which one it was. */
export function missWords(demand: DemandResult, seeds: readonly number[]): string {
  const { name, worst, unit, values } = demand;
  const wanted = unit === "yes or no" ? "wanted: yes" : allowance(demand);
  const among =
    values.length > 1 ? ` (seed ${seeds[values.indexOf(worst)]}, the worst of ${values.length})` : "";
  return `${name}: ${amount(worst, unit)}, ${wanted}${among}`;
}

/** `1 play`, `3 plays` */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
