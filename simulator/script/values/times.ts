/** Durations. RouterOS prints `1w1d02:03:04.5`. */
import { Time } from "./value";

const second = 1_000_000_000n;
const units: Readonly<Record<string, bigint>> = {
  w: 604_800n * second,
  d: 86_400n * second,
  h: 3600n * second,
  m: 60n * second,
  s: second,
  ms: 1_000_000n,
  us: 1000n,
  ns: 1n,
};
const form =
  /^(-)?((?:\d+(?:\.\d+)?(?:w|d|h|ms|us|ns|m|s))*)(?:(\d+):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?|(\d+(?:\.\d{1,9})?))?$/;

/** `1h30m`, `00:01:00`, `1d02:00:00`, `0.25`, `90`: a bare number is seconds. Undefined for anything else. */
export function parseTime(text: string): Time | undefined {
  const match = form.exec(text);
  if (match === null || text === "" || text === "-") return undefined;
  const [, sign, parts = "", hours, minutes = "0", seconds = "0", fraction = "", bare] = match;
  let total = 0n;
  for (const [, amount = "0", unit = "s"] of parts.matchAll(/(\d+(?:\.\d+)?)(w|d|h|ms|us|ns|m|s)/g)) {
    total += scaled(amount, units[unit] as bigint);
  }
  if (hours !== undefined) {
    total += BigInt(hours) * (units.h as bigint) + BigInt(minutes) * (units.m as bigint);
    total += scaled(`${seconds}.${fraction || "0"}`, second);
  }
  if (bare !== undefined) total += scaled(bare, second);
  return new Time(sign === undefined ? total : -total);
}

function scaled(amount: string, unit: bigint): bigint {
  const [whole = "0", fraction = ""] = amount.split(".");
  const digits = fraction.slice(0, 9).padEnd(9, "0");
  return BigInt(whole) * unit + (BigInt(digits) * unit) / second;
}

export function timeText({ nanoseconds }: Time): string {
  const negative = nanoseconds < 0n;
  let rest = negative ? -nanoseconds : nanoseconds;
  const take = (unit: string): bigint => {
    const size = units[unit] as bigint;
    const count = rest / size;
    rest -= count * size;
    return count;
  };
  const [weeks, days, hours, minutes, seconds] = [take("w"), take("d"), take("h"), take("m"), take("s")];
  const two = (count: bigint | undefined) => String(count).padStart(2, "0");
  const head = `${weeks ? `${weeks}w` : ""}${days ? `${days}d` : ""}`;
  return `${negative ? "-" : ""}${head}${two(hours)}:${two(minutes)}:${two(seconds)}${fractionText(rest)}`;
}

/** Three, six or nine digits, as many as are needed. */
function fractionText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "";
  const digits = String(nanoseconds).padStart(9, "0");
  if (digits.endsWith("000000")) return `.${digits.slice(0, 3)}`;
  return digits.endsWith("000") ? `.${digits.slice(0, 6)}` : `.${digits}`;
}

export const milliseconds = ({ nanoseconds }: Time): number => Number(nanoseconds / 1000n) / 1000;
export const timeOfMilliseconds = (count: number): Time => new Time(BigInt(Math.round(count * 1000)) * 1000n);
