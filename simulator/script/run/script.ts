/** Running scripts. */
import { ParseFailure } from "../syntax/failure";
import { parseScript } from "../syntax/parse";
import type { Script } from "../syntax/tree";
import type { Value } from "../values/value";
import type { ScriptHost } from "./contract";
import { Exit, LoopExit, Return, ScriptFailure, ScriptStopped } from "./failure";
import { Machine } from "./machine";
import { Recent } from "./recent";
import type { Scope } from "./scope";
import { drive } from "./soon";

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

/**
 * Schedulers run the same texts again and again: their trees are kept, by what they were parsed with and then by their
 * text. Trees are never changed, so they hold for every router; the newest of each kind stay.
 */
const known = new Map<string, Recent<string, Script>>();
const kept = 64;

function parsed(source: string, { version, variables }: ScriptHost): Script {
  const declared = [...(variables?.keys() ?? [])];
  const kind = [version, ...declared].join("\n");
  const trees = known.get(kind) ?? new Recent(kept);
  known.set(kind, trees);
  return trees.get(source, () => parseScript(source, { version, declared }));
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
