/** Time intervals. */
import { kept, refused, type ValueFamily } from "./contract";
import { failures } from "./failures";

const unitMilliseconds = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
type Unit = keyof typeof unitMilliseconds;

/**
 * Milliseconds of `10`, `10s`, `1m30s`, `00:01:00`, `1d00:00:00`, `1w2d`, `300ms`, `00:00:00.300`; undefined if it
 * is none of these. A bare number is seconds.
 */
export function milliseconds(text: string): number | undefined {
  const clock = /^(?:(\d+)w)?(?:(\d+)d)?\s*(?:(\d+):(\d\d)(?::(\d\d)(\.\d{1,3})?)?)$/.exec(text);
  if (clock !== null) {
    const [, weeks = "0", days = "0", hours = "0", minutes = "0", seconds = "0", fraction = "0"] = clock;
    if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
    return (
      Number(weeks) * unitMilliseconds.w +
      Number(days) * unitMilliseconds.d +
      Number(hours) * unitMilliseconds.h +
      Number(minutes) * unitMilliseconds.m +
      Number(seconds) * unitMilliseconds.s +
      Math.round(Number(fraction) * 1000)
    );
  }
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const parts = /^(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+(?:\.\d+)?s)?(?:\d+ms)?$/;
  if (text === "" || !parts.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[wdhms])/g)) {
    total += Number(amount) * unitMilliseconds[unit as Unit];
  }
  return Math.round(total);
}

/** `1d`, `24m26s`, `0s`, `10ms`: weeks to milliseconds, empty units left out, as the API reads them back. */
export function durationText(total: number): string {
  if (total === 0) return "0s";
  let rest = total;
  let text = "";
  for (const unit of ["w", "d", "h", "m", "s", "ms"] as const) {
    const count = Math.floor(rest / unitMilliseconds[unit]);
    rest -= count * unitMilliseconds[unit];
    if (count > 0) text += `${count}${unit}`;
  }
  return text;
}

/** `1d00:00:00`: the form inside error texts. */
function clockText(total: number): string {
  const days = Math.floor(total / unitMilliseconds.d);
  const part = (unit: Unit, of: number) =>
    String(Math.floor(total / unitMilliseconds[unit]) % of).padStart(2, "0");
  const fraction = total % 1000 === 0 ? "" : `.${String(total % 1000).padStart(3, "0")}`;
  return `${days > 0 ? `${days}d` : ""}${part("h", 24)}:${part("m", 60)}:${part("s", 60)}${fraction}`;
}

/** The largest interval RouterOS's own hints know. */
const longest = milliseconds("7101w3d6h28m15s") as number;

export const duration: ValueFamily<"duration"> = {
  parse: ({ min, max, words }, value, { name }) => {
    if (words?.includes(value)) return kept(value);
    const found = milliseconds(value);
    if (found === undefined) {
      return refused(/^\d/.test(value) ? failures.trailing(name) : failures.invalid(name));
    }
    const from = min === undefined ? 0 : (milliseconds(min) ?? 0);
    const to = max === undefined ? longest : (milliseconds(max) ?? longest);
    return found < from || found > to
      ? refused(failures.durationOutOfRange(name, clockText(from), clockText(to)))
      : kept(durationText(found));
  },
};
