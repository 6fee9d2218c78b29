/** What ends a script, or a part of it. */
import type { Value } from "../values/value";

/** A run-time error: caught by `on-error` and `:onerror`. */
export class ScriptFailure extends Error {
  /** The command that failed, and its line; set where the error passes the command. Empty: the reason says where. */
  command: string | undefined;
  line: number | undefined;

  constructor(
    readonly reason: string,
    /** `:error {…}`: what was given, if it was no text. */
    readonly value?: Value,
    /** What the command tells of the failure, by name. */
    readonly details: ReadonlyMap<string, Value> = new Map(),
  ) {
    super(reason);
    this.name = "ScriptFailure";
  }

  /** `failure: … (/ip/route/set; line 3)` */
  get text(): string {
    return !this.command ? this.reason : `${this.reason} (${this.command}; line ${this.line ?? 1})`;
  }
}

/** The script was stopped from outside, or did too much: nothing in it can catch this. */
export class ScriptStopped extends Error {
  constructor(readonly reason: string) {
    super(reason);
    this.name = "ScriptStopped";
  }
}

/** `:return`, `:break`, `:continue`, `:exit`: thrown, and no errors. */
export class Return {
  constructor(readonly value: Value) {}
}
export class LoopExit {
  constructor(readonly kind: "break" | "continue") {}
}
export class Exit {}

export const fail = (reason: string): never => {
  throw new ScriptFailure(reason);
};
