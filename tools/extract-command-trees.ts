/**
 * Derives `simulator/data/extracted.json` from an extract of RouterOS's own command trees.
 *
 *     npx ts-node tools/extract-command-trees.ts <inspect-extract.json> [simulator/data/extracted.json]
 *
 * The source holds the trees of four releases and, for more releases, what changed in the arguments of `add`, `set`
 * and `print` and in the commands. 7.18.2 has no tree of its own here: it is 7.12.2 plus that history. Word lists and
 * read-only properties exist for two releases only; the nearest of them is applied to the others, less the
 * names that the history says came later, and marked as inferred.
 */
import { readFileSync, writeFileSync } from "node:fs";

/** One argument of a command in the source. */
interface SourceArgument {
  readonly desc?: string;
  readonly enum?: readonly string[];
  readonly dynamicObjects?: readonly string[];
}
type SourceArguments = Readonly<Record<string, SourceArgument>>;
type SourceMenu = Readonly<Record<string, SourceArguments | undefined>> & {
  readonly commands: readonly string[];
  readonly subdirs: readonly string[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly readOnlyProperties?: readonly string[];
};
interface SourceChange {
  readonly version: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}
export interface CommandTreeSource {
  readonly _source: {
    readonly repository: string;
    readonly commit: string;
    readonly files: Readonly<Record<string, string>>;
  };
  readonly versions: Readonly<Record<string, Readonly<Record<string, SourceMenu | null>>>>;
  readonly argHistory: Readonly<Record<string, Readonly<Record<string, readonly SourceChange[]>>>>;
  readonly argHistoryVersions: readonly string[];
}

/** The versions something exists in: all, unless `since` (inclusive) or `until` (exclusive) says less. */
interface Span {
  since?: string;
  until?: string;
}
/** What the tree says about the value of an argument, from one version on. */
interface Form {
  hint?: string;
  words?: string[];
}
interface ExtractedProperty extends Span, Form {
  /** Later versions whose hint or words differ; each replaces the whole form. */
  changes?: ({ since: string } & Form)[];
}
interface ExtractedMenu {
  subdirs?: string[];
  commands: Record<string, Span>;
  /** Arguments of `add` and `set` that are stored. */
  properties?: Record<string, ExtractedProperty>;
  /** Arguments of other commands, and those of `add` and `set` that are not stored. */
  arguments?: Record<string, Record<string, Span>>;
  unset?: Record<string, Span>;
  readOnly?: Record<string, Span>;
}
export interface ExtractedData {
  source: { repository: string; commit: string; files: Record<string, string> };
  versions: string[];
  /** Per version, where each kind of entry comes from: `extracted`, or `inferred from <version>`. */
  provenance: Record<string, Record<"arguments" | "hints" | "words" | "readOnly", string>>;
  menus: Record<string, ExtractedMenu>;
}

const versions = ["7.12.2", "7.18.2", "7.21.5", "7.22.3", "7.24"] as const;
type Version = (typeof versions)[number];
/** The tree a version is read from. */
const treeOf: Record<Version, string> = {
  "7.12.2": "7.12.2",
  "7.18.2": "7.12.2",
  "7.21.5": "7.21.5",
  "7.22.3": "7.22.3",
  "7.24": "7.24",
};
/** The tree with word lists and properties that stands in for a version. */
const deepTreeOf: Record<Version, string> = {
  "7.12.2": "7.21.5",
  "7.18.2": "7.21.5",
  "7.21.5": "7.21.5",
  "7.22.3": "7.22.3",
  "7.24": "7.22.3",
};
const notStored = new Set(["copy-from", "place-before", "numbers"]);
const describedCommands = [
  "print",
  "find",
  "remove",
  "move",
  "monitor",
  "release",
  "renew",
  "run",
  "check",
  "unset",
];
/** Objects of the recorded device: examples, not words of the language. */
const deviceObjects = new Set(["ether1", "lo", "client1", "admin", "skins/"]);
/** Pseudo-names that the completion of `unset` and `print` lists and that are no properties. */
const pseudoProperties = new Set(["all", "dynamic", "static"]);

/** Turns the source into the data file. Throws when the source is not of the expected shape. */
export function extract(source: CommandTreeSource): ExtractedData {
  const paths = Object.keys(source.versions["7.22.3"] ?? {}).filter((path) =>
    versions.some((version) => source.versions[treeOf[version]]?.[path]),
  );
  return {
    source: {
      repository: source._source.repository,
      commit: source._source.commit,
      files: { ...source._source.files },
    },
    versions: [...versions],
    provenance: Object.fromEntries(versions.map((version) => [version, provenanceOf(version)])),
    menus: Object.fromEntries(paths.sort().map((path) => [path, menu(source, path)])),
  };
}

function provenanceOf(version: Version): ExtractedData["provenance"][string] {
  const from = (tree: string) => (tree === version ? "extracted" : `inferred from ${tree}`);
  return {
    // The history compares the real tree of 7.18.2 with its neighbours, so its argument names are facts as well.
    arguments: "extracted",
    hints: from(treeOf[version]),
    words: from(deepTreeOf[version]),
    readOnly: from(deepTreeOf[version]),
  };
}

function menu(source: CommandTreeSource, path: string): ExtractedMenu {
  const namesIn = (part: "commands" | "add" | "set" | "print", version: Version) =>
    names(source, path, part, version);
  const stored = (version: Version) =>
    [...new Set([...namesIn("add", version), ...namesIn("set", version)])].filter((n) => !notStored.has(n));
  const deep = (version: Version) => source.versions[deepTreeOf[version]]?.[path];
  const result: ExtractedMenu = { commands: spans((version) => namesIn("commands", version)) };
  const subdirs = source.versions["7.22.3"]?.[path]?.subdirs ?? [];
  if (subdirs.length > 0) result.subdirs = [...subdirs];

  const properties = Object.entries(spans(stored)).map(([name, span]): [string, ExtractedProperty] => [
    name,
    { ...span, ...forms(source, path, name, span) },
  ]);
  if (properties.length > 0) result.properties = Object.fromEntries(properties);

  const argumentsOf: Record<string, Record<string, Span>> = {};
  for (const command of ["add", "set"] as const) {
    const extra = spans((version) => namesIn(command, version).filter((name) => notStored.has(name)));
    if (Object.keys(extra).length > 0) argumentsOf[command] = extra;
  }
  for (const command of describedCommands) {
    const found = spans((version) =>
      !namesIn("commands", version).includes(command)
        ? []
        : command === "print"
          ? namesIn("print", version)
          : Object.keys(
              source.versions[treeOf[version]]?.[path]?.[command] ??
                source.versions[deepTreeOf[version]]?.[path]?.[command] ??
                {},
            ),
    );
    if (Object.keys(found).length > 0) argumentsOf[command] = found;
  }
  if (Object.keys(argumentsOf).length > 0) result.arguments = argumentsOf;

  // Where a release has `unset` and its stand-in has not (/ip/service before 7.17), nothing is known to be unsettable.
  const unset = spans((version) =>
    namesIn("commands", version).includes("unset")
      ? (deep(version)?.unset?.["value-name"]?.enum ?? []).filter(
          (name) => !pseudoProperties.has(name) && stored(version).includes(name),
        )
      : [],
  );
  if (Object.keys(unset).length > 0) result.unset = unset;
  const readOnly = spans((version) => {
    const settable = new Set(stored(version));
    const later = new Set(stored(deepTreeOf[version] as Version));
    return (deep(version)?.readOnlyProperties ?? []).filter(
      (name) => !settable.has(name) && !later.has(name),
    );
  });
  if (Object.keys(readOnly).length > 0) result.readOnly = readOnly;
  return result;
}

/** The names of a part of a menu in a version: its tree, or for 7.18.2 the tree of 7.12.2 plus the history. */
function names(
  source: CommandTreeSource,
  path: string,
  part: "commands" | "add" | "set" | "print",
  version: Version,
): string[] {
  const tree = source.versions[treeOf[version]]?.[path];
  if (!tree) return [];
  const found = new Set(part === "commands" ? tree.commands : Object.keys(tree[part] ?? {}));
  const order = source.argHistoryVersions;
  for (const change of source.argHistory[path]?.[part] ?? []) {
    const at = order.indexOf(change.version);
    if (at <= order.indexOf(treeOf[version]) || at > order.indexOf(version)) continue;
    for (const name of change.added) found.add(name);
    for (const name of change.removed) found.delete(name);
  }
  return [...found].sort();
}

/** Name → the versions it exists in. Throws if something came, went and came again: the format has no word for that. */
function spans(namesOf: (version: Version) => readonly string[]): Record<string, Span> {
  const all = [...new Set(versions.flatMap((version) => namesOf(version)))].sort();
  return Object.fromEntries(
    all.map((name) => {
      const present = versions.map((version) => namesOf(version).includes(name));
      const first = present.indexOf(true);
      const last = present.lastIndexOf(true);
      if (present.slice(first, last).includes(false)) throw new Error(`${name}: not one span of versions`);
      const span: Span = {};
      if (first > 0) span.since = versions[first];
      if (last < versions.length - 1) span.until = versions[last + 1];
      return [name, span];
    }),
  );
}

/** Hint and words of one property over the versions, the first form inline, later ones as changes. */
function forms(
  source: CommandTreeSource,
  path: string,
  name: string,
  span: Span,
): Omit<ExtractedProperty, "since" | "until"> {
  const first = span.since ? versions.indexOf(span.since as Version) : 0;
  const end = span.until ? versions.indexOf(span.until as Version) : versions.length;
  const result: Omit<ExtractedProperty, "since" | "until"> = {};
  let previous = "";
  for (const version of versions.slice(first, end)) {
    const form = formIn(source, path, name, version);
    const text = JSON.stringify(form);
    if (previous === "") Object.assign(result, form);
    else if (text !== previous) result.changes = [...(result.changes ?? []), { since: version, ...form }];
    previous = text;
  }
  return result;
}

function formIn(source: CommandTreeSource, path: string, name: string, version: Version): Form {
  const find = (tree: string) =>
    source.versions[tree]?.[path]?.set?.[name] ?? source.versions[tree]?.[path]?.add?.[name];
  const hint = (find(treeOf[version]) ?? find(deepTreeOf[version]))?.desc;
  const deep = find(deepTreeOf[version]);
  const form: Form = {};
  if (hint !== undefined && hint !== "see documentation") form.hint = hint.replace(/\s+/g, " ");
  const objects = new Set(deep?.dynamicObjects ?? []);
  const words = (deep?.enum ?? []).filter((word) => !objects.has(word) && !deviceObjects.has(word));
  if (words.length > 0) form.words = words;
  return form;
}

/** The text of the data file: one property a line, so that a change of the source shows as a small difference. */
export function render(data: ExtractedData): string {
  return `${pretty(data, "")}\n`;
}

function pretty(value: unknown, indent: string): string {
  const flat = JSON.stringify(value);
  if (flat.length + indent.length <= 140 || typeof value !== "object" || value === null) return flat;
  const inner = `${indent} `;
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === "string")
      ? flat
      : `[\n${value.map((item) => inner + pretty(item, inner)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${pretty(item, inner)}`,
  );
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

if (require.main === module) {
  const [from, to = "simulator/data/extracted.json"] = process.argv.slice(2);
  if (from === undefined) {
    console.error("usage: extract-command-trees <inspect-extract.json> [output]");
    process.exit(2);
  }
  const data = extract(JSON.parse(readFileSync(from, "utf8")) as CommandTreeSource);
  writeFileSync(to, render(data));
  console.log(`${to}: ${Object.keys(data.menus).length} menus of ${data.versions.length} versions`);
}
