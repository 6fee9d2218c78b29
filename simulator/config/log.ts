/** `/log`: the newest 1000 lines in memory (RouterOS's default `memory-lines`). */
import type { Clock } from "./environment";
import { IdSequence } from "./store/ids";
import type { Row } from "./store/row";
import { dateTime } from "./time";

const kept = 1000;

export class Log {
  private rows: Row[] = [];
  private readonly ids = new IdSequence(1);

  constructor(
    private readonly clock: Clock,
    private readonly added: (id: string, row: Row) => void,
  ) {}

  /** `topics` as RouterOS joins them: `system,info,account`. */
  write(topics: string, message: string): void {
    const id = this.ids.take();
    const facts = { time: dateTime(this.clock.now(), true), topics, message };
    const row: Row = { id, menu: "/log", values: {}, facts };
    this.rows.push(row);
    if (this.rows.length > kept) this.rows.shift();
    this.added(id, row);
  }

  list(): readonly Row[] {
    return this.rows;
  }

  clear(): void {
    this.rows = [];
  }
}
