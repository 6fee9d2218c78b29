import type { Clock } from "../clock";
import type { CommandFault } from "./faults";
import type { RunningCommand } from "./running";

/** What faults act on besides the command itself. */
export interface FaultTargets {
  readonly clock: Clock;
  readonly write: (bytes: Buffer) => void;
  readonly fatal: (reason: string) => void;
  readonly disconnect: (how: "close" | "reset") => void;
  readonly reboot: (downFor: number | undefined) => void;
}

/** Text of a busy router (category none), as RouterOS words it. */
const busyMessage =
  "action timed out - try again, if error continues contact MikroTik support and send a supout file (13)";

/** 0xFF is a reserved control byte: a client that meets it cannot continue. */
const defaultGarbage = Buffer.of(0xff, 0x21, 0x72, 0x65, 0x00);

/** `true`: the fault has settled the command, nothing that follows happens. */
type Settled = boolean;

/** Executes the command with the faults that strike it, in their order. Never rejects. */
export async function runWithFaults(
  run: RunningCommand,
  striking: Iterable<CommandFault>,
  execute: () => Promise<void>,
  targets: FaultTargets,
): Promise<void> {
  const after: CommandFault[] = [];
  for (const fault of striking) {
    if ("when" in fault && fault.when === "after") after.push(fault);
    else if (await apply(fault, run, targets)) return;
  }
  if (run.ended) return;
  if (after.length > 0) run.hold();
  await execute();
  for (const fault of after) if (await apply(fault, run, targets)) return;
  run.release();
}

async function apply(fault: CommandFault, run: RunningCommand, targets: FaultTargets): Promise<Settled> {
  switch (fault.kind) {
    case "delay":
      return targets.clock.sleep(fault.milliseconds, run.signal).then(
        () => false,
        () => true,
      );
    case "busy":
      run.send(run.replies.trap({ message: busyMessage }), run.replies.done());
      return true;
    case "trap":
      run.send(...fault.traps.map(run.replies.trap), run.replies.done());
      return true;
    case "drop":
      run.abandon();
      targets.disconnect(fault.how ?? "close");
      return true;
    case "fatal":
      targets.fatal(fault.reason ?? "connection terminated");
      return true;
    case "garbage":
      targets.write(Buffer.from(fault.bytes ?? defaultGarbage));
      return true;
    case "half-word":
      return halfWord(run, fault.afterwards ?? "hang", targets);
    case "hang":
      return untilAborted(run.signal);
    case "reboot":
      run.abandon();
      targets.reboot(fault.downFor);
      return true;
  }
}

async function halfWord(
  run: RunningCommand,
  afterwards: "hang" | "close",
  targets: FaultTargets,
): Promise<Settled> {
  const sentence = run.held[0] ?? run.replies.done();
  targets.write(sentence.subarray(0, Math.ceil(sentence.length / 2)));
  if (afterwards === "hang") return untilAborted(run.signal);
  run.abandon();
  // The half that was written has to leave before the connection does.
  setImmediate(() => setImmediate(() => targets.disconnect("close")));
  return true;
}

function untilAborted(signal: AbortSignal): Promise<Settled> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(true);
    else signal.addEventListener("abort", () => resolve(true), { once: true });
  });
}
