/** Dates and times of day. */
import type { Codec } from "../language";
import { codec, type Refusal, refuse } from "./codec";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `2026-01-31` as RouterOS prints it since 7.10, or `jan/31/2026` as before. Canonical: the former. */
export const date: Codec<string> = codec({
  accepts: 'a date such as "2026-01-31"',
  parse(value) {
    const given = typeof value === "string" ? value.toLowerCase() : "";
    const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(given);
    const old = /^([a-z]{3})\/(\d{1,2})\/(\d{4})$/.exec(given);
    if (iso) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
    if (old) return calendarDay(Number(old[3]), months.indexOf(old[1] ?? "") + 1, Number(old[2]));
    return refuse("");
  },
});

/** `2026-01-31` → `jan/31/2026`, the form before 7.10; any other text stays as it is. */
export function monthFirst(text: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const name = months[Number(month) - 1];
  return name === undefined ? text : `${name}/${day}/${year}`;
}

function calendarDay(year: number, month: number, day: number): string | Refusal {
  const days = month >= 1 && month <= 12 ? new Date(Date.UTC(year, month, 0)).getUTCDate() : 0;
  if (day < 1 || day > days) return refuse("there is no such day");
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

/** A time of day, `08:00:00` (seconds may be left out), or one of the words (`startup`). */
export function timeOfDay<const W extends string>(...list: readonly W[]): Codec<string> {
  const orWords = list.map((each) => ` or "${each}"`).join("");
  return codec({
    accepts: `a time of day such as "08:30:00"${orWords}`,
    parse(value) {
      if (typeof value !== "string") return refuse("");
      if ((list as readonly string[]).includes(value)) return value;
      const match = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(value);
      if (!match) return refuse("");
      return `${(match[1] ?? "").padStart(2, "0")}:${match[2]}:${match[3] ?? "00"}`;
    },
  });
}
