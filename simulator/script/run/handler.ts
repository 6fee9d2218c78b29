/** The form of a scripting command. */
import type { Expression } from "../syntax/tree";
import type { Value } from "../values/value";
import { evaluate } from "./evaluate";
import { fail } from "./failure";
import type { Machine, Run } from "./machine";
import type { Scope } from "./scope";

export type Arguments = Readonly<Record<string, Expression | undefined>>;
export type Handler = (machine: Machine, given: Arguments, scope: Scope) => Run<Value>;

/** A command that needs the values of its arguments only. Those before `?` in `names` are required. */
export function simple(
  names: readonly string[],
  run: (values: Readonly<Record<string, Value>>, machine: Machine, given: Arguments) => Value,
  required: readonly string[] = names.slice(0, 1),
): Handler {
  return function* (machine, given, scope) {
    const values: Record<string, Value> = {};
    for (const name of names) {
      const node = given[name];
      if (node !== undefined) values[name] = yield* evaluate(machine, node, scope);
      else if (required.includes(name)) missing(required.filter((other) => given[other] === undefined));
    }
    return run(values, machine, given);
  };
}

export const missing = (names: readonly string[]): never =>
  fail(`missing value(s) of argument(s) ${names.join(" ")}`);
