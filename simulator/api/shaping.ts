import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import type { Clock } from "../clock";

/** What the line between client and router does to the bytes. */
export interface Shaping {
  /** Milliseconds per round trip, half of it in each direction; the TCP handshake costs one too. Default 0. */
  readonly latency?: number;
  /** Cuts what the router writes at borders chosen by this seed. Default: no cuts. */
  readonly chunkSeed?: number;
}

/** Bytes that the line holds before it takes no more. */
const lineHolds = 2 ** 20;

/** Largest piece that cutting leaves: the payload of one Ethernet frame. */
const largestPiece = 1460;

/** The socket as seen through the line; the socket itself when the line does nothing. */
export function shape(socket: Socket, shaping: Shaping, clock: Clock): Duplex {
  const latency = shaping.latency ?? 0;
  if (latency <= 0 && shaping.chunkSeed === undefined) return socket;
  const cut = shaping.chunkSeed === undefined ? (bytes: Buffer) => [bytes] : cutter(shaping.chunkSeed);
  const inbound = delayLine(clock, latency / 2, clock.now() + 1.5 * latency);
  const outbound = delayLine(clock, latency / 2, 0);

  let onTheWay = 0;
  let accepted: (() => void) | undefined;
  /** Takes more once the line holds little: what a client does not read must not pile up here. */
  const acceptMore = () => {
    if (accepted === undefined || onTheWay + socket.writableLength > lineHolds) return;
    const done = accepted;
    accepted = undefined;
    done();
  };

  const line = new Duplex({
    read: () => void socket.resume(),
    write: (bytes: Buffer, _encoding, done) => {
      onTheWay += bytes.length;
      for (const piece of cut(bytes)) {
        outbound.pass(() => {
          onTheWay -= piece.length;
          socket.write(piece, acceptMore);
        });
      }
      accepted = done;
      acceptMore();
    },
    final: (done) => {
      outbound.pass(() => socket.end());
      done();
    },
    destroy: (error, done) => {
      inbound.stop();
      outbound.stop();
      socket.destroy();
      done(error);
    },
  });
  socket.setNoDelay(true);
  socket.on("data", (bytes: Buffer) => {
    inbound.pass(() => {
      if (!line.push(bytes)) socket.pause();
    });
  });
  socket.on("end", () => inbound.pass(() => line.push(null)));
  socket.on("error", (error) => line.destroy(error));
  socket.on("close", () => line.destroy());
  return line;
}

/** Passes actions on in order, each at least `delay` after it came and none before `notBefore`. */
function delayLine(clock: Clock, delay: number, notBefore: number) {
  const waiting: { readonly due: number; readonly action: () => void }[] = [];
  let running = false;
  let stopped = false;

  const next = () => {
    const first = waiting[0];
    running = first !== undefined;
    if (!first) return;
    const left = first.due - clock.now();
    // One action per turn: pieces written in the same turn would leave in one packet.
    if (left > 0) clock.schedule(left, fire);
    else setImmediate(fire);
  };
  const fire = () => {
    if (stopped) return;
    waiting.shift()?.action();
    next();
  };
  return {
    pass: (action: () => void) => {
      waiting.push({ due: Math.max(notBefore, clock.now() + delay), action });
      if (!running) next();
    },
    stop: () => {
      stopped = true;
      waiting.length = 0;
    },
  };
}

/** Cuts bytes into pieces of 1 … 1460, small ones more often; the same seed cuts the same way. */
function cutter(seed: number): (bytes: Buffer) => Buffer[] {
  const random = mulberry32(seed);
  return (bytes) => {
    const pieces: Buffer[] = [];
    for (let at = 0; at < bytes.length; ) {
      const length = 1 + Math.floor(random() ** 4 * largestPiece);
      pieces.push(bytes.subarray(at, at + length));
      at += length;
    }
    return pieces;
  };
}

/** A small seeded generator of numbers in 0 … 1 (the well-known mulberry32). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
