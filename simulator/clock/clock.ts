/** Where the simulated router takes time from: the machine's clock, or one that a test moves by hand. */

/** Calls a timer off; harmless when it has fired already. */
export type CallOff = () => void;

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /**
   * Resolves after `milliseconds`. Rejects with the signal's reason as soon as the signal fires.
   * A sleep of 0 or less still lets other work go first.
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Runs `action` once after `milliseconds`. Keeps no process alive. */
  schedule(milliseconds: number, action: () => void): CallOff;
  /**
   * Like `schedule`, for an action that starts no asynchronous work: a clock moved by hand goes on at once after it,
   * which is what makes millions of packets in virtual time affordable.
   */
  tick(milliseconds: number, action: () => void): CallOff;
}

/** `sleep` out of a way to start and cancel one timer: what both clocks share. */
export function sleepWith(start: (wake: () => void) => CallOff, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      callOff();
      reject(signal?.reason);
    };
    const callOff = start(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
