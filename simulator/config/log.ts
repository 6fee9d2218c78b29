/** `/log`: the newest 1000 lines in memory (RouterOS's default `memory-lines`). */
import { IdSequence } from "./store/ids";
import type { Row } from "./store/row";
import { dateTime, timeSince } from "./time";

const kept = 1000;

/** A line as it is written. */
export interface LogLine {
  /** Milliseconds since 1970 of the clock that the router lives on. */
  readonly at: number;
  /** What the router takes for the time then, in milliseconds since 1970. */
  readonly wall: number;
  /** `system,info,account` */
  readonly topics: string;
  readonly message: string;
}

export class Log {
  private rows: Row[] = [];
  private readonly ids = new IdSequence(1);
  private readonly listeners = new Set<(topics: string, message: string) => void>();

  /**
   * @param now date and time of the router
   * @param iso times in the form of 7.10 and later; before, a line of today has no date, and one of this year no year
   */
  constructor(
    private readonly now: () => number,
    private readonly iso: boolean,
    private readonly added: (id: string, row: Row) => void,
  ) {}

  /** `topics` as RouterOS joins them: `system,info,account`. */
  write(topics: string, message: string): void {
    const id = this.ids.take();
    const facts = { _at: String(this.now()), topics, message };
    const row: Row = { id, menu: "/log", values: {}, facts };
    this.rows.push(row);
    if (this.rows.length > kept) this.rows.shift();
    this.added(id, row);
    for (const listener of this.listeners) listener(topics, message);
  }

  listen(listener: (topics: string, message: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  list(): readonly Row[] {
    return this.rows;
  }

  /** The property `time` of a row, as it prints now. */
  timeOf(row: Row): string {
    const at = Number(row.facts._at);
    return this.iso ? dateTime(at, true) : timeSince(at, this.now());
  }

  clear(): void {
    this.rows = [];
  }
}
