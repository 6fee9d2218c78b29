import { CommandFailure, type Trap } from "../config/contract";
import { type ApiCommand, type Replies, repliesFor } from "./sentence";

/** A cancelled command ends with this, then with its `!done` (measured on 7.23.1). */
export const interrupted: Trap = { message: "interrupted", category: 2 };

/** A command between its sentence and its `!done`. */
export interface RunningCommand {
  readonly command: ApiCommand;
  readonly replies: Replies;
  /** Fires on `/cancel` and when the session ends. */
  readonly signal: AbortSignal;
  /** Sends reply sentences, or keeps them back while `hold` is on. Nothing is sent for a command that has ended. */
  send(...sentences: Buffer[]): void;
  /** From now on replies are kept instead of sent. */
  hold(): void;
  /** What was kept. */
  readonly held: readonly Buffer[];
  /** Sends what was kept. */
  release(): void;
  /** Nothing more is sent for this command, and its signal fires. */
  abandon(): void;
  readonly ended: boolean;
}

export function runningCommand(command: ApiCommand, write: (sentence: Buffer) => void): RunningCommand {
  const abort = new AbortController();
  const held: Buffer[] = [];
  let holding = false;
  let ended = false;
  return {
    command,
    replies: repliesFor(command.tag),
    signal: abort.signal,
    held,
    get ended() {
      return ended;
    },
    send: (...sentences) => {
      if (ended) return;
      if (holding) held.push(...sentences);
      else sentences.forEach(write);
    },
    hold: () => {
      holding = true;
    },
    release: () => {
      if (!ended) held.forEach(write);
      held.length = 0;
      holding = false;
    },
    abandon: () => {
      ended = true;
      abort.abort(new CommandFailure(interrupted));
    },
  };
}
