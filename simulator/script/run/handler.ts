/** The form of a scripting command. */
import type { Expression } from "../syntax/tree";
import type { Value } from "../values/value";
import { evaluate } from "./evaluate";
import { fail } from "./failure";
import type { Machine } from "./machine";
import type { Scope } from "./scope";
import { after, type Soon, Waiting } from "./soon";

export type Arguments = Readonly<Record<string, Expression | undefined>>;
export type Handler = (machine: Machine, given: Arguments, scope: Scope) => Soon<Value>;

/** A command that needs the values of its arguments only. Those before `?` in `names` are required. */
export function simple(
  names: readonly string[],
  run: (values: Readonly<Record<string, Value>>, machine: Machine, given: Arguments) => Value,
  required: readonly string[] = names.slice(0, 1),
): Handler {
  return (machine, given, scope) => {
    const values: Record<string, Value> = {};
    const from = (first: number): Soon<Value> => {
      for (let at = first; at < names.length; at++) {
        const name = names[at] as string;
        const node = given[name];
        if (node === undefined) {
          if (required.includes(name)) missing(required.filter((other) => given[other] === undefined));
          continue;
        }
        const soon = evaluate(machine, node, scope);
        if (soon instanceof Waiting)
          return after(soon, (value) => {
            values[name] = value;
            return from(at + 1);
          });
        values[name] = soon;
      }
      return run(values, machine, given);
    };
    return from(0);
  };
}

export const missing = (names: readonly string[]): never =>
  fail(`missing value(s) of argument(s) ${names.join(" ")}`);
