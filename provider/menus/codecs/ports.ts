/** Ports of a rule. */
import type { Codec } from "../language";
import { codec, refuse } from "./codec";

const lastPort = 65535;

/** `80`, `80,443,1000-2000`, or an array of these; a leading `!` for any other port. Canonical: text, order kept. */
export const ports: Codec<string, string | number | readonly (string | number)[]> = codec({
  accepts: 'ports such as 443, "80,443" or "1000-2000"; with a leading "!" for any other',
  parse(value) {
    const joined = Array.isArray(value) ? value.join(",") : value;
    const text = typeof joined === "number" ? String(joined) : joined;
    if (typeof text !== "string") return refuse("");
    const not = text.startsWith("!") ? "!" : "";
    const parts = text.slice(not.length).split(",");
    const canonical = parts.map((part) => portRange(part.trim()));
    return canonical.includes(undefined) ? refuse("") : `${not}${canonical.join(",")}`;
  },
});

/** One port or a range, for a translation. Canonical: text. */
export const portOrRange: Codec<string, string | number> = codec({
  accepts: 'a port or a range such as 8080 or "1000-2000"',
  parse: (value) =>
    portRange(typeof value === "number" ? String(value) : typeof value === "string" ? value : "") ??
    refuse(""),
});

function portRange(text: string): string | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  if (first > last || last > lastPort) return undefined;
  return first === last ? String(first) : `${first}-${last}`;
}
