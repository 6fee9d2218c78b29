/** What the parser has to know of a RouterOS version: which word is a menu, which a command, which an argument. */
import type { RouterOsVersion } from "../../config/contract";
import { schemaFor } from "../../config/schema";
import type { MenuSchema } from "../../config/schema-types";
import { scriptingCommands } from "./commands";
import { directories, verbs } from "./directories";

export type Step =
  | { readonly is: "menu"; readonly path: string }
  | { readonly is: "command"; readonly name: string }
  | { readonly is: "scripting"; readonly name: string }
  /** `certain`: RouterOS has no such word there. */
  | { readonly is: "unknown"; readonly certain: boolean };

export interface Grammar {
  readonly version: RouterOsVersion;
  atLeast(version: string): boolean;
  /** What a word means in a menu. Whole words first, then unique beginnings of known ones. */
  step(menu: string, word: string): Step;
  /** The argument that a name means; undefined if the command has no such argument. Any name where the command is not known. */
  argument(menu: string, command: string, name: string): string | undefined;
  /** A word without `=` that is an argument by itself (`as-value`, `detail`). */
  isFlag(menu: string, command: string, word: string): boolean;
  hasProperty(menu: string, name: string): boolean;
  /** Parameters that unnamed arguments of a menu's command fill; undefined where that is not known. */
  unnamed(menu: string, command: string): readonly string[] | undefined;
}

const grammars = new Map<RouterOsVersion, Grammar>();

export function grammarOf(version: RouterOsVersion): Grammar {
  let grammar = grammars.get(version);
  if (grammar === undefined) {
    grammar = build(version);
    grammars.set(version, grammar);
  }
  return grammar;
}

/** Commands of the root that are no scripting commands. */
const rootCommands = new Set([
  "ping",
  "undo",
  "redo",
  "export",
  "password",
  "quit",
  "beep",
  "blink",
  "setup",
]);
/** Words of `/log` besides its rows. `warn` is accepted for `warning`. */
const logTopics = new Set(["debug", "info", "warning", "error", "warn"]);
const alwaysFlags = new Set([
  ...[
    "as-value",
    "as-string",
    "once",
    "detail",
    "brief",
    "terse",
    "value-list",
    "count-only",
    "without-paging",
  ],
  ...[
    "follow",
    "follow-only",
    "append",
    "stats",
    "stats-detail",
    "show-ids",
    "show-sensitive",
    "hide-sensitive",
  ],
  ...["compact", "verbose", "dry-run"],
]);
const ownProperties = new Set([".id", ".nextid", ".dead", ".about"]);

const unnamedParameters: Readonly<Record<string, readonly string[]>> = {
  get: ["number", "value-name"],
  set: ["numbers"],
  remove: ["numbers"],
  enable: ["numbers"],
  disable: ["numbers"],
  unset: ["numbers", "value-name"],
  comment: ["numbers", "comment"],
  move: ["numbers", "destination"],
  edit: ["number", "value-name"],
  reset: ["numbers"],
  monitor: ["numbers"],
  release: ["numbers"],
  renew: ["numbers"],
  "reset-counters": ["numbers"],
  "make-static": ["numbers"],
  add: [],
  find: [],
  print: [],
  export: [],
};
const unnamedOf: Readonly<Record<string, readonly string[]>> = {
  "/ping": ["address", "count"],
  "/tool/ping": ["address", "count"],
  "/system/script/run": ["number"],
  "/log/debug": ["message"],
  "/log/info": ["message"],
  "/log/warning": ["message"],
  "/log/error": ["message"],
  "/tool/fetch": ["url"],
};

/** Commands of handwritten menus whose arguments are all known: any other is a syntax error. */
const wholeCommands = new Set(["/tool/fetch", "/tool/e-mail/send"]);

