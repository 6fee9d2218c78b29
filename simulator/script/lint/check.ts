/** Checks a script for what RouterOS accepts and its author regrets. */
import type { RouterOsVersion } from "../../config/contract";
import { textOf } from "../syntax/bytes";
import { ParseFailure, positionOf } from "../syntax/failure";
import { grammarOf } from "../syntax/grammar";
import { parseScript } from "../syntax/parse";
import type { Expression, Script, Statement } from "../syntax/tree";
import { rules } from "./rules";

export interface Problem {
  /** `error`: RouterOS runs nothing of the script. `warning`: it runs, and probably not as meant. */
  readonly severity: "error" | "warning";
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

export interface CheckOptions {
  readonly version: RouterOsVersion;
  /** Variables that the caller of the script gives it (`bound`, `lease-address`). */
  readonly variables?: readonly string[];
}

/**
 * Problems of a script, in the order of its text.
 *
 * @example
 * checkScript(":local name \"x\"\n:put [/interface find name=$name]", { version: "7.21.5" });
 */
export function checkScript(text: string, { version, variables = [] }: CheckOptions): Problem[] {
  let script: Script;
  try {
    script = parseScript(text, { version, declared: variables });
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    const { line, column, reason } = error;
    return [
      { severity: "error", line, column, rule: "syntax", message: explained(reason, restAt(text, error)) },
    ];
  }
  const visited = { script, grammar: grammarOf(version), nodes: nodesOf(script.statements) };
  const given = new Set(variables);
  return rules
    .flatMap((rule) => rule(visited))
    .filter(
      ({ message, rule }) =>
        rule !== "undeclared-variable" || ![...given].some((name) => message.startsWith(`$${name} `)),
    )
    .sort((left, right) => left.at - right.at)
    .map(({ at, rule, message }) => ({
      severity: "warning",
      ...positionOf(script.source, at),
      rule,
      message: textOf(message),
    }));
}

/** The text at the place of a syntax error. */
function restAt(text: string, { line, column }: ParseFailure): string {
  const bytes = Buffer.from(text.split(/\r\n|\r|\n/)[line - 1] ?? "", "utf8");
  return bytes.subarray(column - 1).toString("utf8");
}

/** Causes that RouterOS's words do not tell. */
function explained(reason: string, rest: string): string {
  if (/^\\[0-9a-fA-F]{2}/.test(rest)) return `${reason}: a hexadecimal escape has upper-case digits`;
  if (reason === "expected end of command" && /^[a-z-]+=/.test(rest)) {
    return `${reason}: the command has no argument ${rest.split("=")[0]} in this version`;
  }
  const name = /^([A-Za-z0-9]+)\s/.exec(rest)?.[1];
  return reason === "syntax error" && name !== undefined
    ? `${reason}: ${name} may not be declared (:set needs :local or :global before)`
    : reason;
}

/** Every statement and expression of a tree, outer ones first. */
export function nodesOf(statements: readonly Statement[]): (Statement | Expression)[] {
  const found: (Statement | Expression)[] = [];
  const open: (Statement | Expression)[] = [...statements].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    open.push(...childrenOf(node).reverse());
  }
  return found;
}

function childrenOf(node: Statement | Expression): (Statement | Expression)[] {
  const given = (nodes: readonly (Expression | undefined)[]) => nodes.filter((child) => child !== undefined);
  switch (node.kind) {
    case "scripting":
      return given(Object.values(node.arguments));
    case "menu":
      return given([...node.arguments.map(({ value }) => value), node.where]);
    case "call":
      return given([node.callee, ...node.arguments.map(({ value }) => value)]);
    case "bad":
      return given(node.arguments.map(({ value }) => value));
    case "enter":
      return node.block === undefined ? [] : [node.block];
    case "block":
    case "substitution":
      return [...node.statements];
    case "code":
      return [node.block];
    case "template":
      return [...node.parts];
    case "list":
      return [...node.items];
    case "array":
      return given(node.elements.flatMap(({ key, value }) => [key, value]));
    case "quotation":
      return [node.body];
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    default:
      return [];
  }
}
