/** Where a command writes: results to `out`, everything about them to `err`. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** The call itself is wrong: a file that cannot be read, an option that does not fit. Exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** The command ran, and the answer is no: an objective was missed. Exit code 1. */
export class NotMet extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotMet";
  }
}
