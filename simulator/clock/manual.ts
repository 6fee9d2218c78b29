import { type CallOff, type Clock, sleepWith } from "./clock";

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

interface Entry {
  readonly due: number;
  readonly order: number;
  readonly action: () => void;
}

/** @param start the first `now()`, in milliseconds since 1970; default 2026-01-01T00:00:00Z */
export function manualClock(start: number = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  let started = 0;
  const entries = new Set<Entry>();

  const startTimer = (milliseconds: number, action: () => void): CallOff => {
    const entry: Entry = { due: now + Math.max(0, milliseconds), order: started++, action };
    entries.add(entry);
    return () => void entries.delete(entry);
  };

  const nextDue = (limit: number): Entry | undefined => {
    let next: Entry | undefined;
    for (const entry of entries) {
      if (entry.due > limit) continue;
      if (!next || entry.due < next.due || (entry.due === next.due && entry.order < next.order)) next = entry;
    }
    return next;
  };

  return {
    now: () => now,
    sleep: (milliseconds, signal) => sleepWith((wake) => startTimer(milliseconds, wake), signal),
    schedule: startTimer,
    advance: async (milliseconds) => {
      const end = now + milliseconds;
      await settle();
      for (let entry = nextDue(end); entry; entry = nextDue(end)) {
        entries.delete(entry);
        now = entry.due;
        entry.action();
        await settle();
      }
      now = end;
    },
    pending: () => entries.size,
  };
}

/** Turns of the event loop between two timers: enough for a reply to be computed, batched and handed to the line. */
const turns = 4;

/** Lets promise reactions and I/O callbacks run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
