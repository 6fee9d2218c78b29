/**
 * Defect removed: a command has no deadline of its own. One that is never answered hangs for ever, and the socket's
 * idle timeout, where it strikes, takes all other commands with it.
 */
import type { Command, Reply } from "../contract";
import { deadlineFailure } from "../loss-failure";
import type { Wire } from "./wire";

/**
 * Runs one command to its end. Rejects with `RouterOsError`; past `deadline` (milliseconds; `undefined`: someone
 * else watches the time) it sends `/cancel` and rejects with `unanswered`.
 */
export function run(wire: Wire, command: Command, deadline: number | undefined): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const rows: Readonly<Record<string, string>>[] = [];
    let timer: NodeJS.Timeout | undefined;
    const sent = wire.send(command, {
      row: (row) => rows.push(row),
      done: ({ ret }) => {
        clearTimeout(timer);
        resolve(ret === undefined ? { rows } : { rows, ret });
      },
      failed: (failure) => {
        clearTimeout(timer);
        reject(failure);
      },
    });
    if (deadline === undefined || wire.connector.loss) return;
    timer = setTimeout(() => {
      sent.abandon();
      sent.cancel();
      reject(deadlineFailure({ label: wire.label, path: command.path }, deadline));
    }, deadline);
  });
}
