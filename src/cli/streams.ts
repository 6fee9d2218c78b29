/** What a command reads and writes: results to `out`, everything about them to `err`. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Columns of the terminal that shows `out`. */
  readonly width: number;
  /** Asks for something that must not be seen; undefined where nobody can be asked. */
  readonly ask?: (question: string) => Promise<string>;
  /** The whole of standard input. */
  readonly input: () => Promise<string>;
}

/** The call itself is wrong: a file that cannot be read, an option that does not fit. Exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/** The call was right, and cannot be carried out: the router lacks what it is about. Exit code 1. */
export class Unable extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Unable";
  }
}

/** The command ran, and the answer is no: an objective was missed, or nothing of the office is on the router. Exit code 1. */
export class NotMet extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotMet";
  }
}
