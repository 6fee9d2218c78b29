/** Integers, ranges of integers, byte and bit rates, port lists. */
import { kept, type Parsed, refused, type ValueFamily } from "./contract";
import { failures } from "./failures";

/** Largest unsigned 32-bit number: the bound of integers for which no smaller one is known. */
const largest = 4_294_967_295;

function number(value: string, name: string, min: number, max: number): Parsed {
  const digits = /^-?(?:0x[0-9a-f]+|\d+)/i.exec(value)?.[0];
  if (digits === undefined) return refused(failures.invalid(name));
  if (digits.length !== value.length) return refused(failures.trailing(name));
  const found = Number(digits);
  return found < min || found > max ? refused(failures.outOfRange(name, min, max)) : kept(String(found));
}

export const integer: ValueFamily<"integer"> = {
  parse: ({ min = 0, max = largest, words }, value, { name }) =>
    words?.includes(value) ? kept(value) : number(value, name, min, max),
};

/** `5` or `5-10`; `5-5` reads back as `5`. */
export const integerRange: ValueFamily<"integer-range"> = {
  parse: ({ min, max, open }, value, { name }) => range(value, name, min, max, open),
};

function range(value: string, name: string, min: number, max: number, open = false): Parsed {
  const parts = value.split("-");
  if (parts.length > 2) return refused(failures.trailing(name));
  const stored: string[] = [];
  for (const part of parts) {
    const parsed = number(part, name, min, max);
    if ("failure" in parsed) return parsed;
    stored.push(parsed.stored);
  }
  const [from, to = from] = stored;
  if (Number(from) > Number(to) && !(open && to === "0")) return refused(failures.invalid(name));
  return kept(from === to ? String(from) : `${from}-${to}`);
}

/** A comma list of ports and port ranges, kept in the order given. */
export const ports: ValueFamily<"ports"> = {
  parse: (_, value, { name }) => {
    const stored: string[] = [];
    for (const part of value.split(",")) {
      const parsed = range(part, name, 0, 65535);
      if ("failure" in parsed) return parsed;
      stored.push(parsed.stored);
    }
    return kept(stored.join(","));
  },
};

const units: Readonly<Record<string, number>> = { "": 1, k: 1e3, M: 1e6, G: 1e9 };

/** `25M` reads back as `25000000`. */
export const rate: ValueFamily<"rate"> = {
  parse: (_, value, { name }) => {
    const match = /^(\d+(?:\.\d+)?)(.*)$/.exec(value);
    if (match === null) return refused(failures.invalid(name));
    const unit = units[match[2] as string];
    if (unit === undefined) return refused(failures.trailing(name));
    return kept(String(Math.round(Number(match[1]) * unit)));
  },
};
