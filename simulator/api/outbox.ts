import type { Duplex } from "node:stream";

/** Beyond so many bytes that the client has not read, nothing new is started for it. */
const enough = 2 ** 20;

export interface OutboxOptions {
  /** Bytes that may wait for the client. Beyond them `overflowed` is called, once. */
  readonly limit: number;
  /** The client has read what filled the outbox: it is no longer `full`. */
  readonly drained: () => void;
  readonly overflowed: () => void;
}

/** What a session writes, gathered over a turn: twenty thousand rows must not be twenty thousand packets. */
export interface Outbox {
  write(bytes: Buffer): void;
  /** Sends what is waiting now. */
  flush(): void;
  /** The client reads more slowly than it is written to. */
  readonly full: boolean;
}

export function outboxTo(stream: Duplex, { limit, drained, overflowed }: OutboxOptions): Outbox {
  const waiting: Buffer[] = [];
  let gathered = 0;
  let overflowing = false;

  const unread = () => gathered + stream.writableLength;
  const flush = () => {
    if (waiting.length === 0) return;
    const bytes = Buffer.concat(waiting);
    waiting.length = 0;
    gathered = 0;
    if (stream.writable) stream.write(bytes, () => unread() < enough && drained());
  };
  return {
    flush,
    write: (bytes) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(bytes);
      gathered += bytes.length;
      if (overflowing || unread() <= limit) return;
      overflowing = true;
      overflowed();
    },
    get full() {
      return unread() >= enough;
    },
  };
}
