import { connect as connectTcp, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";

/** A client of its own, so that it shares no mistake with the simulator: blocking style, words as binary strings. */
export interface RawClient {
  readonly socket: Socket;
  /** Sends one sentence; characters are bytes (latin1). */
  send(...words: string[]): void;
  sendBytes(bytes: Buffer): void;
  /** The next sentence; rejects with `closed` when the connection ends before one. */
  receive(): Promise<string[]>;
  /** Sentences up to and with the `!done` (or `!fatal`) of this tag. */
  answer(tag?: string): Promise<string[][]>;
  /** Sends and waits for the answer. */
  talk(...words: string[]): Promise<string[][]>;
  /** Bytes that have arrived and are no whole sentence yet. */
  rest(): Buffer;
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

export function lengthPrefix(length: number): Buffer {
  const forms: [number, number, number][] = [
    [0x80, 1, 0],
    [0x4000, 2, 0x8000],
    [0x200000, 3, 0xc00000],
    [0x10000000, 4, 0xe0000000],
  ];
  for (const [limit, size, mark] of forms) {
    if (length >= limit) continue;
    const bytes = Buffer.alloc(size);
    bytes.writeUIntBE(length + mark, 0, size);
    return bytes;
  }
  const bytes = Buffer.alloc(5, 0xf0);
  bytes.writeUInt32BE(length, 1);
  return bytes;
}

export function rawSentence(words: string[]): Buffer {
  const parts = words.map((word) => Buffer.from(word, "latin1"));
  return Buffer.concat([...parts.flatMap((part) => [lengthPrefix(part.length), part]), Buffer.alloc(1)]);
}

/** A whole sentence at the front of `bytes` and how long it is. */
function cutSentence(bytes: Buffer): { words: string[]; size: number } | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    if (at >= bytes.length) return undefined;
    const first = bytes[at] as number;
    const size = first < 0x80 ? 1 : first < 0xc0 ? 2 : first < 0xe0 ? 3 : first < 0xf0 ? 4 : 5;
    if (at + size > bytes.length) return undefined;
    const marks = [0, 0, 0x8000, 0xc00000, 0xe0000000, 0];
    const length =
      size === 5 ? bytes.readUInt32BE(at + 1) : bytes.readUIntBE(at, size) - (marks[size] as number);
    at += size;
    if (length === 0) return { words, size: at };
    if (at + length > bytes.length) return undefined;
    words.push(bytes.toString("latin1", at, at + length));
    at += length;
  }
}

export async function rawConnect(port: number, tls?: ConnectionOptions): Promise<RawClient> {
  const socket = tls
    ? connectTls({ port, host: "127.0.0.1", ...tls })
    : connectTcp({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once(tls ? "secureConnect" : "connect", () => resolve());
    socket.once("error", reject);
  });
  let bytes = Buffer.alloc(0);
  let over = false;
  const inbox: string[][] = [];
  const waiting: { resolve(words: string[]): void; reject(error: Error): void }[] = [];
  socket.on("error", () => {});
  socket.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let cut = cutSentence(bytes); cut; cut = cutSentence(bytes)) {
      bytes = bytes.subarray(cut.size);
      const waiter = waiting.shift();
      if (waiter) waiter.resolve(cut.words);
      else inbox.push(cut.words);
    }
  });
  const closed = new Promise<void>((resolve) => {
    socket.on("close", () => {
      over = true;
      for (const waiter of waiting.splice(0)) waiter.reject(new Error("closed"));
      resolve();
    });
  });
  const receive = (): Promise<string[]> => {
    const ready = inbox.shift();
    if (ready) return Promise.resolve(ready);
    if (over) return Promise.reject(new Error("closed"));
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  };
  const answer = async (tag?: string): Promise<string[][]> => {
    const sentences: string[][] = [];
    for (;;) {
      const sentence = await receive();
      const itsTag = sentence.find((word) => word.startsWith(".tag="))?.slice(5);
      if (sentence[0] !== "!fatal" && itsTag !== tag) continue;
      sentences.push(sentence);
      if (sentence[0] === "!done" || sentence[0] === "!fatal") return sentences;
    }
  };
  const send = (...words: string[]) => void socket.write(rawSentence(words));
  return {
    socket,
    send,
    sendBytes: (raw) => void socket.write(raw),
    receive,
    answer,
    talk: (...words) => {
      send(...words);
      return answer(words.find((word) => word.startsWith(".tag="))?.slice(5) || undefined);
    },
    rest: () => bytes,
    closed,
    close: () => {
      socket.destroy();
      return closed;
    },
  };
}

export async function loggedIn(port: number, tls?: ConnectionOptions): Promise<RawClient> {
  const client = await rawConnect(port, tls);
  const answer = await client.talk("/login", "=name=admin", "=password=secret");
  if (answer[0]?.[0] !== "!done") throw new Error(`login failed: ${JSON.stringify(answer)}`);
  return client;
}
