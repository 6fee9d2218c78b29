/** Dates and times of day. */
import type { RouterOsVersion } from "../contract";
import { kept, refused, type ValueFamily } from "./contract";
import { failures } from "./failures";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `jan/13/2023` before 7.10, `2023-01-13` from there; v7 accepts both forms, 6.49.13 only its own. */
export const date: ValueFamily<"date"> = {
  parse: (_, value, { name, version }) => {
    if (version === "6.49" && /^\d{4}-/.test(value)) return refused("invalid date");
    const iso = isoDate(value);
    return iso === undefined ? refused(failures.invalid(name)) : kept(iso);
  },
  print: (_, stored, version) => dateText(stored, version),
};

function isoDate(value: string): string | undefined {
  const old = /^([a-z]{3})\/(\d{1,2})\/(\d{4})$/i.exec(value);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value);
  const [year, month, day] =
    old !== null
      ? [Number(old[3]), months.indexOf((old[1] as string).toLowerCase()) + 1, Number(old[2])]
      : iso !== null
        ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
        : [0, 0, 0];
  const at = new Date(Date.UTC(year, month - 1, day));
  const real = month > 0 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day && year >= 1970;
  return real ? at.toISOString().slice(0, 10) : undefined;
}

/** An ISO date as a version prints it. */
export function dateText(iso: string, version: RouterOsVersion): string {
  const [year, month, day] = iso.split("-");
  return version === "6.49" && day !== undefined ? `${months[Number(month) - 1]}/${day}/${year}` : iso;
}

/** `HH:MM:SS`, or a word such as `startup`. */
export const time: ValueFamily<"time"> = {
  parse: ({ words }, value, { name }) => {
    if (words?.includes(value)) return kept(value);
    const match = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(value);
    if (match === null) return refused(failures.invalid(name));
    const [, hours, minutes, seconds = "00"] = match;
    if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
      return refused(failures.invalid(name));
    return kept(`${(hours as string).padStart(2, "0")}:${minutes}:${seconds}`);
  },
};
