/** Arguments of a script's command as words for the configuration plane. */
import type { MenuSchema } from "../../config/schema-types";
import type { GivenArgument } from "../run/contract";
import { textOf } from "../syntax/bytes";
import { toText } from "../values/text";
import { ArrayValue, type Value } from "../values/value";

/** Text of a value for an argument: lists with commas, `yes` where the argument is a word and not a boolean. */
export function argumentText(value: Value, schema: MenuSchema | undefined, name: string): string {
  if (value instanceof ArrayValue) {
    const items = value.list.map((item) => argumentText(item, schema, name));
    return [
      ...items,
      ...[...value.map].map(([key, item]) => `${key}=${argumentText(item, schema, name)}`),
    ].join(",");
  }
  if (typeof value === "boolean") {
    const type = schema?.properties.get(name)?.type;
    const isWord = type?.is === "enum" && type.words.includes("yes");
    return isWord ? (value ? "yes" : "no") : String(value);
  }
  return textOf(toText(value));
}

/** One word, `name` and text; undefined for an argument whose place is not known. */
export function wordOf(
  argument: GivenArgument,
  schema: MenuSchema | undefined,
): [string, string] | undefined {
  const { name, value, written, flag, negated } = argument;
  if (name === undefined) return undefined;
  if (negated) return [`!${name}`, ""];
  if (flag) return [name, ""];
  return [name, written === undefined ? argumentText(value, schema, name) : textOf(written)];
}
