import {
  type Caller,
  CommandFailure,
  type CommandRequest,
  type ConfigurationPlane,
  type PrintedRow,
  type Trap,
} from "../config/contract";
import type { RunningCommand } from "./running";
import { type ApiCommand, sendsEmpty } from "./sentence";

/** Has the plane execute a command and sends its rows and its end. Rejects with what the command failed with. */
export async function executeInPlane(
  run: RunningCommand,
  plane: ConfigurationPlane,
  caller: Caller,
): Promise<void> {
  const { command, replies, signal } = run;
  const refusal = malformed(command, plane);
  if (refusal) throw new CommandFailure(refusal);
  let rows = 0;
  const row = (printed: PrintedRow) => {
    rows += 1;
    run.send(replies.row(printed));
  };
  const request: CommandRequest = {
    menu: command.menu,
    command: command.command,
    arguments: command.arguments,
    queries: command.queries,
  };
  const result = await plane.execute(request, caller, { row, signal });
  const isEmpty = result.returnsRows && rows === 0 && result.ret === undefined;
  if (isEmpty && sendsEmpty(plane.version)) run.send(replies.empty());
  run.send(replies.done(result.ret));
}

/** Why a sentence is no command for the plane. */
function malformed(command: ApiCommand, plane: ConfigurationPlane): Trap | undefined {
  if (!command.path.startsWith("/")) return { message: "no such command", category: 0 };
  const [stray] = command.strayWords;
  if (stray === undefined) return undefined;
  // v6 does not say which parameter.
  return { message: plane.version.startsWith("6.") ? "unknown parameter" : `unknown parameter ${stray}` };
}

/** The traps of a failed command; a defect of the simulator looks like a defect of RouterOS, with its reason. */
export function trapsOf(error: unknown): readonly Trap[] {
  if (error instanceof CommandFailure) return error.traps;
  const reason = error instanceof Error ? error.message : String(error);
  return [{ message: `error - contact MikroTik support and send a supout file (3): ${reason}` }];
}
