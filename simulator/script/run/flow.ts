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
import { type Machine, type Run, wait } from "./machine";
import type { Scope } from "./scope";

function* holds(machine: Machine, node: Expression | undefined, scope: Scope): Run<boolean> {
  if (node === undefined) return missing(["condition"]);
  return truth(yield* evaluate(machine, node, scope));
}

const conditional: Handler = function* (machine, { condition, do: then, else: otherwise }, scope) {
  const branch = (yield* holds(machine, condition, scope)) ? then : otherwise;
  return yield* machine.body(branch, scope);
};

/** Runs a loop's block; false when `:break` ended the loop. */
function* turn(machine: Machine, body: Expression | undefined, scope: Scope): Run<boolean> {
  machine.spend(1);
  try {
    yield* machine.body(body, scope);
    return true;
  } catch (error) {
    if (!(error instanceof LoopExit)) throw error;
    return error.kind === "continue";
  }
}

const loop: Handler = function* (machine, { condition, do: body }, scope) {
  while (yield* holds(machine, condition, scope)) {
    if (!(yield* turn(machine, body, scope))) break;
  }
  return undefined;
};

/** `:do { … } while=(…)`, `:do { … } on-error={ … }` */
const doBlock: Handler = function* (machine, given, scope) {
  const { command, while: condition, "on-error": onError, if: guard } = given;
  if (guard !== undefined && !(yield* holds(machine, guard, scope))) return undefined;
  return yield* caught(
    machine,
    onError,
    scope,
    (function* (): Run<Value> {
      if (condition === undefined) return yield* machine.body(command, scope);
      do {
        if (!(yield* turn(machine, command, scope))) break;
      } while (yield* holds(machine, condition, scope));
      return undefined;
    })(),
  );
};

/** What fails in `work` runs `onError` instead. */
function* caught(
  machine: Machine,
  onError: Expression | undefined,
  scope: Scope,
  work: Run<Value>,
): Run<Value> {
  if (onError === undefined) return yield* work;
  try {
    return yield* work;
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error;
    return yield* machine.body(onError, scope);
  }
}

const names = (node: Expression | undefined): string[] => {
  if (node?.kind === "variable") return [node.name];
  return node?.kind === "list" ? node.items.flatMap(names) : missing(["counter"]);
};

const foreach: Handler = function* (machine, given, scope) {
  const [first = "", second] = names(given.counter);
  const values = given.in === undefined ? missing(["in"]) : yield* evaluate(machine, given.in, scope);
  return yield* caught(
    machine,
    given["on-error"],
    scope,
    (function* (): Run<Value> {
      for (const [key, value] of entriesOf(asArray(values))) {
        const inner = scope.inner();
        inner.bind(first, { value: second === undefined ? value : key });
        if (second !== undefined) inner.bind(second, { value });
        if (!(yield* turn(machine, given.do, inner))) break;
      }
      return undefined;
    })(),
  );
};

function* count(machine: Machine, given: Arguments, name: string, scope: Scope): Run<bigint | undefined> {
  const node = given[name];
  if (node === undefined) return undefined;
  const found = tonum(yield* evaluate(machine, node, scope));
  return typeof found === "bigint" ? found : fail(`invalid value for argument ${name}`);
}

/** Counts from one number to the other, downwards where the second is smaller. */
const forLoop: Handler = function* (machine, given, scope) {
  const [name = ""] = names(given.counter);
  const from = (yield* count(machine, given, "from", scope)) ?? missing(["from"]);
  const to = (yield* count(machine, given, "to", scope)) ?? missing(["to"]);
  const step = (yield* count(machine, given, "step", scope)) ?? (from <= to ? 1n : -1n);
  // RouterOS would never end.
  if (step === 0n) fail("invalid value for argument step");
  return yield* caught(
    machine,
    given["on-error"],
    scope,
    (function* (): Run<Value> {
      for (let at = from; step > 0n ? at <= to : at >= to; at += step) {
        const inner = scope.inner();
        inner.bind(name, { value: at });
        if (!(yield* turn(machine, given.do, inner))) break;
      }
      return undefined;
    })(),
  );
};

/** True where there was an error, else false; the variable has the error's text, a second one its parts. */
const onerror: Handler = function* (machine, given, scope) {
  const [first = "", second] = names(given.error);
  try {
    yield* machine.body(given.in, scope);
    return false;
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error;
    const inner = scope.inner();
    inner.bind(first, { value: error.text });
    if (second !== undefined) inner.bind(second, { value: detailsOf(error) });
    yield* machine.body(given.do, inner);
    return true;
  }
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

const retry: Handler = function* (machine, given, scope) {
  const max = (yield* count(machine, given, "max", scope)) ?? missing(["max"]);
  const delay = given.delay === undefined ? undefined : yield* evaluate(machine, given.delay, scope);
  for (let attempt = 1n; ; attempt++) {
    machine.spend(1);
    try {
      return yield* machine.body(given.command, scope);
    } catch (error) {
      if (!(error instanceof ScriptFailure)) throw error;
      if (attempt < max) {
        yield* pause(machine, delay ?? 1n, "delay");
        continue;
      }
      if (given["on-error"] === undefined) throw error;
      return yield* machine.body(given["on-error"], scope);
    }
  }
};

function* pause(machine: Machine, value: Value, name: string): Run<undefined> {
  const time = totime(value);
  if (!(time instanceof Time)) return fail(`invalid value for argument ${name}`);
  const { clock, signal } = machine.host;
  yield* wait(clock.sleep(Math.max(0, milliseconds(time)), signal));
  return undefined;
}

const delay: Handler = function* (machine, given, scope) {
  const node = given["delay-time"] ?? missing(["delay-time"]);
  return yield* pause(machine, yield* evaluate(machine, node, scope), "delay-time");
};

const time: Handler = function* (machine, given, scope) {
  const start = machine.host.clock.now();
  yield* machine.body(given.command, scope);
  return new Time(BigInt(Math.round((machine.host.clock.now() - start) * 1000)) * 1000n);
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
