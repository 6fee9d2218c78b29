/**
 * Prints docs/kinds.md: every kind with its properties, from the menus' descriptions and the comments in them.
 *
 *     npx ts-node tools/menus-doc.ts > docs/kinds.md
 */
import * as path from "node:path";
import * as ts from "typescript";
import { menus } from "../provider/menus";
import { keyName, type Menu, type Property, wireName } from "../provider/menus/language";

const source = path.join(__dirname, "../provider/menus/index.ts");

/** The comment above each property, by kind and property, as an editor would show it. */
export function comments(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const program = ts.createProgram([source], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noEmit: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(source);
  const module = file && checker.getSymbolAtLocation(file);
  const registry = module && checker.getExportsOfModule(module).find((each) => each.name === "menus");
  if (!file || !registry) throw new Error(`${source} does not export menus`);
  const typeOf = (symbol: ts.Symbol) => checker.getTypeOfSymbolAtLocation(symbol, file);
  const documented = (symbol: ts.Symbol) => {
    const properties = typeOf(symbol).getProperty("properties");
    if (!properties) throw new Error(`${symbol.name} has no properties`);
    return new Map(
      typeOf(properties)
        .getProperties()
        .map((each) => [each.name, ts.displayPartsToString(each.getDocumentationComment(checker))]),
    );
  };
  return new Map(
    typeOf(registry)
      .getProperties()
      .map((each) => [each.name, documented(each)]),
  );
}

/** The whole text of docs/kinds.md. */
export function kindsDocument(): string {
  const byKind = comments();
  const sections = Object.entries(menus).map(([kind, menu]) => section(menu, byKind.get(kind) ?? new Map()));
  return `${[introduction, ...sections].join("\n\n")}\n`;
}

const introduction = `# Kinds

<!-- Written by tools/menus-doc.ts from the descriptions in provider/menus. Change them, not this. -->

One kind per RouterOS menu. Names are RouterOS's in camelCase, those of RouterOS 7. On RouterOS 6 the same arguments
mean the same: where it has another name or another form, that is what is written and read there. What it lacks is
refused with the version that has it (*since*).

A property that is left out must be as on a new row, because the row is the program's: a *condition* and what is *not
set by default* must not be there, everything else that has a default here must have it. Another value is drift, which
the next \`up\` takes back, and a difference where a row is adopted. Exceptions:

- what is marked *left alone* with a reason, above all remarks;
- a property without a default here: what a new row has is not known, or RouterOS fills it in;
- one that RouterOS has no way to bring back;
- a credential: no preview shows one that the program leaves out. (An adoption names it as a difference.)
- what \`runtimeOwned\` names, declared or not.

Left alone, a property keeps whatever is there, and shows it as an output.

An argument that goes with an action (*with action …*) and is left out when the action changes is cleared where RouterOS
can. Where it cannot (*replaces*), it stays on the row; RouterOS ignores it, and it is no drift.

\`unset\` in the table says what happens to a property that is assigned \`unset\`, or dropped after it was set:
*cleared*: RouterOS unsets it; *emptied*: written as an empty text; *default*: written as its default; *replaces*:
only a new row is without it, so the row is replaced; *never*: refused.`;

const unsetWords = {
  unset: "cleared",
  empty: "emptied",
  default: "default",
  replace: "replaces",
  never: "never",
} as const;

function section(menu: Menu, comments: ReadonlyMap<string, string>): string {
  const facts = [
    `Menu \`${menu.path}\`. Known by ${[menu.key, ...(menu.alternativeKeys ?? [])]
      .map((key, index) => `\`${keyName(key)}\`${index > 0 ? ` (with \`keyBy: "${keyName(key)}"\`)` : ""}`)
      .join(" or ")}.`,
    menu.since ? `RouterOS ${menu.since} and newer.` : "",
    menu.older ? `Before RouterOS ${menu.older.until} the menu is \`${menu.older.path}\`.` : "",
    menu.ordered ? "Rows have an order: `section`, `rank` and `anchor` apply." : "",
    menu.status?.length ? `Read-only outputs: ${menu.status.map((name) => `\`${name}\``).join(", ")}.` : "",
  ].filter((fact) => fact !== "");
  const rows = Object.entries(menu.properties).map(([name, property]) =>
    row(name, property, comments.get(name) ?? ""),
  );
  return [
    `## ${menu.kind}`,
    "",
    facts.join(" "),
    "",
    "| property | on the router | value | default | unset | notes | meaning |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function row(name: string, property: Property, meaning: string): string {
  const notes = [
    property.required ? "required" : "",
    property.matcher ? "condition" : "",
    property.unsetByDefault ? "not set by default" : "",
    property.leftOpen === undefined ? "" : `left alone: ${property.leftOpen}`,
    property.secret ? "secret" : "",
    property.assumed === undefined ? "" : "always sent",
    property.addOnly ? "only when added" : "",
    property.since ? `since ${property.since}` : "",
    property.until ? `gone in ${property.until}` : "",
    property.when
      ? `with ${property.when.property} ${property.when.oneOf.map((value) => String(value)).join(", ")}`
      : "",
    property.older?.name ? `before ${property.older.until} \`${property.older.name}\`` : "",
    ...Object.entries(property.valueSince ?? {}).map(([word, since]) => `${word} since ${since}`),
  ].filter((note) => note !== "");
  const initial = property.default === undefined ? "" : `\`${JSON.stringify(property.default)}\``;
  const cells = [
    `\`${name}\``,
    `\`${wireName(name)}\``,
    property.codec.accepts,
    initial,
    unsetWords[property.unset],
    notes.join("; "),
    meaning,
  ];
  return `| ${cells.map((cell) => cell.replace(/\s+/g, " ").replaceAll("|", "\\|")).join(" | ")} |`;
}

if (require.main === module) process.stdout.write(kindsDocument());
