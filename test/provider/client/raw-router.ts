/** A router made of raw bytes: a TCP or TLS server with a codec of its own, for tests of the client. */
import { once } from "node:events";
import * as net from "node:net";
import * as tls from "node:tls";

/** One word with its length prefix, straight from the protocol's table. */
export function word(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content as string);
  const n = bytes.length;
  const prefix =
    n < 0x80
      ? [n]
      : n < 0x4000
        ? [0x80 | (n >>> 8), n & 0xff]
        : n < 0x200000
          ? [0xc0 | (n >>> 16), (n >>> 8) & 0xff, n & 0xff]
          : n < 0x10000000
            ? [0xe0 | (n >>> 24), (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff]
            : [0xf0, (n >>> 24) & 0xff, (n >>> 16) & 0xff, (n >>> 8) & 0xff, n & 0xff];
  return Buffer.concat([Buffer.from(prefix), bytes]);
}

export function sentence(...words: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat([...words.map(word), Buffer.from([0])]);
}

/** Splits what clients sent; keeps what is not complete. */
function createReader(): (chunk: Buffer) => string[][] {
  let rest = Buffer.alloc(0);
  let words: string[] = [];
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const finished: string[][] = [];
    for (;;) {
      const first = rest[0];
      if (first === undefined) return finished;
      const more = first < 0x80 ? 0 : first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
      if (rest.length < 1 + more) return finished;
      const head =
        first < 0x80 ? first : first < 0xc0 ? first & 0x3f : first < 0xe0 ? first & 0x1f : first & 0x0f;
      const length = [...rest.subarray(1, 1 + more)].reduce((sum, byte) => sum * 256 + byte, head);
      if (rest.length < 1 + more + length) return finished;
      const text = rest.subarray(1 + more, 1 + more + length).toString("utf8");
      rest = rest.subarray(1 + more + length);
      if (text !== "") words.push(text);
      else {
        finished.push(words);
        words = [];
      }
    }
  };
}

/** One sentence that a client sent, and the means to answer it. */
export interface Received {
  readonly path: string;
  readonly words: readonly string[];
  readonly tag: string;
  /** Value of `=name=` in the sentence. */
  attribute(name: string): string | undefined;
  /** Answers with one sentence under the sentence's tag. */
  reply(...words: readonly (string | Buffer)[]): void;
  readonly socket: net.Socket;
}

export interface RawRouter {
  readonly port: number;
  /** Every sentence of every client, in order. */
  readonly received: Received[];
  /** The next sentence whose path is this, or the one that came already. */
  seen(path: string): Promise<Received>;
  close(): Promise<void>;
}

export interface RawRouterOptions {
  /** Answers a sentence; `/login` is accepted without asking unless `login` is given. */
  readonly answer?: (received: Received) => void;
  readonly login?: (received: Received) => void;
  /** Gets the socket before anything else. */
  readonly onConnection?: (socket: net.Socket) => void;
  readonly tls?: tls.TlsOptions;
}

export async function startRawRouter(options: RawRouterOptions = {}): Promise<RawRouter> {
  const received: Received[] = [];
  const sockets = new Set<net.Socket>();
  const waiting: { path: string; resolve: (received: Received) => void }[] = [];

  function take(words: string[], socket: net.Socket): void {
    const tag = words.find((each) => each.startsWith(".tag="))?.slice(5) ?? "";
    const one: Received = {
      path: words[0] ?? "",
      words: words.filter((each) => !each.startsWith(".tag=")),
      tag,
      socket,
      attribute: (name) => words.find((each) => each.startsWith(`=${name}=`))?.slice(name.length + 2),
      reply: (...reply) => void socket.write(sentence(...reply, `.tag=${tag}`)),
    };
    received.push(one);
    for (const each of waiting.splice(0)) {
      if (each.path === one.path) each.resolve(one);
      else waiting.push(each);
    }
    if (one.path === "/login") (options.login ?? ((login) => login.reply("!done")))(one);
    else options.answer?.(one);
  }

  function serve(socket: net.Socket): void {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    socket.setNoDelay(true);
    options.onConnection?.(socket);
    const read = createReader();
    socket.on("data", (chunk) => {
      for (const words of read(chunk)) if (words.length > 0) take(words, socket);
    });
  }

  const server = options.tls ? tls.createServer(options.tls, serve) : net.createServer(serve);
  server.on("tlsClientError", () => undefined);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as net.AddressInfo).port,
    received,
    seen: (wanted) =>
      new Promise((resolve) => {
        const already = received.find((one) => one.path === wanted);
        if (already) resolve(already);
        else waiting.push({ path: wanted, resolve });
      }),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
