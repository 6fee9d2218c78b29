import { type Clock, sleepWith, type Timer } from "./clock";

/** Node fires a timer at once when it is longer than this (about 24.8 days); RouterOS knows timeouts of 35 weeks. */
const longestNodeTimer = 2 ** 31 - 1;

/** The machine's clock. */
export function realClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: (milliseconds, signal) => sleepWith((wake) => startTimer(milliseconds, wake, true), signal),
    after: (milliseconds, action) => startTimer(milliseconds, action, false),
    every: (milliseconds, action) => {
      const period = Math.max(1, milliseconds);
      let timer = startTimer(period, tick, false);
      let cancelled = false;
      function tick(): void {
        action();
        if (!cancelled) timer = startTimer(period, tick, false);
      }
      return {
        cancel: () => {
          cancelled = true;
          timer.cancel();
        },
      };
    },
  };
}

function startTimer(milliseconds: number, action: () => void, keepsProcessAlive: boolean): Timer {
  let handle: NodeJS.Timeout;
  const arm = (left: number) => {
    const part = Math.min(Math.max(0, left), longestNodeTimer);
    handle = setTimeout(() => (left > part ? arm(left - part) : action()), part);
    if (!keepsProcessAlive) handle.unref();
  };
  arm(milliseconds);
  return { cancel: () => clearTimeout(handle) };
}
