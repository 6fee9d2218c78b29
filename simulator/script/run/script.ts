/** Running scripts. */
import { ParseFailure } from "../syntax/failure";
import { parseScript } from "../syntax/parse";
import type { Script } from "../syntax/tree";
import type { Value } from "../values/value";
import type { ScriptHost } from "./contract";
import { Exit, LoopExit, Return, ScriptFailure, ScriptStopped } from "./failure";
import { drive, Machine } from "./machine";
import type { Scope } from "./scope";

/**
 * Runs a script from its text.
 *
 * @returns what a `:return` at the top gave, else the value of the last command
 * @throws ParseFailure before anything has run; ScriptFailure for an error that nothing caught; ScriptStopped when
 * the host's signal fired, or the script did too much without letting time pass
 */
export async function runScript(source: string, host: ScriptHost): Promise<Value> {
  return runParsed(parsed(source, host), host);
}

const kept = 64;
const known = new Map<string, Script>();

/** Schedulers run the same texts again and again: the newest trees are kept. */
function parsed(source: string, { version, variables }: ScriptHost): Script {
  const declared = [...(variables?.keys() ?? [])];
  const key = [version, ...declared, "", source].join("\n");
  const found = known.get(key) ?? parseScript(source, { version, declared });
  known.delete(key);
  known.set(key, found);
  const [oldest] = known.keys();
  if (known.size > kept && oldest !== undefined) known.delete(oldest);
  return found;
}

/** The same for a script that is parsed already. With `scope` in that scope, as lines of a console are. */
export async function runParsed(
  script: Script,
  host: ScriptHost,
  scope?: (top: Scope) => void,
): Promise<Value> {
  const machine = new Machine(host);
  const top = machine.top(script.source);
  scope?.(top);
  try {
    return await drive(machine.run(script.statements, top));
  } catch (error) {
    return endOf(error, host.signal);
  }
}

/** `:return` and `:exit` end a script without an error. */
function endOf(error: unknown, signal: AbortSignal): Value {
  if (error instanceof Return) return error.value;
  if (error instanceof Exit || error instanceof LoopExit) return undefined;
  if (signal.aborted && !(error instanceof ScriptStopped)) throw new ScriptStopped("interrupted");
  // Deeper than the simulator can follow.
  if (error instanceof RangeError) throw new ScriptFailure("too many nested calls");
  throw error;
}

/** What a failed run says: RouterOS's words, and where. */
export function failureText(error: unknown): string | undefined {
  if (error instanceof ScriptFailure) return error.text;
  if (error instanceof ParseFailure) return error.message;
  return error instanceof ScriptStopped ? error.reason : undefined;
}
