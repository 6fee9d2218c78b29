/**
 * Prints docs/kinds.md: every kind with its properties, from the menus' descriptions and the comments in them.
 *
 *     npx ts-node tools/menus-doc.ts > docs/kinds.md
 */
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { menus } from "../provider/menus";
import { isSettings, keyName, type Menu, type Property, wireName } from "../provider/menus/language";

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
  return `${[introduction, options(), ...sections, scriptRun()].join("\n\n")}\n`;
}

const resources = path.join(__dirname, "../src/resources");

/** The members of an interface of `src/resources` with the comments above them. */
function members(file: string, name: string): readonly (readonly [string, string])[] {
  const text = readFileSync(path.join(resources, file), "utf8");
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found = parsed.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === name);
  if (!found || !ts.isInterfaceDeclaration(found)) throw new Error(`${file} has no interface ${name}`);
  return found.members.map((member) => {
    const [comment] = ts.getJSDocCommentsAndTags(member);
    return [member.name?.getText() ?? "", ts.getTextOfJSDocComment(comment?.comment) ?? ""] as const;
  });
}

function argumentTable(rows: readonly (readonly [string, string])[]): string {
  const lines = rows.map(([name, meaning]) => `| \`${name}\` | ${cell(meaning)} |`);
  return ["| argument | meaning |", "| --- | --- |", ...lines].join("\n");
}

const cell = (text: string): string => text.replace(/\s+/g, " ").replaceAll("|", "\\|");

const optionsText = `## Options

Beside its properties, each kind of rows takes these arguments. \`adoptWithout\` is for kinds with conditions;
\`section\`, \`rank\` and \`anchor\` are for those whose rows have an order; \`keyBy\` is for those that say so.`;

const settingsText = `## Settings

A menu of settings has no rows: there is one object, and every router has it. Its kinds take only \`router\` beside their
properties. What is declared is set, whatever is there, and the deployment's log says what was changed; another value set
by hand is drift. What is left out is not touched. The output \`before\` has what was there before: a setting that the
program drops or assigns \`unset\`, and each one when the resource is deleted, gets that back, unless somebody has changed
it since. There is one such resource for each menu of a router. Renamed without an alias, it forgets what was there before.`;

const scriptRunText = `## ScriptRun

No row but an event: runs a script of the router once, when it is created, and again when its script or one of its
triggers changes. A preview runs nothing, a refresh reads nothing, deleting it undoes nothing. A script that is missing or
fails is an error with RouterOS's words. Where the router does not answer in time, whether it ran is not known: that is an
error, too, and the next \`up\` runs it again, so a script should bear that. Output: \`report\`, the lines of the router's
log that begin with \`logPrefix\`.`;

function options(): string {
  const of = (name: string) => members("menu-resource.ts", name);
  const all = [...of("ObjectArgs"), ...of("ConditionArgs"), ...of("RuleArgs"), ...of("KeyArgs")];
  return [optionsText, argumentTable(all), settingsText].join("\n\n");
}

function scriptRun(): string {
  return [scriptRunText, argumentTable(members("script-run.ts", "ScriptRunArgs"))].join("\n\n");
}

const introduction = `# Kinds

<!-- Written by tools/menus-doc.ts from the descriptions in provider/menus. Change them, not this. -->

One kind per RouterOS menu, and \`ScriptRun\`. Names are RouterOS's in camelCase, those of RouterOS 7. On RouterOS 6 the same arguments
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
only a new row is without it, so the row is replaced; *never*: refused; *restored*: a setting gets back what was there
before.`;

const unsetWords = {
  unset: "cleared",
  empty: "emptied",
  default: "default",
  replace: "replaces",
  never: "never",
  restore: "restored",
} as const;

function section(menu: Menu, comments: ReadonlyMap<string, string>): string {
  const facts = [
    `Menu \`${menu.path}\`. ${knownBy(menu)}`,
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

function knownBy(menu: Menu): string {
  if (isSettings(menu)) return "One object of settings, which every router has: see [Settings](#settings).";
  const keys = [menu.key, ...(menu.alternativeKeys ?? [])].map(
    (key, index) => `\`${keyName(key)}\`${index > 0 ? ` (with \`keyBy: "${keyName(key)}"\`)` : ""}`,
  );
  return `Known by ${keys.join(" or ")}.`;
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
  return `| ${cells.map(cell).join(" | ")} |`;
}

if (require.main === module) process.stdout.write(kindsDocument());
