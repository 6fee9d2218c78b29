/** One tracked connection: both its tuples, its NAT bindings, marks and time left. */
import { type Packet, protocols, tcpFlags } from "../packet";
import type { Timeouts } from "./timeouts";

/** The ends of a packet. */
export interface Tuple {
  source: number;
  sourcePort: number;
  destination: number;
  destinationPort: number;
}

export type TcpState =
  | "syn-sent"
  | "syn-received"
  | "established"
  | "fin-wait"
  | "close-wait"
  | "last-ack"
  | "time-wait"
  | "close";

export interface Connection {
  readonly id: string;
  readonly protocol: number;
  readonly original: Tuple;
  /** What an answer looks like on the wire: ends swapped, and changed by NAT. */
  readonly reply: Tuple;
  mark: string;
  seenReply: boolean;
  assured: boolean;
  /** Its first packet has left the router, or reached it: only then it is in the table. */
  confirmed: boolean;
  fasttrack: boolean;
  tcp: TcpState | undefined;
  expires: number;
  sourceNat: boolean;
  destinationNat: boolean;
  /** srcnat and dstnat have had their one chance: they see first packets only. */
  sourceDecided: boolean;
  destinationDecided: boolean;
  /** Id of the interface whose address `masquerade` took; such an entry goes with the address. */
  masquerade: string | undefined;
  originalPackets: number;
  originalBytes: number;
  replyPackets: number;
  replyBytes: number;
}

export function connection(id: string, of: Packet): Connection {
  return {
    id,
    protocol: of.protocol,
    original: {
      source: of.source,
      sourcePort: of.sourcePort,
      destination: of.destination,
      destinationPort: of.destinationPort,
    },
    reply: {
      source: of.destination,
      sourcePort: of.destinationPort,
      destination: of.source,
      destinationPort: of.sourcePort,
    },
    mark: "",
    seenReply: false,
    assured: false,
    confirmed: false,
    fasttrack: false,
    tcp: undefined,
    expires: 0,
    sourceNat: false,
    destinationNat: false,
    sourceDecided: false,
    destinationDecided: false,
    masquerade: undefined,
    originalPackets: 0,
    originalBytes: 0,
    replyPackets: 0,
    replyBytes: 0,
  };
}

/** Counts the packet and gives the connection new time. */
export function meet(tracked: Connection, packet: Packet, now: number, timeouts: Timeouts): void {
  if (packet.reply) {
    tracked.replyPackets += 1;
    tracked.replyBytes += packet.size;
    tracked.seenReply = true;
  } else {
    // A stream is assured by its second packet after a reply.
    if (tracked.seenReply) tracked.assured = true;
    tracked.originalPackets += 1;
    tracked.originalBytes += packet.size;
  }
  if (tracked.protocol === protocols.tcp) tracked.tcp = nextState(tracked, packet);
  if (tracked.tcp === "established" && tracked.seenReply) tracked.assured = true;
  tracked.expires = now + timeouts.of(tracked);
}

/** The states of RouterOS's `tcp-state`, as Linux moves through them; only what an exchange in order needs. */
function nextState({ tcp: state, seenReply }: Connection, { tcp: flags, reply }: Packet): TcpState {
  if (flags & tcpFlags.rst) return "close";
  if (state === undefined) return flags & tcpFlags.syn ? "syn-sent" : "established";
  if (flags & tcpFlags.syn) return reply ? "syn-received" : state;
  if (flags & tcpFlags.fin) return state === "fin-wait" || state === "close-wait" ? "last-ack" : "fin-wait";
  if (state === "syn-received" && !reply && seenReply) return "established";
  if (state === "fin-wait") return "close-wait";
  if (state === "last-ack") return "time-wait";
  return state;
}
