/** What is legal and almost always wrong. One rule, one function over the tree. */

import { scriptingCommands } from "../syntax/commands";
import type { Grammar } from "../syntax/grammar";
import { literalType } from "../syntax/literals";
import type { Expression, Script, Statement } from "../syntax/tree";

export interface Finding {
  readonly at: number;
  readonly rule: string;
  readonly message: string;
}

export interface Visited {
  readonly script: Script;
  readonly grammar: Grammar;
  /** Every statement and expression, outer ones first. */
  readonly nodes: readonly (Statement | Expression)[];
}

export type Rule = (visited: Visited) => readonly Finding[];

const all = <Kind extends (Statement | Expression)["kind"]>(
  { nodes }: Visited,
  kind: Kind,
): Extract<Statement | Expression, { kind: Kind }>[] =>
  nodes.filter((node): node is Extract<Statement | Expression, { kind: Kind }> => node.kind === kind);

/** Names declared by a command, each with its place. */
function declaredNames(visited: Visited): { readonly name: string; readonly at: number }[] {
  return all(visited, "scripting").flatMap(({ name, arguments: given }) => {
    const declares =
      name === "local" || name === "global" ? given.name : name === "onerror" ? given.error : given.counter;
    const nodes = declares?.kind === "list" ? declares.items : [declares];
    return nodes.flatMap((node) => (node?.kind === "variable" ? [{ name: node.name, at: node.start }] : []));
  });
}

/** Menus that a script's `find` and `where` look into. */
const menusAsked = (visited: Visited): string[] => [
  ...new Set(all(visited, "menu").flatMap(({ menu, where }) => (where === undefined ? [] : [menu]))),
];

/** `where name=$name` compares the property with itself. */
const namedLikeProperty: Rule = (visited) =>
  declaredNames(visited).flatMap(({ name, at }) => {
    const menu = menusAsked(visited).find((path) => visited.grammar.hasProperty(path, name));
    if (menu === undefined) return [];
    const message = `the variable ${name} is named like a property of ${menu}: in find and where $${name} is the property, not the variable`;
    return [{ at, rule: "variable-named-like-property", message }];
  });

/** The property compared with itself. */
const alwaysTrue: Rule = (visited) =>
  all(visited, "binary").flatMap(({ operator, left, right, start }) => {
    const same =
      left.kind === "variable" &&
      right.kind === "variable" &&
      left.name === right.name &&
      left.bare &&
      !right.bare;
    if (operator !== "=" || !same) return [];
    const message = `${left.name}=$${left.name} compares the property with itself: always true`;
    return [{ at: start, rule: "property-compared-with-itself", message }];
  });

const isFind = (node: Expression | undefined): boolean =>
  node?.kind === "substitution" &&
  node.statements.length === 1 &&
  node.statements[0]?.kind === "menu" &&
  node.statements[0].command === "find";

/** No row or two rows are an error, which `on-error` may not catch during an import. */
const getOfFind: Rule = (visited) => {
  const found = variablesOfFind(visited);
  return all(visited, "menu").flatMap(({ command, arguments: given, menu, start }) => {
    if (command !== "get") return [];
    const row = given.find(({ name }) => name === "number" || name === ".id")?.value;
    const direct = isFind(row) && !isGuarded(visited, menu, start);
    const held =
      row?.kind === "variable" &&
      found.has(row.name) &&
      !measured(visited, row.name) &&
      !isLoopVariable(visited, row.name, start);
    if (!direct && !held) return [];
    const message = `get of find in ${menu} fails unless find gives exactly one row: check its length first`;
    return [{ at: start, rule: "get-of-find", message }];
  });
};

/** Variables that hold what `find` gave. */
function variablesOfFind(visited: Visited): ReadonlySet<string> {
  return new Set(
    all(visited, "scripting").flatMap(({ name, arguments: given }) =>
      ["local", "global", "set"].includes(name) && given.name?.kind === "variable" && isFind(given.value)
        ? [given.name.name]
        : [],
    ),
  );
}

/** Whether `[:len $name]` stands anywhere. */
const measured = (visited: Visited, name: string): boolean =>
  all(visited, "scripting").some(
    ({ name: command, arguments: { value } }) =>
      command === "len" && value?.kind === "variable" && value.name === name,
  );

/** Inside a `:foreach` over it, a variable holds one row. */
const isLoopVariable = (visited: Visited, variable: string, at: number): boolean =>
  all(visited, "scripting").some(
    ({ name, start, end, arguments: { counter } }) =>
      name === "foreach" &&
      at > start &&
      at < end &&
      counter?.kind === "variable" &&
      counter.name === variable,
  );

/** Inside an `:if` whose condition measures a `find` in the same menu. */
function isGuarded(visited: Visited, menu: string, at: number): boolean {
  return all(visited, "scripting").some(({ name, arguments: { condition, do: body } }) => {
    if (name !== "if" || condition === undefined || body === undefined) return false;
    if (at < body.start || at > body.end) return false;
    const inside = all(visited, "menu").filter(
      ({ start, end }) => start >= condition.start && end <= condition.end,
    );
    const lengths = all(visited, "scripting").some(
      ({ name: command, start }) => command === "len" && start >= condition.start && start < condition.end,
    );
    return lengths && inside.some((command) => command.command === "find" && command.menu === menu);
  });
}

