/** Lengths of time. */
import type { Codec } from "../language";
import { codec, refuse } from "./codec";

const unitMicroseconds = { w: 604_800e6, d: 86_400e6, h: 3_600e6, m: 60e6, s: 1e6, ms: 1e3, us: 1 } as const;
type Unit = keyof typeof unitMicroseconds;
const units = Object.keys(unitMicroseconds) as readonly Unit[];

/**
 * Any form that RouterOS takes or prints → microseconds: a number of seconds, `90`, `1m30s`, `00:01:30`,
 * `1d02:03:04`, `1w2d 03:04:05.500`. `undefined` for anything else.
 */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === "number") return inMicroseconds(value * 1e6);
  if (typeof value !== "string") return undefined;
  if (/^\d+(\.\d{1,6})?$/.test(value)) return inMicroseconds(Number(value) * 1e6);
  const match = /^((?:\d+(?:w|d|h|ms|m|us|s))*)\s?(?:(\d+):([0-5]?\d)(?::([0-5]?\d(?:\.\d{1,6})?))?)?$/.exec(
    value,
  );
  if (!match || value.trim() === "") return undefined;
  let total = 0;
  let last = -1;
  for (const [, digits, unit] of (match[1] ?? "").matchAll(/(\d+)(ms|us|[wdhms])/g)) {
    const position = units.indexOf(unit as Unit);
    if (position <= last) return undefined;
    last = position;
    total += Number(digits) * unitMicroseconds[unit as Unit];
  }
  if (match[2] !== undefined) {
    // A clock form can only follow weeks and days.
    if (last > units.indexOf("d")) return undefined;
    total += Number(match[2]) * unitMicroseconds.h + Number(match[3]) * unitMicroseconds.m;
    total += Number(match[4] ?? 0) * unitMicroseconds.s;
  }
  return inMicroseconds(total);
}

function inMicroseconds(value: number): number | undefined {
  const whole = Math.round(value);
  return Number.isSafeInteger(whole) && whole >= 0 ? whole : undefined;
}

/** Microseconds → RouterOS's print form: `1d10m`, `24m26s`, `0s`. */
export function formatDuration(microseconds: number): string {
  let rest = microseconds;
  let printed = "";
  for (const unit of units) {
    const count = Math.floor(rest / unitMicroseconds[unit]);
    if (count === 0) continue;
    printed += `${count}${unit}`;
    rest -= count * unitMicroseconds[unit];
  }
  return printed || "0s";
}

interface DurationLimits<W extends string> {
  readonly min?: string;
  readonly max?: string;
  /** Words that stand beside durations: `none-static`. They compare as words. */
  readonly words?: readonly W[];
}

/** A duration; a bare number is seconds. Canonical: RouterOS's print form (`60` → `1m`). */
export function duration<const W extends string = never>(
  limits: DurationLimits<W> = {},
): Codec<string, string | number> {
  const min = parseDuration(limits.min ?? "0s") ?? 0;
  const max = parseDuration(limits.max) ?? Number.MAX_SAFE_INTEGER;
  const list: readonly string[] = limits.words ?? [];
  const span = limits.min || limits.max ? ` (${limits.min ?? "0s"} to ${limits.max ?? "any length"})` : "";
  const orWords = list.length > 0 ? `, or ${list.map((each) => `"${each}"`).join(" or ")}` : "";
  const examples = exampleUpTo(max);
  return codec({
    accepts: `a duration${span} such as ${examples} or a number of seconds${orWords}`,
    parse(value) {
      if (typeof value === "string" && list.includes(value)) return value;
      const microseconds = parseDuration(value);
      if (microseconds === undefined) return refuse("not a duration");
      if (microseconds < min || microseconds > max) return refuse("out of range");
      return formatDuration(microseconds);
    },
  });
}

function exampleUpTo(max: number): string {
  if (max < 10e6) return '"500ms", "1s"';
  return max < 90e6 ? '"10s", "00:00:10"' : '"1m30s", "00:01:30"';
}

/** GRE's keepalive: interval and retries, `10s,10`. */
export const keepalive: Codec<string> = codec({
  accepts: 'an interval and a number of retries, such as "10s,10"',
  parse(value) {
    const [interval, retries, ...rest] = typeof value === "string" ? value.split(",") : [];
    const microseconds = parseDuration(interval);
    if (microseconds === undefined || microseconds < 1e6 || rest.length > 0) return refuse("");
    if (retries === undefined || !/^\d{1,9}$/.test(retries)) return refuse("");
    return `${formatDuration(microseconds)},${Number(retries)}`;
  },
});