function build(version: RouterOsVersion): Grammar {
  const schemas = schemaFor(version);
  const atLeast = (wanted: string): boolean => compareVersions(version, wanted) >= 0;
  const scripting = Object.keys(scriptingCommands).filter((name) =>
    atLeast(scriptingCommands[name]?.since ?? "6"),
  );
  const children = childrenOf([...schemas.keys()], schemas);
  const cache = new Map<string, Step>();

  const commandsOf = (menu: string): readonly string[] => {
    if (menu === "") return [...scripting, ...rootCommands];
    const schema = schemas.get(menu);
    return [...(schema?.commands ?? []), ...(menu === "/log" ? logTopics : [])];
  };

  const exact = (menu: string, word: string): Step | undefined => {
    if (children.get(menu)?.has(word)) return { is: "menu", path: `${menu}/${word}` };
    if (menu === "") {
      if (scripting.includes(word)) return { is: "scripting", name: word };
      if (rootCommands.has(word)) return { is: "command", name: word };
      return undefined;
    }
    if (menu === "/log" && logTopics.has(word))
      return { is: "command", name: word === "warn" ? "warning" : word };
    if (schemas.get(menu)?.commands.has(word) || verbs.has(word)) return { is: "command", name: word };
    return undefined;
  };

  const beginning = (menu: string, word: string): Step | undefined => {
    const names = new Set([...(children.get(menu) ?? []), ...commandsOf(menu)]);
    if (menu !== "" && !schemas.has(menu))
      for (const verb of ["print", "set", "add", "get", "find", "remove"]) names.add(verb);
    const found = [...names].filter((name) => name.startsWith(word));
    return found.length === 1 ? exact(menu, found[0] as string) : undefined;
  };

  const propertiesOf = (schema: MenuSchema, command: string): ReadonlySet<string> | undefined =>
    command === "add" ? schema.addArguments : command === "set" ? schema.setArguments : undefined;

  const argumentsOf = (menu: string, command: string): ReadonlySet<string> | undefined => {
    const schema = schemas.get(menu);
    if (wholeCommands.has(`${menu}/${command}`)) return schema?.argumentsOf.get(command);
    // v6 has more arguments of it than are known here.
    if (command === "ping" && atLeast("7")) return schema?.argumentsOf.get(command);
    // Menus written by hand from the manual may lack arguments; what they refuse, they refuse when they run.
    if (schema === undefined || !/^extracted|manual v6,/.test(schema.source)) return undefined;
    return propertiesOf(schema, command);
  };

  return {
    version,
    atLeast,
    step: (menu, word) => {
      const key = `${menu} ${word}`;
      let step = cache.get(key);
      if (step === undefined) {
        const certain = schemas.get(menu)?.source.startsWith("extracted") ?? false;
        step = exact(menu, word) ?? beginning(menu, word) ?? { is: "unknown", certain };
        cache.set(key, step);
      }
      return step;
    },
    argument: (menu, command, name) => {
      // Measured on 6.49.13: its print has no such argument.
      if (command === "print" && name === "proplist" && !atLeast("7")) return undefined;
      const known = argumentsOf(menu, command);
      if (known === undefined || known.has(name) || name === ".id" || name === "numbers") return name;
      const found = [...known].filter((candidate) => candidate.startsWith(name));
      return found.length === 1 ? found[0] : undefined;
    },
    isFlag: (menu, command, word) => {
      const schema = schemas.get(menu);
      // Measured on 6.49.13: as-value is a syntax error there.
      if (command === "ping" && schema?.argumentsOf.get(command)?.has(word) === false) return false;
      if (alwaysFlags.has(word)) return true;
      if (schema === undefined) return false;
      // Presence flags are properties; exports have them bare (`add disabled=no fib name=to_ISP1`).
      if (schema.properties.get(word)?.type.is === "flag")
        return propertiesOf(schema, command)?.has(word) ?? false;
      return command === "print"
        ? schema.printArguments.has(word)
        : (schema.argumentsOf.get(command)?.has(word) ?? false);
    },
    hasProperty: (menu, name) => {
      const schema = schemas.get(menu);
      return schema === undefined
        ? ownProperties.has(name)
        : schema.properties.has(name) || schema.readOnly.has(name) || ownProperties.has(name);
    },
    unnamed: (menu, command) => {
      const names = unnamedOf[`${menu}/${command}`] ?? unnamedParameters[command];
      // A menu of one row needs no row to be named.
      if (schemas.get(menu)?.form !== "singleton" || menu === "") return names;
      return names?.filter((name) => !name.startsWith("number"));
    },
  };
}

export function compareVersions(left: string, right: string): number {
  const [own, wanted] = [left, right].map((text) => text.split(".").map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (own?.[part] ?? 0) - (wanted?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Directories by their parent: all of RouterOS's, except under menus whose whole command tree is known. */
function childrenOf(
  paths: readonly string[],
  schemas: ReadonlyMap<string, MenuSchema>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const children = new Map<string, Set<string>>();
  const put = (parent: string, name: string) => {
    const names = children.get(parent) ?? new Set();
    children.set(parent, names.add(name));
  };
  for (const [parent, names] of directories) {
    if (schemas.get(parent)?.source.startsWith("extracted")) continue;
    for (const name of names) put(parent, name);
  }
  for (const [path, { subdirs }] of schemas) for (const name of subdirs) put(path, name);
  for (const path of paths) {
    let parent = "";
    for (const word of path.split("/").slice(1)) {
      put(parent, word);
      parent += `/${word}`;
    }
  }
  return children;
}
