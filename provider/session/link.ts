/**
 * Commands to one router, whatever happens to the connection: reads are repeated after a loss; a write only when it
 * certainly was not carried out.
 */
import type { Command, Reply } from "../client/contract";
import type { Connect, Dial } from "./dial";
import { RouterOsError } from "./errors";
import { createLines, defaultTimes, type Lines, type LineTimes } from "./lines";
import { failure, words } from "./messages";
import { pauses } from "./pauses";
import type { RouterSettings } from "./settings";

export interface Link extends Pick<Lines, "hold" | "close"> {
  /** A command that changes nothing: repeated once on a fresh connection, and while the router is busy. */
  read(command: Command): Promise<Reply>;
  /** A command that changes something: `unanswered` when it may have been carried out and nobody knows. */
  write(command: Command): Promise<Reply>;
}

export function createLink(
  settings: RouterSettings,
  connect: Connect,
  times: LineTimes = defaultTimes,
  dialler?: Dial,
): Link {
  const lines = createLines(settings, connect, times, dialler);

  async function send(command: Command, changes: boolean): Promise<Reply> {
    const pause = pauses(settings.commandDeadline);
    let lost = false;
    for (;;) {
      const line = await lines.take();
      try {
        return await lines.run(line, command);
      } catch (error) {
        if (!(error instanceof RouterOsError)) throw failure("unanswered", words(error), error);
        const mayRepeat = !changes || !error.mayHaveExecuted;
        const loss = losses.has(error.category);
        if (loss) lines.retire(line);
        if (loss && mayRepeat && !lost) lost = true;
        else if (!(error.category === "busy" && mayRepeat && (await pause()))) throw error;
      }
    }
  }

  return {
    read: (command) => send(command, false),
    write: (command) => send(command, true),
    hold: lines.hold,
    close: lines.close,
  };
}

/** After these nothing more is asked on the same connection: it is closed, unreadable, or silent. */
const losses: ReadonlySet<string> = new Set(["unreachable", "unanswered", "not-routeros"]);
