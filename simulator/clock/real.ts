import { type CallOff, type Clock, sleepWith } from "./clock";

/** Node fires a timer at once when it is longer than this (about 24.8 days); RouterOS knows timeouts of 35 weeks. */
const longestNodeTimer = 2 ** 31 - 1;

/** The machine's clock. */
export function realClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: (milliseconds, signal) => sleepWith((wake) => startTimer(milliseconds, wake, true), signal),
    schedule: (milliseconds, action) => startTimer(milliseconds, action, false),
    tick: (milliseconds, action) => startTimer(milliseconds, action, false),
  };
}

function startTimer(milliseconds: number, action: () => void, keepsProcessAlive: boolean): CallOff {
  let handle: NodeJS.Timeout;
  const arm = (left: number) => {
    const part = Math.min(Math.max(0, left), longestNodeTimer);
    handle = setTimeout(() => (left > part ? arm(left - part) : action()), part);
    if (!keepsProcessAlive) handle.unref();
  };
  arm(milliseconds);
  return () => clearTimeout(handle);
}
