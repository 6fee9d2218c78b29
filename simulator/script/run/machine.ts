/** Runs a script: its statements, calls and commands. */

import { Pattern } from "../pattern/pattern";
import { positionOf } from "../syntax/failure";
import type {
  Argument,
  BadCommand,
  Call,
  Expression,
  MenuCommand,
  Statement,
  Substitution,
} from "../syntax/tree";
import { ArrayValue, Code, FunctionValue, Id, Quoted, type Value } from "../values/value";
import { commands } from "./commands";
import type { GivenArgument, ScriptHost } from "./contract";
import { evaluate, located, truth } from "./evaluate";
import { Return, ScriptFailure, ScriptStopped } from "./failure";
import { type Frame, RowScope, Scope } from "./scope";

/** A run that may wait: it yields what it waits for. */
export type Run<T> = Generator<Promise<unknown>, T, unknown>;

export function* wait<T>(promise: Promise<T>): Run<T> {
  return (yield promise) as T;
}

const defaultSteps = 5_000_000;
/** Calls and blocks in each other; RouterOS's own limit is not established. */
const deepestCall = 100;
const keptPatterns = 200;

export class Machine {
  private steps = 0;
  private countedAt: number;
  private readonly patterns = new Map<string, Pattern>();

  constructor(readonly host: ScriptHost) {
    this.countedAt = host.clock.now();
  }

  /** The top of a script, with the variables its caller gives. */
  top(source: string): Scope {
    const scope = new Scope(undefined, { source, parameters: new Set(), depth: 0 });
    for (const [name, value] of this.host.variables ?? []) scope.bind(name, { value });
    return scope;
  }

  /** Counts work; too much of it between two moments of the clock stops the script. */
  spend(count: number): void {
    this.steps += count;
    const limit = this.host.stepLimit ?? defaultSteps;
    if (this.steps <= limit) return;
    const now = this.host.clock.now();
    if (now === this.countedAt)
      throw new ScriptStopped(`the simulator stopped the script after ${limit} steps without a delay`);
    this.countedAt = now;
    this.steps = count;
  }

  pattern(expression: string): Pattern {
    let found = this.patterns.get(expression);
    if (found !== undefined) return found;
    try {
      found = new Pattern(expression);
    } catch (error) {
      // The words are not established.
      throw new ScriptFailure(`invalid regular expression: ${(error as Error).message}`);
    }
    if (this.patterns.size >= keptPatterns) this.patterns.clear();
    this.patterns.set(expression, found);
    return found;
  }

  /** Statements in a scope of their own or in the given one; the value is that of the last. */
  *run(statements: readonly Statement[], scope: Scope, used = false): Run<Value> {
    let value: Value;
    for (const statement of statements) {
      value = yield* this.statement(statement, scope);
      // `print count-only` shows the number, unless brackets take it.
      if (!used && statement.kind === "menu" && statement.command === "print" && typeof value === "bigint")
        this.host.put(String(value));
    }
    return value;
  }

  *statement(node: Statement, scope: Scope): Run<Value> {
    this.spend(1);
    if (this.host.signal.aborted) throw new ScriptStopped("interrupted");
    switch (node.kind) {
      case "scripting": {
        try {
          return yield* (commands[node.name] as (typeof commands)[string])(this, node.arguments, scope);
        } catch (error) {
          throw located(error, `:${node.name}`, scope, node.start);
        }
      }
      case "menu":
        return yield* this.menu(node, scope);
      case "call":
        return yield* this.call(node, scope);
      case "block":
        return yield* this.run(node.statements, scope.inner());
      case "enter":
        return node.block === undefined ? undefined : yield* this.run(node.block.statements, scope.inner());
      case "bad":
        throw badCommand(node, scope);
    }
  }

  *evaluate(node: Expression, scope: Scope): Run<Value> {
    return yield* evaluate(this, node, scope);
  }

  /** `[…]`; nothing in it is nil. `:return` leaves the brackets: `[:if ($a) do={:return 1} else={:return 2}]` (7.21). */
  *substitute(node: Substitution, scope: Scope): Run<Value> {
    if (node.statements.length === 0) return null;
    try {
      return yield* this.run(node.statements, scope.inner(), true);
    } catch (error) {
      if (error instanceof Return) return error.value;
      throw error;
    }
  }

  /** Runs what a parameter like `do` holds: commands in braces, or a value that is code. */
  *body(node: Expression | undefined, scope: Scope): Run<Value> {
    if (node === undefined) return undefined;
    if (node.kind === "code") return yield* this.run(node.block.statements, scope.inner());
    const value = yield* evaluate(this, node, scope);
    return yield* this.invoke(value, [], "", scope);
  }

