/** When entries of `/system/scheduler` fire, by the router's own date and time. */
import type { Draft, Router } from "../behaviour";
import { isDisabled, type Row } from "../store/row";
import { dateTime, moment, parseDuration } from "../time";

/** Startup entries without an interval run this long after boot (manual). */
const startupDelay = 3000;
const day = 86_400_000;

/** Marks entries of which the router chose the start, in whole or in part. */
const defaultStart = "_default-start";

/** Remembers whether date and time of the start were written. */
export function noteStart({ written, facts, previous, values }: Draft): void {
  const before =
    previous === undefined ? ["start-date", "start-time"] : (facts[defaultStart] ?? "").split(",");
  const left = before.filter((name) => name !== "" && !written.has(name));
  if (left.length === 0 || values["start-time"] === "startup") delete facts[defaultStart];
  else facts[defaultStart] = left.join(",");
}

/**
 * When an entry fires next, in milliseconds of the router's date and time; undefined when never. The disabled one, and
 * on 7.24.0 to 7.24.4 the one whose start date or time was not written, never fires (release notes of 7.24.5).
 *
 * @param from the first moment that does not count any more; default now
 */
export function nextRun(row: Row, router: Router, from: number = router.wall()): number | undefined {
  if (isDisabled(row) || neverTriggered(row, router)) return undefined;
  const interval = (parseDuration(row.values.interval ?? "0s") ?? 0) * 1000;
  if (row.values["start-time"] === "startup") {
    // With an interval not at boot, but one interval later (manual).
    return after(router.wall(router.bootedAt) + (interval === 0 ? startupDelay : interval), interval, from);
  }
  const midnight = moment(row.values["start-date"] ?? "", "00:00:00");
  const ofDay = parseDuration(row.values["start-time"] ?? "");
  if (midnight === undefined || ofDay === undefined) return undefined;
  return onDays(row.values.days, after(midnight + ofDay * 1000, interval, from), interval);
}

export function nextRunText(row: Row, router: Router): string {
  const next = nextRun(row, router);
  return next === undefined ? "" : dateTime(next, router.atLeast("7.10"));
}

function neverTriggered(row: Row, router: Router): boolean {
  // The 7.24 simulated here is 7.24.0.
  return router.version === "7.24" && (row.facts[defaultStart] ?? "") !== "";
}

function after(first: number, interval: number, from: number): number | undefined {
  if (first > from) return first;
  return interval === 0 ? undefined : first + (Math.floor((from - first) / interval) + 1) * interval;
}

const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** The first of the moments that falls on one of the days (7.24; not for intervals of a day and longer). */
function onDays(days: string | undefined, first: number | undefined, interval: number): number | undefined {
  if (days === undefined || days === "" || first === undefined || interval >= day) return first;
  const wanted = new Set(days.split(","));
  for (let at = first; at < first + 8 * day; at = toNextDay(at, interval)) {
    if (wanted.has(names[new Date(at).getUTCDay()] as string)) return at;
    if (interval === 0) return undefined;
  }
  return undefined;
}

/** The first moment of the series that is on the day after. */
function toNextDay(at: number, interval: number): number {
  const tomorrow = (Math.floor(at / day) + 1) * day;
  return at + Math.ceil((tomorrow - at) / interval) * interval;
}
