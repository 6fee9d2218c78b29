/**
 * The source address that a WireGuard socket of the router keeps for its peer: that of the last good answer. Linux
 * (`drivers/net/wireguard`, `send4` and the timers) forgets it in the cases below, and then the route chooses.
 */
import type { Interface } from "../interfaces";
import type { Decision } from "../routing/decision";
import type { Exchange } from "../world";

/** Milliseconds without an answer to what was sent (`KEEPALIVE_TIMEOUT` and `REKEY_TIMEOUT`). */
const silence = 15_000;
/**
 * Milliseconds in which nothing could be sent: the next handshake, which is sent again, forgets the source
 * (`REKEY_AFTER_TIME` and `REKEY_TIMEOUT`, counted from the last key, which may be as new as the last answer).
 */
const keyLife = 125_000;

interface Around {
  now(): number;
  /** The interface that has an address of the router. */
  holding(address: number): Interface | undefined;
  /** The routing decision for a packet to the peer. */
  wayFrom(source: number): Decision;
}

export interface StickySource {
  /** For the next packet; 0: the route chooses. */
  next(): number;
  /** What became of it. */
  learn(exchange: Exchange): void;
}

export function stickySource({ now, holding, wayFrom }: Around): StickySource {
  let address = 0;
  /** Id of the interface that the answer came in on. */
  let on: string | undefined;
  /** Since when what was sent has had no answer, and since when nothing could be sent. */
  let unanswered: number | undefined;
  let unsent: number | undefined;

  const forget = (): void => {
    address = 0;
    on = undefined;
  };
  const longerThan = (limit: number, since: number | undefined): boolean =>
    since !== undefined && now() - since >= limit;

  /** A blackhole is `EINVAL`; other failures, as no route at all, leave the source as it is. */
  const leadsElsewhere = (way: Decision): boolean =>
    way.to === "nowhere" ? way.swallowed : way.to === "local" || way.path.out.id !== on;

  return {
    next: () => {
      if (address !== 0 && holding(address) === undefined) forget();
      if (longerThan(silence, unanswered) || longerThan(keyLife, unsent)) forget();
      const way = wayFrom(address);
      if (address !== 0 && leadsElsewhere(way)) forget();
      if (way.to === "nowhere") unsent ??= now();
      else unanswered ??= now();
      return address;
    },
    learn: ({ delivered, portal, answer }) => {
      if (!delivered || portal || answer?.in === undefined) return;
      address = answer.destination;
      on = answer.in.id;
      unanswered = undefined;
      unsent = undefined;
    },
  };
}
