/**
 * Defects removed:
 * - words are sent as win1252: everything outside that page becomes `?`. RouterOS stores bytes, and API clients
 *   write UTF-8;
 * - every word, the password too, goes to `debug` in clear.
 *
 * The length prefix is node-routeros's own: it is right for every length the protocol has.
 */
import { LibraryTransmitter } from "./library";

/** The largest word in bytes that is sent (the four-byte prefix); longer ones RouterOS does not take. */
export const longestWord = 0x0fffffff;

export class Utf8Transmitter extends LibraryTransmitter {
  override write(word: string | null): void {
    this.socket.write(this.encodeString(word));
  }

  override encodeString(word: string | null): Buffer | string {
    if (word === null) return super.encodeString(null);
    const bytes = Buffer.from(word, "utf8");
    // Frame as many one-byte characters, then put the real bytes into the frame.
    const framed = Buffer.from(super.encodeString(" ".repeat(bytes.length)));
    bytes.copy(framed, framed.length - bytes.length);
    return framed;
  }
}
