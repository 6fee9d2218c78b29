/** Traffic that is measured. Addresses of hosts need no more: the network makes the hosts. */

interface Common {
  readonly name: string;
  /** Milliseconds between two packets. */
  readonly every?: number;
  /** Packets lost in a row that count as an outage. Default 3 up to one packet a second, else 1. */
  readonly outageAfter?: number;
}

interface OnLan {
  /** Address of the host. */
  readonly from: string;
  /** The router's interface that the host is behind. */
  readonly interface: string;
}

/** A new connection with each packet: what a person who clicks on something sees. Every 100 ms. */
export interface HostSource extends Common, OnLan {
  readonly kind: "host";
  readonly to: string;
  /** Default `udp`. */
  readonly protocol?: "udp" | "tcp" | "icmp";
  /** Default 443. */
  readonly port?: number;
}

/** One TCP connection that carries a little each second; opened again after a reset, or after `giveUp` of silence. */
export interface TcpSource extends Common, OnLan {
  readonly kind: "tcp";
  readonly to: string;
  /** Default 443. */
  readonly port?: number;
  /** Milliseconds. Default 60000. */
  readonly giveUp?: number;
}

/** A standing flow of UDP with the same ports for ever: SIP (5060), WireGuard (51820). Every 20 s. */
export interface UdpSource extends Common {
  readonly kind: "udp";
  /** Address of the host, or `router`. */
  readonly from: string;
  /** From the router: the source that was answered is kept, as long as WireGuard keeps it. Default false. */
  readonly keepsSource?: boolean;
  /** The interface that the host is behind; not for the router. */
  readonly interface?: string;
  readonly to: string;
  readonly port: number;
  /** Default the port. */
  readonly sourcePort?: number;
}

/** Somebody on the internet who uses a service behind a port of one WAN address. Every second. */
export interface ForwardSource extends Common {
  readonly kind: "forward";
  readonly isp: string;
  readonly port: number;
  /** Default `tcp`. */
  readonly protocol?: "tcp" | "udp";
  /** The person's address. Default `203.0.113.200`. */
  readonly from?: string;
  /** The server that the port is forwarded to, and its interface; none for a service of the router. */
  readonly host?: string;
  readonly interface?: string;
  /** The same source port for ever, instead of a new connection with each packet. Default false. */
  readonly standing?: boolean;
}

/** The router itself, from its address on one WAN. Every second. */
export interface RouterSource extends Common {
  readonly kind: "router";
  readonly isp: string;
  readonly to: string;
}

/** GRE from the router: the source is the tunnel's local-address, or the address on one WAN. Every 10 s. */
export interface GreSource extends Common {
  readonly kind: "gre";
  readonly to: string;
  /** Name of a row of `/interface/gre`. */
  readonly tunnel?: string;
  readonly isp?: string;
}

export type SourceOptions = HostSource | TcpSource | UdpSource | ForwardSource | RouterSource | GreSource;

/** Milliseconds between two packets where nothing else is said. */
export const periods: Readonly<Record<SourceOptions["kind"], number>> = {
  host: 100,
  tcp: 1000,
  udp: 20_000,
  forward: 1000,
  router: 1000,
  gre: 10_000,
};
