import type { Clock } from "./clock";
import { manualClock } from "./manual";

/** A clock of its own that follows the machine's at some speed, or stands still until it is moved. */
export interface PacedClock extends Clock {
  /** Seconds of this clock in a second of the machine's; 0: it only moves by `step`. */
  speed: number;
  /** Moves time forward by `milliseconds` as fast as the work allows. Resolves when it is there. */
  step(milliseconds: number): Promise<void>;
  /** Stops following. Repeating it does nothing. */
  stop(): void;
}

export interface PacedClockOptions {
  readonly speed: number;
  /** The first `now()`, in milliseconds since 1970. Default: that of `manualClock`. */
  readonly start?: number;
}

/** Milliseconds of the machine between two moves: what a wait may be longer than it should. */
const beat = 10;

/** Its timers fire in exact order and at exact times of its own, whatever the machine does in between. */
export function pacedClock({ speed, start }: PacedClockOptions): PacedClock {
  const clock = manualClock(start);
  let moves: Promise<void> = Promise.resolve();
  let last = performance.now();
  let rest = 0;
  let stopped = false;

  /** One move at a time. */
  const move = (milliseconds: () => number): Promise<void> => {
    moves = moves.then(() => clock.advance(milliseconds()));
    return moves;
  };

  /** Whole milliseconds that have become due; what is left of one is kept for the next time. */
  const due = (): number => {
    const now = performance.now();
    rest += (now - last) * paced.speed;
    last = now;
    const whole = Math.floor(rest);
    rest -= whole;
    return whole;
  };

  const follow = (): void => {
    if (stopped) return;
    // Standing still, too, what is due now is done now.
    void move(due).then(() => setTimeout(follow, beat));
  };

  const paced: PacedClock = {
    speed,
    now: clock.now,
    sleep: clock.sleep,
    schedule: clock.schedule,
    tick: clock.tick,
    step: (milliseconds) => move(() => milliseconds),
    stop: () => {
      stopped = true;
    },
  };
  follow();
  return paced;
}
