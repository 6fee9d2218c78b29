/** `:local`, `:global`, `:set`. */
import type { Expression } from "../syntax/tree";
import { elementOf, withElement } from "../values/arrays";
import { FunctionValue, type Value } from "../values/value";
import { evaluate } from "./evaluate";
import { fail } from "./failure";
import type { Arguments, Handler } from "./handler";
import { missing } from "./handler";
import type { Machine } from "./machine";
import type { Scope, Variable } from "./scope";
import { after, collect, type Soon } from "./soon";

/** The value given, or the function that `do` is. */
function given(machine: Machine, args: Arguments, scope: Scope): Soon<Value> {
  const body = args.do;
  if (body?.kind === "code") return new FunctionValue(body.block.statements, scope.frame.source, body);
  const node = body ?? args.value;
  return node === undefined ? undefined : evaluate(machine, node, scope);
}

function nameOf(args: Arguments): string {
  return args.name?.kind === "variable" ? args.name.name : missing(["name"]);
}

const local: Handler = (machine, args, scope) => {
  const name = nameOf(args);
  return after(given(machine, args, scope), (value) => {
    scope.bind(name, { value });
    return undefined;
  });
};

/** Binds the name here to the user's variable; with a value also assigns it. */
const global: Handler = (machine, args, scope) => {
  const name = nameOf(args);
  const hasValue = args.value !== undefined || args.do !== undefined;
  return after(given(machine, args, scope), (value) => {
    // An argument of the function hides the global of that name (manual).
    const hidden = scope.frame.parameters.has(name) ? scope.find(name) : undefined;
    const variable: Variable = hidden ?? machine.host.globals.variable(name);
    if (hasValue) variable.value = value;
    scope.bind(name, variable);
    return undefined;
  });
};

const set: Handler = (machine, args, scope) => {
  const target = args.name ?? missing(["name"]);
  return after(given(machine, args, scope), (value) => assign(machine, target, value, scope));
};

/** To a variable, or to the place in it that `->` leads to. */
function assign(machine: Machine, target: Expression, value: Value, scope: Scope): Soon<undefined> {
  if (target.kind === "variable") {
    variableOf(target.name, scope).value = value;
    return undefined;
  }
  // The keys from the last to the first: as they are evaluated.
  const path: Expression[] = [];
  let base: Expression = target;
  while (base.kind === "binary" && base.operator === "->") {
    path.push(base.right);
    base = base.left;
  }
  const { kind } = base;
  const name = kind === "variable" ? base.name : "";
  return after(
    collect(path, (key) => evaluate(machine, key, scope)),
    (keys) => {
      if (kind !== "variable") return fail("syntax error");
      const variable = variableOf(name, scope);
      variable.value = changed(machine, variable.value, keys.reverse(), value);
      return undefined;
    },
  );
}

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
