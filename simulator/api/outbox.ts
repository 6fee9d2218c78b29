import type { Duplex } from "node:stream";

/** What a session writes, gathered over a turn: twenty thousand rows must not be twenty thousand packets. */
export interface Outbox {
  write(bytes: Buffer): void;
  /** Sends what is waiting now. */
  flush(): void;
}

export function outboxTo(stream: Duplex): Outbox {
  const waiting: Buffer[] = [];
  const flush = () => {
    if (waiting.length === 0) return;
    const bytes = Buffer.concat(waiting);
    waiting.length = 0;
    if (stream.writable) stream.write(bytes);
  };
  return {
    flush,
    write: (bytes) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(bytes);
    },
  };
}
