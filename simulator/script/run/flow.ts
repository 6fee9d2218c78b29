/** Conditions, loops, errors. */
import type { Expression } from "../syntax/tree";
import { arrayOf, asArray, entriesOf } from "../values/arrays";
import { tonum, totime } from "../values/convert";
import { truth } from "../values/operators";
import { toText } from "../values/text";
import { milliseconds } from "../values/times";
import { type ArrayValue, Time, type Value } from "../values/value";
import { evaluate } from "./evaluate";
import { Exit, fail, LoopExit, Return, ScriptFailure } from "./failure";
import type { Arguments, Handler } from "./handler";
import { missing, simple } from "./handler";
import type { Machine } from "./machine";
import type { Scope } from "./scope";
import { after, attempt, repeat, type Soon, waitFor } from "./soon";

function holds(machine: Machine, node: Expression | undefined, scope: Scope): Soon<boolean> {
  return node === undefined ? missing(["condition"]) : after(evaluate(machine, node, scope), truth);
}

const conditional: Handler = (machine, { condition, do: then, else: otherwise }, scope) =>
  after(holds(machine, condition, scope), (isTrue) => machine.body(isTrue ? then : otherwise, scope));

/** Runs a loop's block; false when `:break` ended the loop. */
function turn(machine: Machine, body: Expression | undefined, scope: Scope): Soon<boolean> {
  machine.spend(1);
  return attempt<boolean>(
    () => after(machine.body(body, scope), () => true),
    (error) => {
      if (!(error instanceof LoopExit)) throw error;
      return error.kind === "continue";
    },
  );
}

const loop: Handler = (machine, { condition, do: body }, scope) =>
  repeat(() => after(holds(machine, condition, scope), (isTrue) => isTrue && turn(machine, body, scope)));

/** `:do { … } while=(…)`, `:do { … } on-error={ … }` */
const doBlock: Handler = (machine, given, scope) => {
  const { command, while: condition, "on-error": onError, if: guard } = given;
  const work = (): Soon<Value> =>
    condition === undefined
      ? machine.body(command, scope)
      : repeat(() =>
          after(turn(machine, command, scope), (goesOn) => goesOn && holds(machine, condition, scope)),
        );
  const block = () => caught(machine, onError, scope, work);
  if (guard === undefined) return block();
  return after(holds(machine, guard, scope), (isTrue) => (isTrue ? block() : undefined));
};

/** What fails in `work` runs `onError` instead. */
function caught(
  machine: Machine,
  onError: Expression | undefined,
  scope: Scope,
  work: () => Soon<Value>,
): Soon<Value> {
  if (onError === undefined) return work();
  return attempt(work, (error) => {
    if (!(error instanceof ScriptFailure)) throw error;
    return machine.body(onError, scope);
  });
}

const names = (node: Expression | undefined): string[] => {
  if (node?.kind === "variable") return [node.name];
  return node?.kind === "list" ? node.items.flatMap(names) : missing(["counter"]);
};

const foreach: Handler = (machine, given, scope) => {
  const [first = "", second] = names(given.counter);
  const list = given.in === undefined ? missing(["in"]) : evaluate(machine, given.in, scope);
  return after(list, (values) => {
    const entries = entriesOf(asArray(values))[Symbol.iterator]();
    const next = (): Soon<boolean> => {
      const { done, value: entry } = entries.next();
      if (done === true) return false;
      const [key, value] = entry;
      const inner = scope.inner();
      inner.bind(first, { value: second === undefined ? value : key });
      if (second !== undefined) inner.bind(second, { value });
      return turn(machine, given.do, inner);
    };
    return caught(machine, given["on-error"], scope, () => repeat(next));
  });
};

function count(machine: Machine, given: Arguments, name: string, scope: Scope): Soon<bigint | undefined> {
  const node = given[name];
  if (node === undefined) return undefined;
  return after(evaluate(machine, node, scope), (value) => {
    const found = tonum(value);
    return typeof found === "bigint" ? found : fail(`invalid value for argument ${name}`);
  });
}

/** The same for an argument that has to be there. */
const needed = (machine: Machine, given: Arguments, name: string, scope: Scope): Soon<bigint> =>
  after(count(machine, given, name, scope), (found) => found ?? missing([name]));

