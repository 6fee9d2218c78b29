/** JSON as `:serialize` writes and `:deserialize` reads it. */
import { bytesOf, textOf } from "../syntax/bytes";
import { literalType } from "../syntax/literals";
import { arrayOf } from "../values/arrays";
import { literalValue } from "../values/convert";
import { toText } from "../values/text";
import { ArrayValue, type Value } from "../values/value";
import { fail } from "./failure";

/** @param keepText text of digits stays text (`json.no-string-conversion`); else it becomes a number with six decimals (manual) */
export function toJson(value: Value, keepText: boolean, indent: string | undefined, depth = 0): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof ArrayValue) return arrayJson(value, keepText, indent, depth);
  const text = toText(value);
  if (typeof value === "string" && !keepText && /^ *-?\d{1,15}$/.test(text)) return `${text.trim()}.000000`;
  return bytesOf(JSON.stringify(textOf(text)));
}

function arrayJson(
  { list, map }: ArrayValue,
  keepText: boolean,
  indent: string | undefined,
  depth: number,
): string {
  const inner = (value: Value) => toJson(value, keepText, indent, depth + 1);
  const isList = map.size === 0;
  // A mixed array has keys for all: positions for those that have none.
  const entries: [string, Value][] = [
    ...list.map((value, at): [string, Value] => [String(at), value]),
    ...map,
  ];
  const parts = isList
    ? list.map(inner)
    : entries.map(
        ([key, value]) =>
          `${bytesOf(JSON.stringify(textOf(key)))}:${indent === undefined ? "" : " "}${inner(value)}`,
      );
  const [open, close] = isList ? "[]" : "{}";
  if (indent === undefined || parts.length === 0) return `${open}${parts.join(",")}${close}`;
  const pad = (level: number) => `\n${indent.repeat(level)}`;
  return `${open}${pad(depth + 1)}${parts.join(`,${pad(depth + 1)}`)}${pad(depth)}${close}`;
}

export function fromJson(bytes: string, keepText: boolean): Value {
  let parsed: unknown;
  try {
    parsed = JSON.parse(textOf(bytes));
  } catch {
    // The words are not established.
    return fail("failure: invalid json");
  }
  return fromParsed(parsed, keepText);
}

function fromParsed(parsed: unknown, keepText: boolean): Value {
  if (parsed === null) return undefined;
  if (typeof parsed === "boolean") return parsed;
  if (typeof parsed === "number") return Number.isSafeInteger(parsed) ? BigInt(parsed) : String(parsed);
  if (typeof parsed === "string") return keepText ? bytesOf(parsed) : recognised(bytesOf(parsed));
  if (Array.isArray(parsed)) return new ArrayValue(parsed.map((item) => fromParsed(item, keepText)));
  const entries = Object.entries(parsed as object);
  return arrayOf(
    [],
    entries.map(([key, value]): [string, Value] => [bytesOf(key), fromParsed(value, keepText)]),
  );
}

/** Text in JSON becomes what it would be as a word (manual: unless `json.no-string-conversion`). */
function recognised(text: string): Value {
  const type = literalType(text);
  return type === "bool" || type === "str" ? text : literalValue(text, type);
}
