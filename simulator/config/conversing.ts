/** Waiting for the answers of a conversation, as TCP and the tools on it do. */
import type { Said } from "./outgoing";
import type { Router } from "./router";

export type Answered = Extract<Said, { outcome: "answered" }>;

/** Why a conversation ended before its answer came. */
export type Trouble = "no route" | "refused" | "reset" | "timeout" | "too long";

export class ConversationFailure extends Error {
  constructor(
    readonly trouble: Trouble,
    /** What was being done: `connecting`, `receiving content`. */
    readonly doing: string,
  ) {
    super(`${trouble} while ${doing}`);
    this.name = "ConversationFailure";
  }
}

/** Milliseconds until a packet without an answer is sent again; then twice as long each time (RFC 6298). */
const firstPause = 1000;

export interface Patience {
  /** Milliseconds without an answer after which it is over. */
  readonly idle: number;
  /** Moment of the router's clock at which it is over in any case. */
  readonly until: number;
}

export interface Talk {
  /** The first packet: it fails at once where there is no route, or nobody behind the port. */
  open(send: () => Said): Promise<Answered>;
  /** A later one; TCP goes on trying when a route is gone. */
  exchange(send: () => Said, doing: string): Promise<Answered>;
}

/** @throws ConversationFailure from its methods; what the signal says when it fires */
export function talk({ clock }: Router, { idle, until }: Patience, signal: AbortSignal): Talk {
  async function persist(send: () => Said, doing: string, isFirst: boolean): Promise<Answered> {
    const begun = clock.now();
    for (let pause = firstPause; ; pause *= 2) {
      const now = clock.now();
      const left = Math.min(begun + idle, until) - now;
      const said = send();
      if (isFirst && said.outcome === "no route") throw new ConversationFailure("no route", doing);
      if ((said.outcome === "answered" || said.outcome === "reset") && said.time <= left) {
        await clock.sleep(said.time, signal);
        if (said.outcome === "answered") return said;
        throw new ConversationFailure(isFirst ? "refused" : "reset", doing);
      }
      await clock.sleep(Math.min(pause, left), signal);
      if (pause >= left) throw new ConversationFailure(clock.now() >= until ? "too long" : "timeout", doing);
    }
  }
  return {
    open: (send) => persist(send, "connecting", true),
    exchange: (send, doing) => persist(send, doing, false),
  };
}

/** The address of a server that is written as one, or as a name; undefined for a name that nobody knows. */
export function addressOf(router: Router, server: string): string | undefined {
  return /^\d+\.\d+\.\d+\.\d+$/.test(server) ? server : router.resolve(server)[0];
}
