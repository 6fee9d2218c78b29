/** Whole numbers, with range, with words, with multipliers. */
import type { Codec } from "../language";
import { codec, type Refusal, refuse } from "./codec";
import { oneOf } from "./words";

function wholeNumber(value: unknown, min: number, max: number): number | Refusal {
  const digits = typeof value === "string" && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof digits !== "number" || !Number.isSafeInteger(digits)) return refuse("not a whole number");
  // RouterOS knows no negative zero, and `-0` would not come back from text.
  const number = digits + 0 === 0 ? 0 : digits;
  return number < min || number > max ? refuse(`outside ${min}..${max}`) : number;
}

const range = (min: number, max: number): string => `a whole number from ${min} to ${max}`;

/** A whole number from `min` to `max`, both included. */
export function integer(min: number, max: number): Codec<number> {
  return codec({ accepts: range(min, max), parse: (value) => wholeNumber(value, min, max) });
}

/** A whole number, or one of the words (`disabled`, `auto`). */
export function integerOr<const W extends string>(
  list: readonly W[],
  min: number,
  max: number,
): Codec<number | W> {
  return codec<number | W>({
    accepts: `${range(min, max)}, or ${oneOf(list)}`,
    parse: (value) => list.find((each) => each === value) ?? wholeNumber(value, min, max),
  });
}

/** A matcher on one number, with a leading `!` for any other. Canonical: text. */
export function numberMatcher(min: number, max: number): Codec<string, string | number> {
  return codec<string>({
    accepts: `${range(min, max)}; with a leading "!" for any other ("!${max}")`,
    parse(value) {
      const [, not = "", digits] =
        /^(!?)(\d+)$/.exec(typeof value === "number" ? String(value) : asText(value)) ?? [];
      const number = wholeNumber(digits, min, max);
      return typeof number === "number" ? `${not}${number}` : number;
    },
  });
}

/** A matcher on numbers: `5`, `5-10`, a leading `!` for anything else. Canonical: text. */
export function numberRange(min: number, max: number): Codec<string, string | number> {
  const accepts = `a number from ${min} to ${max} or a range such as "${min}-${max}"; with a leading "!" for anything else`;
  return codec({
    accepts,
    parse(value) {
      const match = /^(!?)(\d+)(?:-(\d+))?$/.exec(typeof value === "number" ? String(value) : asText(value));
      if (!match) return refuse("");
      const from = wholeNumber(match[2], min, max);
      const to = wholeNumber(match[3] ?? match[2], min, max);
      if (typeof from !== "number") return from;
      if (typeof to !== "number") return to;
      if (from > to) return refuse("the range ends before it starts");
      return `${match[1]}${from === to ? from : `${from}-${to}`}`;
    },
  });
}

const asText = (value: unknown): string => (typeof value === "string" ? value : "");

const multipliers: Readonly<Record<string, number>> = { "": 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9 };

function amount(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([kKMG]?)$/.exec(text);
  if (!match) return undefined;
  const value = Math.round(Number(match[1]) * (multipliers[match[2] ?? ""] ?? 1));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Bytes or bits per second: RouterOS expands `25M` to `25000000` and prints it so. */
export const quantity: Codec<number, number | string> = codec<number>({
  accepts: 'a number, such as 25000000 or "25M"',
  parse(value) {
    const given = typeof value === "number" ? value : amount(asText(value));
    return given === undefined ? refuse("") : wholeNumber(given, 0, Number.MAX_SAFE_INTEGER);
  },
});

/** A matcher on an amount: `500k-1M`; an upper bound of 0 means none. Canonical: both expanded. */
export const quantityRange: Codec<string, string | number> = codec({
  accepts:
    'an amount or a range such as "1M-10M" ("1M-0": 1M and more); with a leading "!" for anything else',
  parse(value) {
    const match = /^(!?)([^-]+)(?:-([^-]+))?$/.exec(
      typeof value === "number" ? String(value) : asText(value),
    );
    if (!match) return refuse("");
    const bounds = [match[2], match[3]].filter((each) => each !== undefined).map(amount);
    if (bounds.includes(undefined)) return refuse("");
    return `${match[1]}${bounds.join("-")}`;
  },
});

/** A share in percent, `85` or `"85%"`; RouterOS prints either. Canonical: the number. */
export const percent: Codec<number, number | string> = codec<number>({
  accepts: 'a percentage from 0 to 100, such as 85 or "85%"',
  parse(value) {
    const match = /^(\d{1,3}(?:\.\d+)?)%?$/.exec(typeof value === "number" ? String(value) : asText(value));
    const number = Number(match?.[1]);
    return number <= 100 ? number : refuse("");
  },
});

/** A matcher on a number that may be read back in hexadecimal: `16`, `"0x10"`, a leading `!` for any other. Canonical: decimal text. */
export function numberOrHexMatcher(min: number, max: number): Codec<string, string | number> {
  const number = hexOrDecimal(min, max);
  return codec<string>({
    accepts: `${number.accepts}; with a leading "!" for any other`,
    parse(value) {
      const [, not = "", rest = ""] =
        /^(!?)(.*)$/s.exec(typeof value === "number" ? String(value) : asText(value)) ?? [];
      const result = number.schema.safeParse(rest);
      return result.success && rest !== "" ? `${not}${result.data}` : refuse("");
    },
  });
}

/** A number that RouterOS prints in hexadecimal (`0x80`) in some menus and versions. Canonical: the number. */
export function hexOrDecimal(min: number, max: number): Codec<number, number | string> {
  return codec<number>({
    accepts: `${range(min, max)}, also in hexadecimal ("0x80")`,
    parse: (value) => wholeNumber(/^0x[0-9a-f]{1,8}$/i.test(asText(value)) ? Number(value) : value, min, max),
  });
}
