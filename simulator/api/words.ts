/**
 * Words and sentences of the RouterOS API as bytes: a word is a length prefix and that many bytes, a sentence is one
 * or more words ended by a word of length zero. Source: MikroTik manual "API".
 */

/** The smallest first byte that is a control byte. All are reserved, none is in use. */
const firstControlByte = 0xf8;

/** Thrown by a reader that cannot go on; the connection has to be closed. */
export class ProtocolError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ProtocolError";
  }
}

/** The shortest prefix for a word of `length` bytes (0 … 0xFFFFFFFF). */
export function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  if (length < 0x4000) return Buffer.of(0x80 | (length >> 8), length & 0xff);
  if (length < 0x200000) return Buffer.of(0xc0 | (length >> 16), (length >> 8) & 0xff, length & 0xff);
  const prefix = Buffer.alloc(length < 0x10000000 ? 4 : 5);
  if (prefix.length === 4) {
    prefix.writeUInt32BE((0xe0000000 | length) >>> 0);
    return prefix;
  }
  prefix[0] = 0xf0;
  prefix.writeUInt32BE(length, 1);
  return prefix;
}

export function encodeSentence(words: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [];
  for (const word of words) parts.push(encodeLength(word.length), word);
  parts.push(Buffer.of(0));
  return Buffer.concat(parts);
}

/** Bytes of the prefix that starts with `first`, the first byte included. */
function prefixLength(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc0) return 2;
  if (first < 0xe0) return 3;
  if (first < 0xf0) return 4;
  if (first < firstControlByte) return 5;
  throw new ProtocolError(`reserved control byte 0x${first.toString(16)}`);
}

function decodeLength(prefix: Buffer): number {
  const first = prefix[0] as number;
  if (prefix.length === 1) return first;
  if (prefix.length === 5) return prefix.readUInt32BE(1);
  const mask = [0x3f, 0x1f, 0x0f][prefix.length - 2] as number;
  return (first & mask) * 256 ** (prefix.length - 1) + prefix.readUIntBE(1, prefix.length - 1);
}

/** Bytes as they arrive, taken off the front without copying what is still waiting. */
class ByteQueue {
  private chunks: Buffer[] = [];
  length = 0;

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.chunks.push(chunk);
    this.length += chunk.length;
  }

  first(): number {
    return this.chunks[0]?.[0] as number;
  }

  /** The first `count` bytes, which must be there. */
  take(count: number): Buffer {
    this.length -= count;
    const head = this.chunks[0];
    if (head && head.length > count) {
      this.chunks[0] = head.subarray(count);
      return head.subarray(0, count);
    }
    const taken: Buffer[] = [];
    let used = 0;
    for (let missing = count; missing > 0; used += 1) {
      const chunk = this.chunks[used] as Buffer;
      taken.push(chunk.subarray(0, missing));
      if (chunk.length > missing) {
        this.chunks[used] = chunk.subarray(missing);
        break;
      }
      missing -= chunk.length;
    }
    this.chunks.splice(0, used);
    return Buffer.concat(taken, count);
  }
}

/** Puts sentences together out of chunks cut anywhere. Empty sentences are left out, as RouterOS ignores them. */
export class SentenceReader {
  private readonly waiting = new ByteQueue();
  private wordLength: number | undefined;
  private words: Buffer[] = [];
  private sentenceBytes = 0;

  /** @param maxSentenceBytes a sentence whose words are longer in sum is a `ProtocolError`; may be changed between pushes */
  constructor(public maxSentenceBytes: number = Number.POSITIVE_INFINITY) {}

  push(chunk: Buffer): void {
    this.waiting.push(chunk);
  }

  /** The next whole sentence, or undefined until more bytes arrive. */
  next(): Buffer[] | undefined {
    for (;;) {
      if (this.wordLength === undefined && !this.readPrefix()) return undefined;
      const length = this.wordLength as number;
      if (this.waiting.length < length) return undefined;
      this.wordLength = undefined;
      if (length > 0) {
        this.words.push(this.waiting.take(length));
        continue;
      }
      const sentence = this.words;
      this.words = [];
      this.sentenceBytes = 0;
      if (sentence.length > 0) return sentence;
    }
  }

  private readPrefix(): boolean {
    if (this.waiting.length === 0) return false;
    const bytes = prefixLength(this.waiting.first());
    if (this.waiting.length < bytes) return false;
    this.wordLength = decodeLength(this.waiting.take(bytes));
    // The prefixes are counted too: a sentence of a million one-byte words is long as well.
    this.sentenceBytes += bytes + this.wordLength;
    if (this.sentenceBytes > this.maxSentenceBytes) throw new ProtocolError("sentence too long");
    return true;
  }
}
