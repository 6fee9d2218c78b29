/** What happens to the network when. */
import { parseDuration } from "../config/time";
import type { IspState } from "./access/options";
import type { Network } from "./network";

/** Milliseconds, or a duration in RouterOS's forms (`90s`, `1h30m`). */
export type Time = number | string;

export interface TimelineEvent {
  /** From the call of `timeline` on. */
  readonly at: Time;
  /** A line changes. */
  readonly isp?: string;
  readonly set?: Partial<IspState>;
  /**
   * `terminate`: the PPPoE server or LTE network ends the session. `forget`: the PPPoE server loses it without a word.
   * `renumber`: the next session or lease has the address and gateway given; of LTE the one that stands.
   */
  readonly does?: "terminate" | "forget" | "renumber";
  readonly address?: string;
  readonly gateway?: string;
  /** An Ethernet port of the router is plugged or unplugged, an LTE modem gets or loses its signal. */
  readonly link?: string;
  readonly up?: boolean;
  /** A target answers, or not. */
  readonly target?: string;
  readonly alive?: boolean;
  /** Anything else: a change of configuration by hand. */
  readonly run?: (network: Network) => void;
}

export function milliseconds(time: Time): number {
  if (typeof time === "number") return time;
  const seconds = parseDuration(time);
  if (seconds === undefined) throw new Error(`${time} is not a duration like 90s or 1h30m`);
  return seconds * 1000;
}

/** Does what an event says, now. */
export function happen(network: Network, event: TimelineEvent): void {
  const { isp: name, set, does, link, target, run } = event;
  if (name !== undefined) {
    const isp = network.isp(name);
    if (set !== undefined) isp.set(set);
    if (does === "terminate") isp.terminate();
    if (does === "forget") isp.forget();
    if (does === "renumber") isp.renumber({ address: event.address, gateway: event.gateway });
  }
  if (link !== undefined) network.link(link, event.up === true);
  if (target !== undefined) network.target(target, event.alive === true);
  run?.(network);
}