  private *call(node: Call, scope: Scope): Run<Value> {
    const callee = yield* evaluate(this, node.callee, scope);
    const given: { readonly name: string | undefined; readonly value: Value }[] = [];
    for (const { name, value } of node.arguments) {
      given.push({ name, value: value === undefined ? undefined : yield* evaluate(this, value, scope) });
    }
    const called = node.callee.kind === "variable" ? `$${node.callee.name}` : "";
    return yield* this.invoke(callee, given, called, scope);
  }

  /** Calls a function or parsed code. Nothing, and what is no code, is the result itself. */
  *invoke(
    callee: Value,
    given: readonly { readonly name: string | undefined; readonly value: Value }[],
    name: string,
    scope: Scope,
  ): Run<Value> {
    if (callee instanceof Quoted)
      return yield* evaluate(this, callee.body, this.frame(callee.source, given, name, scope));
    if (!(callee instanceof Code) && !(callee instanceof FunctionValue)) return callee;
    const isCode = callee instanceof Code;
    const inner = this.frame(isCode ? callee.script.source : callee.source, given, name, scope);
    try {
      const value = yield* this.run(isCode ? callee.script.statements : callee.statements, inner);
      // A function gives what it returns; parsed code also the value of its last command.
      return isCode ? value : undefined;
    } catch (error) {
      if (error instanceof Return) return error.value;
      throw error;
    }
  }

  private frame(
    source: string,
    given: readonly { readonly name: string | undefined; readonly value: Value }[],
    name: string,
    scope: Scope,
  ): Scope {
    const depth = scope.frame.depth + 1;
    // The words are not established.
    if (depth > deepestCall) throw new ScriptFailure("too many nested calls");
    const parameters = new Set(given.flatMap((argument) => argument.name ?? []));
    const inner = new Scope(undefined, { source, parameters, depth } satisfies Frame);
    if (name !== "") inner.bind("0", { value: name });
    // Called through an expression (`[($map->"f") x]`) a function has no name, and its arguments begin at `$0`.
    let position = name === "" ? -1 : 0;
    for (const argument of given) {
      position += argument.name === undefined ? 1 : 0;
      inner.bind(argument.name ?? String(position), { value: argument.value });
    }
    return inner;
  }

  private *menu(node: MenuCommand, scope: Scope): Run<Value> {
    try {
      const given: GivenArgument[] = [];
      for (const argument of node.arguments) given.push(yield* this.given(argument, scope));
      const { menu, command } = node;
      if (node.where === undefined)
        return yield* wait(this.host.command({ menu, command, arguments: given }));
      const selected = yield* this.select(menu, node.where, scope);
      if (command === "find") return new ArrayValue(selected.map((id) => new Id(id)));
      return yield* wait(this.host.command({ menu, command, arguments: given, selected }));
    } catch (error) {
      throw located(error, `${node.menu}/${node.command}`, scope, node.start);
    }
  }

  private *given({ name, value, negated }: Argument, scope: Scope): Run<GivenArgument> {
    if (value === undefined)
      return { name, value: true, written: undefined, flag: negated !== true, negated: negated === true };
    const written = writtenText(value);
    return { name, value: yield* evaluate(this, value, scope), written, flag: false, negated: false };
  }

  /** The rows that meet a condition. Every property of the menu is a variable in it, before any of the script's. */
  private *select(menu: string, where: Expression, scope: Scope): Run<string[]> {
    const { properties, rows } = this.host.rows(menu);
    const found: string[] = [];
    for (const { id, value } of rows) {
      this.spend(1);
      const row = new RowScope(scope, properties, value);
      if (truth(yield* evaluate(this, where, row), row)) found.push(id);
    }
    return found;
  }
}

/** What was written for an argument of a menu's command: RouterOS reads a word as the argument's type wants it. */
function writtenText(node: Expression): string | undefined {
  switch (node.kind) {
    case "literal":
    case "text":
      return node.text;
    case "code":
      return node.text;
    case "list": {
      if (node.joins) return undefined;
      const items = node.items.map(writtenText);
      return items.includes(undefined) ? undefined : items.join(",");
    }
    default:
      return undefined;
  }
}

function badCommand({ word, start }: BadCommand, scope: Scope): ScriptFailure {
  const { source } = scope.frame;
  const { line, column } = positionOf(source, source.indexOf(word, start));
  const failure = new ScriptFailure(`bad command name ${word} (line ${line} column ${column})`);
  failure.command = "";
  return failure;
}

/** Runs a parsed script to its end. */
export async function drive<T>(run: Run<T>): Promise<T> {
  let step = run.next();
  while (!step.done) {
    let value: unknown;
    try {
      value = await step.value;
    } catch (error) {
      step = run.throw(error);
      continue;
    }
    step = run.next(value);
  }
  return step.value;
}
