/** One provider's line: what it takes from the router, what it carries, and what it costs in time. */
import { addressNumber, addressText } from "../addresses";
import type { Packet } from "../packet";
import type { Random } from "../random";
import type { IspOptions, IspState } from "./options";

/** A packet that left a line with a source that is not the line's. */
export interface Leak {
  readonly isp: string;
  readonly source: string;
  /** `other`: the address of another line; `private`: one that NAT should have hidden; `foreign`: any else. */
  readonly kind: "other" | "private" | "foreign";
}

export type Passage =
  | { readonly passed: true; readonly left: true; readonly time: number }
  /** `left`: it was on the line, and got lost there. */
  | { readonly passed: false; readonly left: boolean; readonly reason: string };

const lost = (reason: string): Passage => ({ passed: false, left: true, reason });
/** It never was on the line. */
const kept = (reason: string): Passage => ({ passed: false, left: false, reason });

export interface Isp {
  readonly options: IspOptions;
  readonly name: string;
  /** The port it is plugged into, by the name it was made with. */
  readonly plugged: string;
  readonly state: IspState;
  /** The address that the line gives now: the one packets to the customer are sent to. */
  readonly assigned: number | undefined;
  readonly gateway: number;
  /** The router's interface that packets come in on, the port or the PPPoE client on it: its id, once it is known. */
  carrier: string;
  /** The address of the next session or lease; without an argument the next of the list. */
  nextAddress(): string;
  /** Addresses for the sessions or leases to come. */
  setAddresses(addresses: readonly string[]): void;
  setGateway(gateway: string): void;
  gatewayText(): string;
  assign(address: number | undefined): void;
  /** Addresses were changed since the last one was given: the lease will not be extended. */
  readonly renumbered: boolean;
  /** Whether somebody on the line answers ARP for an address. */
  answersArp(address: number): boolean;
  /** From the router to the line's upstream end. */
  carry(packet: Packet, gateway: number | undefined): Passage;
  /** From upstream, or the gateway itself, to the router's port. */
  bring(from?: "internet" | "gateway"): Passage;
  isGateway(address: number): boolean;
}

const sessions: Readonly<Partial<Record<IspOptions["access"], string>>> = { pppoe: "PPPoE", lte: "LTE" };

export function createIsp(options: IspOptions, plugged: string, chance: Random): Isp {
  let addresses = typeof options.address === "string" ? [options.address] : [...options.address];
  let given = 0;
  let renumbered = false;
  let assigned: number | undefined;
  let gateway = addressNumber(options.gateway);
  const server = options.server === undefined ? gateway : addressNumber(options.server);
  const state: IspState = {
    link: true,
    answers: true,
    upstream: "up",
    loss: options.loss ?? 0,
    latency: options.latency ?? 10,
    jitter: options.jitter ?? 0,
    captive: false,
  };
  // On a point-to-point line nobody asks for hardware addresses, and nothing goes without a session.
  const session = sessions[options.access];
  const isGateway = (address: number): boolean => address === gateway || address === server;
  const answersArp = (address: number): boolean => options.proxyArp === true || isGateway(address);
  const half = (): number => (state.latency + (state.jitter === 0 ? 0 : chance.next() * state.jitter)) / 2;
  const unlucky = (): boolean => state.loss > 0 && chance.next() * 100 < state.loss;

  const isp: Isp = {
    options,
    name: options.name,
    plugged,
    state,
    carrier: plugged,
    get assigned() {
      return assigned;
    },
    get gateway() {
      return gateway;
    },
    nextAddress: () => {
      const address = addresses[given % addresses.length] as string;
      given += 1;
      renumbered = false;
      return address;
    },
    setAddresses: (wanted) => {
      addresses = [...wanted];
      given = 0;
      renumbered = true;
    },
    get renumbered() {
      return renumbered;
    },
    setGateway: (wanted) => {
      gateway = addressNumber(wanted);
    },
    gatewayText: () => addressText(gateway),
    assign: (address) => {
      assigned = address;
    },
    answersArp,
    isGateway,
    carry: (packet, nextHop) => {
      if (!state.link) return kept("no link");
      if (!state.answers) return lost("the line is silent");
      if (session !== undefined && assigned === undefined) return lost(`no ${session} session`);
      const onLink = nextHop ?? packet.destination;
      if (session === undefined && !answersArp(onLink)) {
        return kept(`no ARP reply from ${addressText(onLink)}`);
      }
      if (packet.source !== assigned && options.sourceFilter !== false && !isGateway(packet.destination)) {
        return lost(`${options.name} refuses the source ${addressText(packet.source)}`);
      }
      if (unlucky()) return lost("loss");
      if (isGateway(packet.destination)) return { passed: true, left: true, time: half() };
      if (state.upstream === "blackhole" && !state.captive) return lost("black hole");
      return { passed: true, left: true, time: half() };
    },
    bring: (from = "internet") => {
      if (!state.link) return kept("no link");
      if (!state.answers) return lost("the line is silent");
      if (from === "internet" && state.upstream === "blackhole" && !state.captive) return lost("black hole");
      if (unlucky()) return lost("loss");
      return { passed: true, left: true, time: half() };
    },
  };
  return isp;
}
