/** Expressions. */
import { positionOf } from "../syntax/failure";
import type { Binary, Expression, Literal, UnaryOperator } from "../syntax/tree";
import { arrayOf, elementOf, joined, keyText } from "../values/arrays";
import { literalValue } from "../values/convert";
import * as operators from "../values/operators";
import { toText } from "../values/text";
import { ArrayValue, FunctionValue, Quoted, type Value } from "../values/value";
import { ScriptFailure } from "./failure";
import type { Machine } from "./machine";
import { RowScope, type Scope } from "./scope";
import { after, collect, type Soon, Waiting } from "./soon";

/** The parts that are evaluated first, from left to right. */
function partsOf(node: Combined): readonly Expression[] {
  switch (node.kind) {
    case "template":
      return node.parts;
    case "list":
      return node.items;
    case "array":
      return node.elements.flatMap(({ key, value }) => (key === undefined ? [value] : [key, value]));
    case "unary":
      return [node.operand];
    default:
      return [];
  }
}

export function evaluate(machine: Machine, node: Expression, scope: Scope): Soon<Value> {
  switch (node.kind) {
    case "literal":
      return literal(node);
    case "text":
      return node.text;
    case "variable":
      return scope.find(node.name)?.value;
    case "substitution":
      return machine.substitute(node, scope);
    case "binary": {
      const left = evaluate(machine, node.left, scope);
      if (left instanceof Waiting) return after(left, (value) => rightOf(machine, node, value, scope));
      return rightOf(machine, node, left, scope);
    }
    default:
      return after(
        collect(partsOf(node), (part) => evaluate(machine, part, scope)),
        (values) => combine(node, values, scope),
      );
  }
}

/** The other side of an operator, and what it makes of both. */
function rightOf(machine: Machine, node: Binary, left: Value, scope: Scope): Soon<Value> {
  const right = evaluate(machine, node.right, scope);
  if (right instanceof Waiting) return after(right, (value) => binary(machine, node, left, value, scope));
  return binary(machine, node, left, right, scope);
}

const literals = new WeakMap<Literal, { readonly value: Value }>();

function literal(node: Literal): Value {
  if (node.type === "str") return node.text;
  let known = literals.get(node);
  if (known === undefined) {
    known = { value: literalValue(node.text, node.type) };
    literals.set(node, known);
  }
  return known.value;
}

/** The kinds of expressions that are made of parts, and those that need nothing else. */
type Combined = Exclude<Expression, { kind: "literal" | "text" | "variable" | "substitution" | "binary" }>;

function combine(node: Combined, values: readonly Value[], scope: Scope): Value {
  switch (node.kind) {
    case "template":
      return values.slice(1).reduce(operators.concatenate, node.quoted ? quotedStart(values[0]) : values[0]);
    case "list":
      return node.joins ? values.reduce(joined) : new ArrayValue(values);
    case "array":
      return arrayFrom(node, values);
    case "unary":
      return unary(node.operator, values[0], scope);
    case "quotation":
      return new Quoted(node.body, scope.frame.source.slice(node.start, node.end));
    case "code":
      return new FunctionValue(node.block.statements, scope.frame.source, node);
    case "empty":
      return undefined;
  }
}

/** A string with interpolation is text even if it is one variable (`"$x"`), unless that is an array. */
const quotedStart = (value: Value): Value => (value instanceof ArrayValue ? value : toText(value));

function arrayFrom(node: Extract<Expression, { kind: "array" }>, values: readonly Value[]): ArrayValue {
  const list: Value[] = [];
  const entries: [string, Value][] = [];
  let at = 0;
  for (const { key } of node.elements) {
    if (key === undefined) list.push(values[at]);
    else {
      entries.push([keyText(asKey(values[at])), values[at + 1]]);
      at += 1;
    }
    at += 1;
  }
  // `{1,2,3}` is the list, not a list in a list.
  const [only] = list;
  if (list.length === 1 && entries.length === 0 && node.elements[0]?.value.kind === "list")
    return only as ArrayValue;
  return arrayOf(list, entries);
}

const asKey = (value: Value): Value => (typeof value === "string" ? value : toText(value));

function unary(operator: UnaryOperator, value: Value, scope: Scope): Value {
  switch (operator) {
    case "-":
      return operators.negative(value);
    case "!":
      return !truth(value, scope);
    case "~":
      return operators.invert(value);
    case "any":
      return value !== undefined && value !== null;
  }
}

function binary(machine: Machine, node: Binary, left: Value, right: Value, scope: Scope): Value {
  switch (node.operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return operators.arithmetic(node.operator, left, right);
    case "&":
    case "|":
    case "^":
    case "<<":
    case ">>":
      return operators.bitwise(node.operator, left, right);
    case ".":
      return operators.concatenate(left, right);
    case "->":
      return elementOf(left, right);
    // Both sides are evaluated, whatever the left one is (7.21).
    case "&&":
      return truth(left, scope) && truth(right, scope);
    case "||":
      return truth(left, scope) || truth(right, scope);
    case "in":
      return operators.contains(left, right);
    case "~":
      return matches(machine, left, right);
    default:
      return compare(node.operator, left, right, scope);
  }
}

function compare(
  operator: "=" | "!=" | "<" | ">" | "<=" | ">=",
  left: Value,
  right: Value,
  scope: Scope,
): boolean {
  const native = scope instanceof RowScope;
  switch (operator) {
    case "=":
      return operators.equal(left, right, { native });
    case "!=":
      return !operators.equal(left, right, { native });
    case "<":
      return operators.compare(left, right) < 0;
    case ">":
      return operators.compare(left, right) > 0;
    case "<=":
      return operators.compare(left, right) <= 0;
    case ">=":
      return operators.compare(left, right) >= 0;
  }
}

/** In `where` a property alone asks whether it is set. */
export function truth(value: Value, scope: Scope): boolean {
  if (scope instanceof RowScope && typeof value !== "boolean") return toText(value) !== "" && value !== 0n;
  return operators.truth(value);
}

/** Nothing matches no expression. */
function matches(machine: Machine, left: Value, right: Value): boolean {
  if (left === undefined || left === null) return false;
  const pattern = machine.pattern(toText(right));
  const text = toText(left);
  machine.spend(Math.ceil((text.length * pattern.size) / 100));
  return pattern.test(text);
}

/** The line of a place in the script that a scope belongs to. */
export const lineOf = (scope: Scope, at: number): number => positionOf(scope.frame.source, at).line;

/** Gives an error the command and the line it came from. */
export function located(error: unknown, command: string, scope: Scope, at: number): unknown {
  if (error instanceof ScriptFailure && error.command === undefined) {
    error.command = command;
    error.line = lineOf(scope, at);
  }
  return error;
}
