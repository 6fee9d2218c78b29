/** Times and durations in RouterOS's forms. */

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const two = (number: number): string => String(number).padStart(2, "0");

/** `2026-01-31`; before 7.10 `jan/31/2026`. */
export function date(milliseconds: number, iso: boolean): string {
  const at = new Date(milliseconds);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), two(at.getUTCDate())];
  return iso ? `${year}-${two(month + 1)}-${day}` : `${months[month]}/${day}/${year}`;
}

/** `09:05:00` */
export function timeOfDay(milliseconds: number): string {
  const at = new Date(milliseconds);
  return [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(":");
}

export function dateTime(milliseconds: number, iso: boolean): string {
  return `${date(milliseconds, iso)} ${timeOfDay(milliseconds)}`;
}

/** `09:05:00` of today, `jan/31 09:05:00` of this year, else with the year; so the log before 7.10. */
export function timeSince(milliseconds: number, now: number): string {
  const [day, today] = [milliseconds, now].map((moment) => date(moment, false)) as [string, string];
  const time = timeOfDay(milliseconds);
  if (day === today) return time;
  const ofThisYear = day.slice(-4) === today.slice(-4);
  return `${ofThisYear ? day.slice(0, -5) : day} ${time}`;
}

/** Milliseconds of a date in either form and a time of day; undefined if they are not such. */
export function moment(day: string, time: string): number | undefined {
  const old = /^([a-z]{3})\/(\d+)\/(\d{4})$/.exec(day.toLowerCase());
  const isoDay = old === null ? day : `${old[3]}-${two(months.indexOf(old[1] as string) + 1)}-${old[2]}`;
  const result = Date.parse(`${isoDay}T${time}Z`);
  return Number.isNaN(result) ? undefined : result;
}

const units: readonly (readonly [string, number])[] = [
  ["w", 604_800],
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
];

/** Seconds as the API prints them: `1d2h`, `24m26s`, `0s`. */
export function duration(seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds));
  let text = "";
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) text += `${count}${unit}`;
  }
  return rest > 0 || text === "" ? `${text}${rest}s` : text;
}

const seconds: Readonly<Record<string, number>> = {
  w: 604_800,
  d: 86_400,
  h: 3600,
  m: 60,
  s: 1,
  ms: 0.001,
  "": 1,
};

/** Seconds of a duration in any of RouterOS's forms: `1d2h`, `90`, `00:01:30`, `1d00:00:00`. Undefined for a word. */
export function parseDuration(text: string): number | undefined {
  const match =
    /^((?:\d+(?:\.\d+)?(?:w|d|h|ms|m|s))*)(?:(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?|(\d+(?:\.\d+)?))?$/.exec(
      text,
    );
  if (match === null || text === "") return undefined;
  const [, parts = "", hours = "0", minutes = "0", rest = "0", bare = "0"] = match;
  let total = Number(hours) * 3600 + Number(minutes) * 60 + Number(rest) + Number(bare);
  for (const [, count, unit] of parts.matchAll(/(\d+(?:\.\d+)?)(w|d|h|ms|m|s)/g)) {
    total += Number(count) * (seconds[unit as string] as number);
  }
  return total;
}
