import { ProtocolError, SentenceReader } from "./words";

/** Bounds of what a client may send, and leave unread. RouterOS has such limits; their exact values are not documented. */
export interface Limits {
  /** Sentences before login. Default 10. */
  readonly sentencesBeforeLogin?: number;
  /** Bytes of one sentence before login. Default 8192. */
  readonly sentenceBytesBeforeLogin?: number;
  /** Bytes of one sentence after login. Default 16 MiB. */
  readonly sentenceBytes?: number;
  /** Bytes of replies that a client leaves unread before its connection is cut. Default 128 MiB. */
  readonly unreadBytes?: number;
}

/** The next sentence; nothing yet; or why the client is not listened to any longer. */
export type Taken = { readonly words: readonly Buffer[] } | "nothing" | "too many" | "no sentence";

/** Sentences of one client, within the limits that hold before and after login. */
export interface Intake {
  push(bytes: Buffer): void;
  next(): Taken;
  /** The stricter limits end. */
  loggedIn(): void;
}

export function intake(limits: Limits): Intake {
  const reader = new SentenceReader(limits.sentenceBytesBeforeLogin ?? 8192);
  let left = limits.sentencesBeforeLogin ?? 10;
  return {
    push: (bytes) => reader.push(bytes),
    next: () => {
      try {
        const words = reader.next();
        if (!words) return "nothing";
        left -= 1;
        return left < 0 ? "too many" : { words };
      } catch (error) {
        if (error instanceof ProtocolError) return "no sentence";
        throw error;
      }
    },
    loggedIn: () => {
      left = Number.POSITIVE_INFINITY;
      reader.maxSentenceBytes = limits.sentenceBytes ?? 16 * 2 ** 20;
    },
  };
}
