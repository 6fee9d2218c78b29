/**
 * Defects removed:
 * - `!empty` (since RouterOS 7.18) throws inside the socket's handler;
 * - the first `!trap` settles the command and the others are lost; its category too;
 * - the `=ret=` of `!done` is mixed with the rows, and bare `!re` rows are dropped;
 * - tags are random, may be equal, and may even be empty;
 * - what is received goes to `debug` in clear.
 *
 * Tagging, registering and writing a command are node-routeros's own.
 */
import type { SteadyConnector } from "./connector";
import { LibraryChannel } from "./library";

export type Attributes = Readonly<Record<string, string>>;

/** How the router ended a command: the attributes of `!done` and of every `!trap` before it. */
export interface Ending {
  readonly done: Attributes;
  readonly traps: readonly Attributes[];
}

/** `=name=value` words → names and values; the value may hold `=` and newlines. Other words have no meaning. */
export function parseAttributes(words: readonly string[]): Attributes {
  // fromEntries defines own properties: a row with a property `__proto__` stays plain data.
  return Object.fromEntries(
    words
      .filter((word) => word.startsWith("="))
      .map((word) => {
        const border = word.indexOf("=", 1);
        return border === -1 ? [word.slice(1), ""] : [word.slice(1, border), word.slice(border + 1)];
      }),
  );
}

/** One command on its way. Events: `row` (attributes), `end` ({@link Ending}); after `end` nothing more. */
export class CommandChannel extends LibraryChannel {
  /** The traps that came so far: an answer, even when the `!done` after them never comes. */
  readonly traps: Attributes[] = [];

  constructor(connector: SteadyConnector, tag: string) {
    super(connector);
    this.id = tag;
  }

  start(words: readonly string[]): void {
    this.write([...words], true, false);
  }

  override processPacket(packet: string[]): void {
    const [reply, ...words] = packet;
    if (reply === "!re") this.emit("row", parseAttributes(words));
    else if (reply === "!trap") this.traps.push(parseAttributes(words));
    else if (reply === "!done") {
      this.emit("end", { done: parseAttributes(words), traps: this.traps } satisfies Ending);
      this.close(true);
    }
    // `!empty`: a command that would return rows has none; its `!done` follows.
  }
}
