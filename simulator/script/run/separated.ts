/** Delimiter-separated values, as `:serialize to=dsv` and `:deserialize from=dsv` have them. */
import { arrayOf, asArray } from "../values/arrays";
import { toText } from "../values/text";
import { ArrayValue, type Value } from "../values/value";

/** A map of columns, or with `remap` a list of rows. */
export function toSeparated(
  value: Value,
  delimiter: string,
  order: readonly string[] | undefined,
  options: ReadonlySet<string>,
): string {
  const cell = (of: Value) => {
    const text = toText(of);
    const wrap = options.has("dsv.wrap-strings")
      ? typeof of === "string"
      : text.includes(delimiter) || text.includes("\n");
    return wrap ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const { list, map } = asArray(value);
  const line = (cells: readonly Value[]) => cells.map(cell).join(delimiter);
  if (options.has("dsv.remap")) {
    const rows = list.filter((row) => row instanceof ArrayValue);
    const names = order ?? [...new Set(rows.flatMap((row) => [...row.map.keys()]))];
    return [line(names), ...rows.map((row) => line(names.map((name) => row.map.get(name))))].join("\n");
  }
  if (map.size === 0) {
    const rows = list.every((row) => row instanceof ArrayValue) ? list.map(asArray) : [asArray(value)];
    return rows.map((row) => line(row.list)).join("\n");
  }
  const names = order ?? [...map.keys()];
  const columns = names.map((name) => asArray(map.get(name)).list);
  const height = Math.max(0, ...columns.map((column) => column.length));
  const rows = Array.from({ length: height }, (_, at) => line(columns.map((column) => column[at])));
  return [line(names), ...rows].join("\n");
}

export function fromSeparated(text: string, delimiter: string, options: ReadonlySet<string>): ArrayValue {
  const rows = text
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) => cells(line, delimiter));
  const [head = [], ...rest] = rows;
  if (options.has("dsv.plain")) return new ArrayValue(rows.map((row) => new ArrayValue(row)));
  if (options.has("dsv.array")) {
    return new ArrayValue(
      rest.map((row) =>
        arrayOf(
          [],
          head.map((name, at): [string, Value] => [name, row[at]]),
        ),
      ),
    );
  }
  return arrayOf(
    [],
    head.map((name, at): [string, Value] => [name, new ArrayValue(rest.map((row) => row[at]))]),
  );
}

function cells(line: string, delimiter: string): string[] {
  const found: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string;
    if (char === '"' && isQuoted && line[at + 1] === '"') {
      cell += char;
      at += 1;
    } else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && delimiter !== "" && line.startsWith(delimiter, at)) {
      found.push(cell);
      cell = "";
      at += delimiter.length - 1;
    } else cell += char;
  }
  return [...found, cell];
}
