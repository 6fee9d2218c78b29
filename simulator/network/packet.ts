/** A packet on its way through the router. Addresses are numbers: nothing is parsed on the way. */

import type { Interface } from "./interfaces";
import type { Connection } from "./tracking/connection";

/** Numbers of the protocols that the simulator speaks of by name. */
export const protocols = {
  icmp: 1,
  igmp: 2,
  tcp: 6,
  udp: 17,
  gre: 47,
  "ipsec-esp": 50,
  "ipsec-ah": 51,
  ospf: 89,
} as const;

export type ConnectionState = "invalid" | "established" | "related" | "new" | "untracked";

/** TCP flags, as bits. */
export const tcpFlags = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32, ece: 64, cwr: 128 } as const;

export interface Packet {
  protocol: number;
  source: number;
  destination: number;
  /** ICMP echo: its identifier, in both directions. 0 where a protocol has no ports. */
  sourcePort: number;
  destinationPort: number;
  /** Bytes of the whole packet. */
  size: number;
  ttl: number;
  dscp: number;
  /** 8 is an echo request, 0 its reply. */
  icmpType: number;
  icmpCode: number;
  tcp: number;
  in: Interface | undefined;
  out: Interface | undefined;
  packetMark: string;
  routingMark: string;
  connection: Connection | undefined;
  /** It goes against the direction of the connection's first packet. */
  reply: boolean;
  /** Raw has said `notrack`. */
  untracked: boolean;
  state: ConnectionState;
}

export function packet(of: Pick<Packet, "protocol" | "source" | "destination"> & Partial<Packet>): Packet {
  return {
    protocol: of.protocol,
    source: of.source,
    destination: of.destination,
    sourcePort: of.sourcePort ?? 0,
    destinationPort: of.destinationPort ?? 0,
    size: of.size ?? 64,
    ttl: of.ttl ?? 64,
    dscp: of.dscp ?? 0,
    icmpType: of.icmpType ?? (of.protocol === protocols.icmp ? 8 : 0),
    icmpCode: 0,
    tcp: of.tcp ?? 0,
    in: undefined,
    out: undefined,
    packetMark: "",
    routingMark: of.routingMark ?? "",
    connection: undefined,
    reply: false,
    untracked: false,
    state: "untracked",
  };
}

/** Flags of a server's answer: it takes what is opened, and acknowledges the rest. */
const acceptance = ({ tcp }: Packet): number => (tcp === 0 ? 0 : (tcp & tcpFlags.syn) | tcpFlags.ack);

/** The answer to a packet, on the wire: ends swapped, nothing marked. */
export function answerTo(to: Packet, tcp = acceptance(to)): Packet {
  return packet({
    protocol: to.protocol,
    source: to.destination,
    destination: to.source,
    sourcePort: to.destinationPort,
    destinationPort: to.sourcePort,
    size: to.size,
    icmpType: 0,
    tcp,
  });
}

const names = new Map<number, string>(Object.entries(protocols).map(([name, number]) => [number, name]));

/** `udp`; the number of a protocol without a name. */
export const protocolName = (number: number): string => names.get(number) ?? String(number);

/** The number of `tcp` or `6`; undefined for a name the simulator does not know. */
export function protocolNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  return (allNames as Readonly<Record<string, number>>)[text] ?? undefined;
}

/** RouterOS's words for protocols (command tree of `protocol`), by their numbers (IANA). */
const allNames = {
  ...protocols,
  ggp: 3,
  "ip-encap": 4,
  st: 5,
  egp: 8,
  pup: 12,
  hmp: 20,
  "xns-idp": 22,
  rdp: 27,
  "iso-tp4": 29,
  dccp: 33,
  xtp: 36,
  ddp: 37,
  "idpr-cmtp": 38,
  "ipv6-encap": 41,
  rspf: 73,
  vmtp: 81,
  ipip: 94,
  etherip: 97,
  encap: 98,
  pim: 103,
  vrrp: 112,
  l2tp: 115,
  sctp: 132,
  "udp-lite": 136,
  rsvp: 46,
  "ipv6-frag": 44,
  "ipv6-icmp": 58,
  "ipv6-nonxt": 59,
  "ipv6-opts": 60,
  "ipv6-route": 43,
} as const;
