import { type CallOff, type Clock, sleepWith } from "./clock";
import { type Timer, timerQueue } from "./queue";

/** A clock that stands still until it is moved. */
export interface ManualClock extends Clock {
  /**
   * Moves time forward by `milliseconds`, firing what falls due on the way in order of time. Between two timers
   * the work they woke gets to run, so that what it starts within the span fires too.
   */
  advance(milliseconds: number): Promise<void>;
  /** Number of timers that have not fired yet. */
  pending(): number;
}

/** @param start the first `now()`, in milliseconds since 1970; default 2026-01-01T00:00:00Z */
export function manualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  const queue = timerQueue();

  const startTimer = (milliseconds: number, action: () => void, quiet: boolean): CallOff => {
    const timer = queue.add(now + Math.max(0, milliseconds), action, quiet);
    return () => queue.remove(timer);
  };

  return {
    now: () => now,
    sleep: (milliseconds, signal) => sleepWith((wake) => startTimer(milliseconds, wake, false), signal),
    schedule: (milliseconds, action) => startTimer(milliseconds, action, false),
    tick: (milliseconds, action) => startTimer(milliseconds, action, true),
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      await settle();
      let quietly = 0;
      for (let timer: Timer | undefined = queue.take(end); timer; timer = queue.take(end)) {
        now = timer.due;
        timer.action();
        if (!timer.quiet) await settle();
        else if (++quietly % breath === 0) await turn();
      }
      now = end;
    },
    pending: () => queue.size,
  };
}

/** Quiet timers in a row after which the process gets a turn, so that it can be interrupted. */
const breath = 100_000;

/** Turns of the event loop between two timers: enough for a reply to be computed, batched and handed to the line. */
const turns = 4;

/** Lets promise reactions and I/O callbacks run. */
async function settle(): Promise<void> {
  for (let number = 0; number < turns; number += 1) await turn();
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