/** Counts from one number to the other, downwards where the second is smaller. */
const forLoop: Handler = (machine, given, scope) => {
  const [name = ""] = names(given.counter);
  return after(needed(machine, given, "from", scope), (from) =>
    after(needed(machine, given, "to", scope), (to) =>
      after(count(machine, given, "step", scope), (step = from <= to ? 1n : -1n) => {
        // RouterOS would never end.
        if (step === 0n) fail("invalid value for argument step");
        let at = from;
        const next = (): Soon<boolean> => {
          if (step > 0n ? at > to : at < to) return false;
          const inner = scope.inner();
          inner.bind(name, { value: at });
          at += step;
          return turn(machine, given.do, inner);
        };
        return caught(machine, given["on-error"], scope, () => repeat(next));
      }),
    ),
  );
};

/** True where there was an error, else false; the variable has the error's text, a second one its parts. */
const onerror: Handler = (machine, given, scope) => {
  const [first = "", second] = names(given.error);
  return attempt<Value>(
    () => after(machine.body(given.in, scope), () => false),
    (error) => {
      if (!(error instanceof ScriptFailure)) throw error;
      const inner = scope.inner();
      inner.bind(first, { value: error.text });
      if (second !== undefined) inner.bind(second, { value: detailsOf(error) });
      return after(machine.body(given.do, inner), () => true);
    },
  );
};

/** `code` and `http-headers` of fetch are documented; the other names are the simulator's. */
function detailsOf(error: ScriptFailure): ArrayValue {
  return arrayOf(
    [],
    [
      ...error.details,
      ["message", error.reason],
      ["command", error.command],
      ["line", error.line === undefined ? undefined : BigInt(error.line)],
    ],
  );
}

const retry: Handler = (machine, given, scope) => {
  const { command, delay: wait, "on-error": onError } = given;
  let result: Value;
  const end = (value: Value): boolean => {
    result = value;
    return false;
  };
  return after(needed(machine, given, "max", scope), (max) =>
    after(wait === undefined ? 1n : evaluate(machine, wait, scope), (delay) => {
      let left = max;
      const next = (): Soon<boolean> => {
        machine.spend(1);
        left -= 1n;
        return attempt<boolean>(
          () => after(machine.body(command, scope), end),
          (error) => {
            if (!(error instanceof ScriptFailure)) throw error;
            if (left > 0n) return after(pause(machine, delay ?? 1n, "delay"), () => true);
            if (onError === undefined) throw error;
            return after(machine.body(onError, scope), end);
          },
        );
      };
      return after(repeat(next), () => result);
    }),
  );
};

function pause(machine: Machine, value: Value, name: string): Soon<undefined> {
  const time = totime(value);
  if (!(time instanceof Time)) return fail(`invalid value for argument ${name}`);
  const { clock, signal } = machine.host;
  return after(waitFor(clock.sleep(Math.max(0, milliseconds(time)), signal)), () => undefined);
}

const delay: Handler = (machine, given, scope) => {
  const node = given["delay-time"] ?? missing(["delay-time"]);
  return after(evaluate(machine, node, scope), (value) => pause(machine, value, "delay-time"));
};

const time: Handler = (machine, given, scope) => {
  const start = machine.host.clock.now();
  return after(
    machine.body(given.command, scope),
    () => new Time(BigInt(Math.round((machine.host.clock.now() - start) * 1000)) * 1000n),
  );
};

const leave = (make: () => unknown): Handler =>
  simple([], () => {
    throw make();
  });

export const flow: Readonly<Record<string, Handler>> = {
  if: conditional,
  while: loop,
  do: doBlock,
  foreach,
  for: forLoop,
  onerror,
  retry,
  delay,
  time,
  error: simple(["message"], ({ message }) => {
    throw new ScriptFailure(toText(message), message);
  }),
  return: simple(["value"], ({ value }) => {
    throw new Return(value);
  }),
  break: leave(() => new LoopExit("break")),
  continue: leave(() => new LoopExit("continue")),
  exit: leave(() => new Exit()),
  quit: leave(() => new Exit()),
};
