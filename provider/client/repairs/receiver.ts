/**
 * Defects removed:
 * - everything is decoded as win1252, so UTF-8 comments come out garbled;
 * - a sentence for a tag nobody waits for any more (a command given up at its deadline) throws inside the
 *   socket's handler and ends the process;
 * - `!fatal` belongs to no tag and reaches nobody; its reason is a bare word, not `=message=`;
 * - an unknown reply word throws inside the socket's handler;
 * - rows, with the secrets in them, go to `debug` in clear.
 *
 * The registry of tags is node-routeros's own.
 */
import { isUtf8 } from "node:buffer";
import type { Socket } from "node:net";
import * as iconv from "iconv-lite";
import { createFramer, type Framer, GarbageError } from "./framing";
import { LibraryReceiver } from "./library";

const replyWords: ReadonlySet<string> = new Set(["!re", "!done", "!empty", "!trap", "!fatal"]);
const tagWord = ".tag=";

/** Text of a word: UTF-8 where it is valid UTF-8, otherwise the single-byte page that WinBox wrote it in. */
export function decodeWord(word: Buffer, fallbackEncoding: string): string {
  return isUtf8(word) ? word.toString("utf8") : iconv.decode(word, fallbackEncoding);
}

/** Names the word only if it looks like one: it could repeat anything that was sent, the password too. */
function unknownReply(reply: string): string {
  return /^![a-z-]{1,16}$/.test(reply) ? `the unknown reply word "${reply}"` : "an unknown reply word";
}

/** The reason of a `!fatal`: its bare words, or `=message=` should a version ever send one. */
function fatalReason(words: readonly string[]): string {
  return words.map((word) => word.replace(/^=message=/, "")).join("; ");
}

export class SentenceReceiver extends LibraryReceiver {
  private readonly framer: Framer;
  /** What the router sent first, for recognising another service on the port. */
  private opening: Buffer = Buffer.alloc(0);

  constructor(
    socket: Socket,
    private readonly fallbackEncoding: string,
    private readonly onFatal: (reason: string) => void,
  ) {
    super(socket);
    this.framer = createFramer((words) => this.dispatch(words));
  }

  /** Throws `GarbageError` when the other side does not speak the RouterOS API. */
  override processRawData(data: Buffer): void {
    if (this.opening.length < openingLength) {
      this.opening = Buffer.concat([this.opening, data.subarray(0, openingLength - this.opening.length)]);
    }
    this.framer.feed(data);
  }

  /** The first bytes that arrived, at most 64. */
  get firstBytes(): Buffer {
    return this.opening;
  }

  private dispatch(sentence: readonly Buffer[]): void {
    const words = sentence.map((word) => decodeWord(word, this.fallbackEncoding));
    const reply = words[0] as string;
    if (!replyWords.has(reply)) throw new GarbageError(unknownReply(reply));
    const tag = words.find((word) => word.startsWith(tagWord))?.slice(tagWord.length);
    const packet = words.filter((word) => !word.startsWith(tagWord));
    if (reply === "!fatal") this.onFatal(fatalReason(packet.slice(1)));
    // No reader: the rest of a command that was given up. No tag: not an answer to anything we sent.
    else if (tag !== undefined) this.tags.get(tag)?.callback(packet);
  }
}

const openingLength = 64;