/** `"…$"`: taken as it stands only because the parser is lenient. */
const loneDollar: Rule = (visited) =>
  all(visited, "text").flatMap(({ start, end }) => {
    const written = visited.script.source.slice(start, end);
    const at = /(?:^|[^\\])(?:\\\\)*\$(?![A-Za-z0-9([])/.exec(written);
    if (at === null) return [];
    const message = "a $ that is to stay a $ is written \\$ (at the end of a pattern too)";
    return [{ at: start + at.index + at[0].length - 1, rule: "unescaped-dollar", message }];
  });

const underscore: Rule = (visited) =>
  declaredNames(visited).flatMap(({ name, at }) =>
    /^[A-Za-z0-9]*_/.test(name)
      ? [
          {
            at,
            rule: "underscore-in-name",
            message: `${name}: names have letters and digits only; in a string $${name} ends before the _`,
          },
        ]
      : [],
  );

/** Names that calls in this script give their functions: `$f name=1`. */
const namesGiven = (visited: Visited): string[] =>
  all(visited, "call").flatMap(({ arguments: given }) => given.flatMap(({ name }) => name ?? []));

/** Bodies of functions that nothing in this script calls by name: who calls them may give them anything. */
function functionsForOthers(visited: Visited): readonly { readonly start: number; readonly end: number }[] {
  const called = new Set(
    all(visited, "call").flatMap(({ callee }) => (callee.kind === "variable" ? [callee.name] : [])),
  );
  return all(visited, "scripting").flatMap(({ name, arguments: given }) => {
    if (!["local", "global", "set"].includes(name) || given.do === undefined) return [];
    return given.name?.kind === "variable" && called.has(given.name.name) ? [] : [given.do];
  });
}

/** `:set x` is checked by the parser; a use of what no one declared is not. */
const undeclared: Rule = (visited) => {
  const known = new Set([...declaredNames(visited).map(({ name }) => name), ...namesGiven(visited)]);
  const bodies = functionsForOthers(visited);
  return all(visited, "variable").flatMap(({ name, bare, start }) => {
    if (bare || known.has(name) || /^\d+$/.test(name)) return [];
    if (bodies.some((body) => start > body.start && start < body.end)) return [];
    if (menusAsked(visited).some((menu) => visited.grammar.hasProperty(menu, name))) return [];
    const message = `$${name} is declared nowhere in this script: it is nothing, unless the caller gives it`;
    return [{ at: start, rule: "undeclared-variable", message }];
  });
};

/** A scripting command that this version has not yet. */
const tooNew: Rule = (visited) =>
  all(visited, "bad").flatMap(({ word, menu, start }) => {
    const since = menu === "" ? scriptingCommands[word]?.since : undefined;
    const message =
      since === undefined
        ? `RouterOS ${visited.grammar.version} has no ${menu}${menu === "" ? ":" : "/"}${word}: an error when it is reached`
        : `:${word} exists since RouterOS ${since}, not in ${visited.grammar.version}: an error when it is reached`;
    return [{ at: start, rule: since === undefined ? "bad-command" : "newer-than-version", message }];
  });

/** A value that RouterOS takes for an address. */
const addressForDivision: Rule = (visited) =>
  all(visited, "literal").flatMap(({ text, start }) =>
    /^\d+\/\d+$/.test(text) && literalType(text) === "ip-prefix"
      ? [
          {
            at: start,
            rule: "division-without-spaces",
            message: `${text} is an address prefix: write ${text.replace("/", " / ")} for a division`,
          },
        ]
      : [],
  );

/** Both sides of `&&` run: a guard on the left does not protect the right. */
const guardedByAnd: Rule = (visited) =>
  all(visited, "binary").flatMap(({ operator, right }) => {
    const runsGet = (node: Expression): boolean =>
      node.kind === "substitution"
        ? node.statements.some((statement) => statement.kind === "menu" && statement.command === "get")
        : node.kind === "binary" && (runsGet(node.left) || runsGet(node.right));
    if ((operator !== "&&" && operator !== "||") || !runsGet(right)) return [];
    const message = "the right side runs whatever the left side is: put a guard in an :if of its own";
    return [{ at: right.start, rule: "no-short-circuit", message }];
  });

const addressCompared: Rule = (visited) =>
  all(visited, "menu").flatMap(({ menu, where }) => {
    const hits: Finding[] = [];
    const look = (node: Expression | undefined): void => {
      if (node?.kind !== "binary") return;
      look(node.left);
      look(node.right);
      const { left, right } = node;
      const isAddress = menu === "/ip/address" && left.kind === "variable" && left.name === "address";
      if (isAddress && right.kind === "literal" && right.type === "ip-prefix") {
        const message = `address is text here and never equals a prefix: write "${right.text}"`;
        hits.push({ at: right.start, rule: "unquoted-prefix", message });
      }
    };
    look(where);
    return hits;
  });

export const rules: readonly Rule[] = [
  namedLikeProperty,
  alwaysTrue,
  getOfFind,
  loneDollar,
  underscore,
  undeclared,
  tooNew,
  addressForDivision,
  guardedByAnd,
  addressCompared,
];
