/** Texts that RouterOS's users write, per value type: mostly acceptable ones, in every form that is accepted. */
import fc, { type Arbitrary } from "fast-check";
import type { ValueType } from "../../../simulator/config/schema-types";
import { milliseconds } from "../../../simulator/config/values/durations";

const octet = fc.integer({ min: 0, max: 255 });
const address = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join("."));
const address6 = fc.ipV6().filter((text) => !text.includes("."));
const prefix = fc
  .tuple(address, fc.integer({ min: 0, max: 32 }))
  .map(([base, length]) => `${base}/${length}`);
const number = (text: string) => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const range = fc
  .tuple(address, address)
  .map(([a, b]) => (number(a) <= number(b) ? `${a}-${b}` : `${b}-${a}`));
const dnsName = fc.domain();
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const two = (value: number) => String(value).padStart(2, "0");

const units = fc
  .record({
    w: fc.integer({ min: 0, max: 3 }),
    d: fc.integer({ min: 0, max: 9 }),
    h: fc.integer({ min: 0, max: 30 }),
    m: fc.integer({ min: 0, max: 90 }),
    s: fc.integer({ min: 0, max: 90 }),
    ms: fc.integer({ min: 0, max: 999 }),
  })
  .map((parts) => {
    const text = Object.entries(parts)
      .filter(([, count]) => count > 0)
      .map(([unit, count]) => `${count}${unit}`)
      .join("");
    return text === "" ? "0s" : text;
  });
const clock = fc
  .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 23 }), fc.nat(59), fc.nat(59))
  .map(([d, h, m, s]) => `${d > 0 ? `${d}d` : ""}${two(h)}:${two(m)}:${two(s)}`);
const duration = fc.oneof(units, clock, fc.nat(100_000).map(String));

/** Times above a lower bound, which is a few seconds at most. */
const longerThan = (min = "0s") =>
  duration.filter((text) => (milliseconds(text) ?? 0) >= (milliseconds(min) ?? Number.NaN));
const between = (min = "0s", max: string) =>
  fc
    .integer({ min: milliseconds(min) ?? Number.NaN, max: milliseconds(max) ?? Number.NaN })
    .chain((time) => fc.constantFrom(`${time}ms`, `${Math.floor(time / 1000)}s${time % 1000}ms`));

const day = fc.date({ min: new Date("1970-01-02"), max: new Date("2099-12-31"), noInvalidDate: true });
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const date = fc.oneof(
  day.map((at) => at.toISOString().slice(0, 10)),
  day.map((at) => `${months[at.getUTCMonth()]}/${two(at.getUTCDate())}/${at.getUTCFullYear()}`),
);
const hop = fc.oneof(
  address,
  name,
  fc.tuple(address, name).map(([to, through]) => `${to}%${through}`),
  fc.tuple(address, name).map(([to, table]) => `${to}@${table}`),
);
const ofWords = (words: readonly string[] | undefined, other: Arbitrary<string>) =>
  words === undefined || words.length === 0 ? other : fc.oneof(fc.constantFrom(...words), other);
const integers = (min = 0, max = 4_294_967_295) => fc.integer({ min, max });
const lines = (part: Arbitrary<string>) =>
  fc.array(part, { minLength: 1, maxLength: 4 }).map((all) => all.join(","));

/** Texts for a type. `pattern` texts come from the pattern itself. */
export function written(type: ValueType): Arbitrary<string> {
  switch (type.is) {
    case "text":
      return fc.string({ unit: "grapheme", maxLength: Math.min(type.maxLength ?? 40, 40) });
    case "bool":
      return fc.constantFrom("yes", "no", "true", "false");
    case "enum":
      return type.free === undefined
        ? fc.constantFrom(...type.words)
        : ofWords(type.words, written(type.free));
    case "integer":
      return ofWords(type.words, integers(type.min, type.max).map(String));
    case "integer-range":
      return fc
        .tuple(integers(type.min, type.max), integers(type.min, type.max))
        .map(([a, b]) => (a < b ? `${a}-${b}` : type.open === true ? `${a}-0` : String(a)));
    case "rate":
      return fc.tuple(fc.nat(9999), fc.constantFrom("", "k", "M", "G")).map((parts) => parts.join(""));
    case "duration":
      return ofWords(type.words, type.max === undefined ? longerThan(type.min) : between(type.min, type.max));
    case "date":
      return date;
    case "time":
      return ofWords(
        type.words,
        fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59)).map((parts) => parts.map(two).join(":")),
      );
    case "address":
      return ofWords(type.words, type.ipv6 ? fc.oneof(address, address6) : address);
    case "prefix":
      return type.ipv6 ? fc.oneof(address, prefix, address6) : fc.oneof(address, prefix);
    case "interface-address":
      return fc.oneof(address, prefix);
    case "address-or-range":
      return fc.oneof(address, prefix, range);
    case "address-list-entry":
      return fc.oneof(address, prefix, range, dnsName);
    case "host":
      return type.ipv6 ? fc.oneof(address, address6, dnsName) : fc.oneof(address, dnsName);
    case "ports":
      return lines(written({ is: "integer-range", min: 0, max: 65535 }));
    case "mac":
      return fc
        .tuple(fc.array(octet, { minLength: 6, maxLength: 6 }), fc.constantFrom(":", "-"), fc.boolean())
        .map(([bytes, separator, upper]) => {
          const text = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(separator);
          return upper ? text.toUpperCase() : text;
        });
    case "hex":
      return fc.stringMatching(/^(0x)?[0-9a-fA-F]{0,16}$/);
    case "gateway":
      return lines(hop);
    case "flag":
      return fc.constantFrom("", "yes", "no", "false", "anything");
    case "list":
      return fc.oneof(fc.constant(""), lines(written(type.of).filter((part) => !part.includes(","))));
    case "tuple":
      return fc.tuple(...type.of.map(written)).map((parts) => parts.join(","));
    case "any-of":
      return fc.oneof(...type.of.map(written));
    case "pattern":
      return fc.stringMatching(new RegExp(`^(?:${type.pattern})$`));
    case "reference":
      return ofWords(type.words, name);
  }
}
