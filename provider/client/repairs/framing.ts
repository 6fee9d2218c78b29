/**
 * Defects removed from node-routeros's Receiver:
 * - sentences are torn where TCP happens to cut the stream: it takes the end of a chunk for the end of a
 *   sentence, and knows nothing of the zero-length word that really ends one;
 * - a length prefix split over two chunks is read as NaN, or out of the next word;
 * - length bytes from 0xF1 up, which the protocol does not use, are read as lengths;
 * - a multi-byte character at a chunk's border is decoded in halves.
 */

/** The stream is not RouterOS's API: nothing after this point can be read. */
export class GarbageError extends Error {
  override readonly name = "GarbageError";
}

/** Takes a stream apart into sentences, however it is cut. */
export interface Framer {
  /** Hands every sentence that `chunk` completes to the framer's consumer. Throws {@link GarbageError}. */
  feed(chunk: Buffer): void;
}

/** How many bytes follow the first byte of a length, and which of its bits belong to the length. */
function lengthShape(first: number): { readonly more: number; readonly bits: number } {
  if (first < 0x80) return { more: 0, bits: 0x7f };
  if (first < 0xc0) return { more: 1, bits: 0x3f };
  if (first < 0xe0) return { more: 2, bits: 0x1f };
  if (first < 0xf0) return { more: 3, bits: 0x0f };
  if (first === 0xf0) return { more: 4, bits: 0 };
  throw new GarbageError(`the length byte 0x${first.toString(16)}, which the protocol reserves`);
}

/** `!`: every sentence from a router begins with a reply word. */
const exclamationMark = 0x21;

/**
 * @param onSentence gets the words of each sentence, as bytes, without the terminator; never an empty sentence.
 * What is not a reply is noticed at its first byte, not when its pretended length has arrived.
 */
export function createFramer(onSentence: (words: readonly Buffer[]) => void): Framer {
  let sentence: Buffer[] = [];
  let lengthBytes: number[] = [];
  let parts: Buffer[] = [];
  /** Bytes that the current word still lacks; -1 while its length is being read. */
  let missing = -1;

  /** Returns true when the length is complete. */
  function takeLengthByte(byte: number): boolean {
    lengthBytes.push(byte);
    const { more, bits } = lengthShape(lengthBytes[0] as number);
    if (lengthBytes.length <= more) return false;
    // Multiplication: a shift would turn lengths from 2^31 into negative numbers.
    missing = lengthBytes.slice(1).reduce((sum, next) => sum * 256 + next, (lengthBytes[0] as number) & bits);
    return true;
  }

  function endWord(): void {
    const word = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    parts = [];
    lengthBytes = [];
    missing = -1;
    if (word.length > 0) {
      sentence.push(word);
      return;
    }
    const finished = sentence;
    sentence = [];
    if (finished.length > 0) onSentence(finished);
  }

  function takePart(part: Buffer): void {
    if (sentence.length === 0 && parts.length === 0 && part[0] !== exclamationMark) {
      throw new GarbageError("something that does not begin like a reply");
    }
    parts.push(part);
    missing -= part.length;
  }

  return {
    feed(chunk) {
      let offset = 0;
      while (offset < chunk.length) {
        if (missing === -1) {
          if (!takeLengthByte(chunk[offset++] as number)) continue;
        } else {
          const part = chunk.subarray(offset, offset + missing);
          takePart(part);
          offset += part.length;
        }
        if (missing === 0) endWord();
      }
    },
  };
}
