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
import { Recent } from "./recent";
import { type Frame, RowScope, Scope } from "./scope";
import { after, attempt, collect, type Soon } from "./soon";

const defaultSteps = 5_000_000;
/** Calls and blocks in each other; RouterOS's own limit is not established. */
const deepestCall = 100;
/** Patterns hold no state: every run shares those that were used last. */
const patterns = new Recent<string, Pattern>(200);

export class Machine {
  private steps = 0;
  private countedAt: number;

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
    return patterns.get(expression, () => {
      try {
        return new Pattern(expression);
      } catch (error) {
        // The words are not established.
        throw new ScriptFailure(`invalid regular expression: ${(error as Error).message}`);
      }
    });
  }

  /** Statements in a scope of their own or in the given one; the value is that of the last. */
  run(statements: readonly Statement[], scope: Scope, used = false): Soon<Value> {
    let last: Value;
    const one = (statement: Statement): Soon<undefined> =>
      after(this.statement(statement, scope), (value) => {
        last = value;
        // `print count-only` shows the number, unless brackets take it.
        if (!used && statement.kind === "menu" && statement.command === "print" && typeof value === "bigint")
          this.host.put(String(value));
        return undefined;
      });
    return after(collect(statements, one), () => last);
  }

  statement(node: Statement, scope: Scope): Soon<Value> {
    this.spend(1);
    if (this.host.signal.aborted) throw new ScriptStopped("interrupted");
    switch (node.kind) {
      case "scripting":
        return attempt(
          () => (commands[node.name] as (typeof commands)[string])(this, node.arguments, scope),
          (error) => {
            throw located(error, `:${node.name}`, scope, node.start);
          },
        );
      case "menu":
        return attempt(
          () => this.menu(node, scope),
          (error) => {
            throw located(error, `${node.menu}/${node.command}`, scope, node.start);
          },
        );
      case "call":
        return this.call(node, scope);
      case "block":
        return this.run(node.statements, scope.inner());
      case "enter":
        return node.block === undefined ? undefined : this.run(node.block.statements, scope.inner());
      case "bad":
        throw badCommand(node, scope);
    }
  }

  /** `[…]`; nothing in it is nil. `:return` leaves the brackets: `[:if ($a) do={:return 1} else={:return 2}]` (7.21). */
  substitute(node: Substitution, scope: Scope): Soon<Value> {
    if (node.statements.length === 0) return null;
    return attempt(() => this.run(node.statements, scope.inner(), true), returned);
  }

  /** Runs what a parameter like `do` holds: commands in braces, or a value that is code. */
  body(node: Expression | undefined, scope: Scope): Soon<Value> {
    if (node === undefined) return undefined;
    if (node.kind === "code") return this.run(node.block.statements, scope.inner());
    return after(evaluate(this, node, scope), (value) => this.invoke(value, [], "", scope));
  }

  private call(node: Call, scope: Scope): Soon<Value> {
    const named = ({ name, value }: Argument): Soon<CallArgument> =>
      value === undefined
        ? { name, value: undefined }
        : after(evaluate(this, value, scope), (found) => ({ name, value: found }));
    const called = node.callee.kind === "variable" ? `$${node.callee.name}` : "";
    return after(evaluate(this, node.callee, scope), (callee) =>
      after(collect(node.arguments, named), (given) => this.invoke(callee, given, called, scope)),
    );
  }

  /** Calls a function or parsed code. Nothing, and what is no code, is the result itself. */
  invoke(callee: Value, given: readonly CallArgument[], name: string, scope: Scope): Soon<Value> {
    if (callee instanceof Quoted)
      return evaluate(this, callee.body, this.frame(callee.source, given, name, scope));
    if (!(callee instanceof Code) && !(callee instanceof FunctionValue)) return callee;
    const isCode = callee instanceof Code;
    const inner = this.frame(isCode ? callee.script.source : callee.source, given, name, scope);
    const statements = isCode ? callee.script.statements : callee.statements;
    // A function gives what it returns; parsed code also the value of its last command.
    const run = () => after(this.run(statements, inner), (value) => (isCode ? value : undefined));
    return attempt(run, returned);
  }

  private frame(source: string, given: readonly CallArgument[], name: string, scope: Scope): Scope {
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

  private menu({ menu, command, where, arguments: written }: MenuCommand, scope: Scope): Soon<Value> {
    return after(
      collect(written, (argument) => this.given(argument, scope)),
      (given) => {
        if (where === undefined) return this.host.command({ menu, command, arguments: given });
        return after(this.select(menu, where, scope), (selected) =>
          command === "find"
            ? new ArrayValue(selected.map((id) => new Id(id)))
            : this.host.command({ menu, command, arguments: given, selected }),
        );
      },
    );
  }

  private given({ name, value, negated }: Argument, scope: Scope): Soon<GivenArgument> {
    if (value === undefined)
      return { name, value: true, written: undefined, flag: negated !== true, negated: negated === true };
    const written = writtenText(value);
    return after(evaluate(this, value, scope), (found) => ({
      name,
      value: found,
      written,
      flag: false,
      negated: false,
    }));
  }

  /** The rows that meet a condition. Every property of the menu is a variable in it, before any of the script's. */
  private select(menu: string, where: Expression, scope: Scope): Soon<string[]> {
    const rows = this.host.rows(menu);
    const found: string[] = [];
    let at = 0;
    const judge = (id: string): Soon<undefined> => {
      this.spend(1);
      const row = new RowScope(scope, rows, at);
      at += 1;
      return after(evaluate(this, where, row), (condition) => {
        if (truth(condition, row)) found.push(id);
        return undefined;
      });
    };
    return after(collect(rows.ids, judge), () => found);
  }
}

/** An argument of a function. */
interface CallArgument {
  readonly name: string | undefined;
  readonly value: Value;
}

/** The value of a `:return`; any other error goes on. */
function returned(error: unknown): Value {
  if (error instanceof Return) return error.value;
  throw error;
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
