/** `["wans", 0, "password"]` → `wans[0].password`, as Pulumi's `config set --path` takes it; `the arguments` for none. */
export function placeOf(path: readonly PropertyKey[]): string {
  const text = path.reduce<string>(
    (place, part) => (typeof part === "number" ? `${place}[${part}]` : `${place}.${String(part)}`),
    "",
  );
  return text.replace(/^\./, "") || "the arguments";
}
