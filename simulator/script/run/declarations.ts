/** `:local`, `:global`, `:set`. */
import type { Expression } from "../syntax/tree";
import { elementOf, withElement } from "../values/arrays";
import { FunctionValue, type Value } from "../values/value";
import { evaluate } from "./evaluate";
import { fail } from "./failure";
import type { Arguments, Handler } from "./handler";
import { missing } from "./handler";
import type { Machine, Run } from "./machine";
import type { Scope, Variable } from "./scope";

/** The value given, or the function that `do` is. */
function* given(machine: Machine, args: Arguments, scope: Scope): Run<Value> {
  const body = args.do;
  if (body?.kind === "code") return new FunctionValue(body.block.statements, scope.frame.source, body);
  const node = body ?? args.value;
  return node === undefined ? undefined : yield* evaluate(machine, node, scope);
}

function nameOf(args: Arguments): string {
  return args.name?.kind === "variable" ? args.name.name : missing(["name"]);
}

const local: Handler = function* (machine, args, scope) {
  scope.bind(nameOf(args), { value: yield* given(machine, args, scope) });
  return undefined;
};

/** Binds the name here to the user's variable; with a value also assigns it. */
const global: Handler = function* (machine, args, scope) {
  const name = nameOf(args);
  const hasValue = args.value !== undefined || args.do !== undefined;
  const value = yield* given(machine, args, scope);
  // An argument of the function hides the global of that name (manual).
  const hidden = scope.frame.parameters.has(name) ? scope.find(name) : undefined;
  const variable: Variable = hidden ?? machine.host.globals.variable(name);
  if (hasValue) variable.value = value;
  scope.bind(name, variable);
  return undefined;
};

const set: Handler = function* (machine, args, scope) {
  const target = args.name ?? missing(["name"]);
  const value = yield* given(machine, args, scope);
  if (target.kind === "variable") {
    variableOf(target.name, scope).value = value;
    return undefined;
  }
  const keys: Value[] = [];
  let base: Expression = target;
  while (base.kind === "binary" && base.operator === "->") {
    keys.unshift(yield* evaluate(machine, base.right, scope));
    base = base.left;
  }
  if (base.kind !== "variable") return fail("syntax error");
  const variable = variableOf(base.name, scope);
  variable.value = changed(machine, variable.value, keys, value);
  return undefined;
};

function variableOf(name: string, scope: Scope): Variable {
  const found = scope.find(name);
  if (found !== undefined) return found;
  // Only a name written with `$`, or one declared around a function, can get here without a variable.
  const made: Variable = { value: undefined };
  scope.bind(name, made);
  return made;
}

function changed(machine: Machine, array: Value, keys: readonly Value[], value: Value): Value {
  const [key, ...rest] = keys;
  const inner = rest.length === 0 ? value : changed(machine, elementOf(array, key), rest, value);
  const found = withElement(array, key, inner) ?? fail("array index out of range");
  machine.spend(found.size >> 7);
  return found;
}

export const declarations: Readonly<Record<string, Handler>> = { local, global, set };
