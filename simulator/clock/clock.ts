/** Where the simulated router takes time from: the machine's clock, or one that a test moves by hand. */

export interface Timer {
  /** Takes the timer out; harmless when it has fired already. */
  cancel(): void;
}

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /**
   * Resolves after `milliseconds`. Rejects with the signal's reason as soon as the signal fires.
   * A sleep of 0 or less still lets other work go first.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Runs `action` once after `milliseconds`. Keeps no process alive. */
  after(milliseconds: number, action: () => void): Timer;
  /** Runs `action` every `milliseconds` (at least 1) until cancelled. Keeps no process alive. */
  every(milliseconds: number, action: () => void): Timer;
}

/** `sleep` out of a way to start and cancel one timer: what both clocks share. */
export function sleepWith(start: (wake: () => void) => Timer, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      timer.cancel();
      reject(signal?.reason);
    };
    const timer = start(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
