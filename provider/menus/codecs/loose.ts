/** Values of menus that nobody described: sent as the user spelled them, compared leniently. */
import type { Codec } from "../language";
import { canonicalPrefix, canonicalRange } from "./address-forms";
import { date } from "./calendar";
import { codec, refuse } from "./codec";
import { formatDuration, parseDuration } from "./duration";

export type Loose = string | number | boolean;

/**
 * Text, number or boolean. What is read back is the same when it means the same in one of RouterOS's common forms:
 * `yes` and `true`, `60s`, `1m` and `00:01:00`, `10.0.0.1/32` and `10.0.0.1`, `2026-01-31` and `jan/31/2026`, lists in
 * another order, CRLF and LF.
 */
export const loose: Codec<Loose> = codec<Loose>({
  accepts: "a text, a number, or true or false",
  parse(value) {
    if (typeof value === "number") return Number.isFinite(value) ? value : refuse("");
    return typeof value === "string" || typeof value === "boolean" ? value : refuse("");
  },
  toWire: wire,
  same: (a, b) => meaning(wire(a)) === meaning(wire(b)),
});

function wire(value: Loose): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

function meaning(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n");
  if (lines.includes(",") && !/\s/.test(lines)) return lines.split(",").map(single).sort().join(",");
  return single(lines);
}

const synonyms: Readonly<Record<string, string>> = { true: "yes", false: "no" };

function single(text: string): string {
  if (Object.hasOwn(synonyms, text)) return synonyms[text] ?? text;
  return canonicalPrefix(text) ?? canonicalRange(text) ?? span(text) ?? date.fromWire(text);
}

/** Bare numbers are numbers first: `10` and `10s` are the same where RouterOS prints a unit. */
function span(text: string): string | undefined {
  const microseconds = parseDuration(text);
  return microseconds === undefined ? undefined : formatDuration(microseconds);
}
