/** Hosts of the internet: who answers what. */
import { addressNumber, isPrivate } from "../addresses";
import { answerTo, type Packet, protocols, tcpFlags } from "../packet";

/** What a web server says, whatever it is asked. */
export interface HttpOptions {
  /** Default 200. */
  readonly status?: number;
  /** Default empty. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TargetOptions {
  readonly address: string;
  /** DNS names of the host: the router resolves them to its address. */
  readonly names?: readonly string[];
  /** Answers echo requests. Default true. */
  readonly icmp?: boolean;
  /** Open TCP ports; `true` for all. Default all. */
  readonly tcp?: readonly number[] | boolean;
  /** UDP ports that answer; `true` for all. Default all. */
  readonly udp?: readonly number[] | boolean;
  /** Its answer to a request, or the status alone. Default 200 and an empty body. */
  readonly http?: number | HttpOptions;
  /** Files that its FTP server gives, by path (`/conf.rsc`). It takes any. */
  readonly ftp?: Readonly<Record<string, string>>;
  /** What its DNS server says; a name that is not here does not exist. */
  readonly dns?: Readonly<Record<string, readonly string[]>>;
  /** Milliseconds that it adds to a round trip. Default 0. */
  readonly latency?: number;
}

/** The server of `/ip/cloud`: there without being named. */
export const cloudServer: TargetOptions = {
  address: "159.148.172.251",
  names: ["cloud.mikrotik.com", "cloud2.mikrotik.com"],
  tcp: [],
  udp: [15252],
};

export interface Target {
  readonly options: TargetOptions;
  alive: boolean;
}

/** The answer to a packet, or why there is none. */
export type Answer =
  | { readonly reply: Packet; readonly time: number; readonly portal: boolean }
  | { readonly reply: undefined; readonly reason: string };

const silence = (reason: string): Answer => ({ reply: undefined, reason });

export class Internet {
  private readonly targets = new Map<number, Target>();
  /** TCP connections that a target knows, by both ends as it sees them. */
  private readonly open = new Set<string>();

  add(options: TargetOptions): Target {
    const target = { options, alive: true };
    this.targets.set(addressNumber(options.address), target);
    return target;
  }

  /** Addresses of the hosts with a DNS name. */
  named(name: string): string[] {
    const wanted = name.toLowerCase();
    return [...this.targets.values()]
      .filter(({ options }) => options.names?.some((own) => own.toLowerCase() === wanted))
      .map(({ options }) => options.address);
  }

  at(address: number): Target | undefined {
    return this.targets.get(address);
  }

  /** Adds a host that answers everything, unless the address is one already, or a private one. */
  ensure(address: string): void {
    if (isPrivate(addressNumber(address))) return;
    if (!this.targets.has(addressNumber(address))) this.add({ address });
  }

  answer(packet: Packet): Answer {
    const target = this.targets.get(packet.destination);
    if (target === undefined || !target.alive) return silence("the target does not answer");
    const { options } = target;
    const time = options.latency ?? 0;
    switch (packet.protocol) {
      case protocols.icmp:
        if (options.icmp === false) return silence("the target does not answer echo requests");
        return { reply: answerTo(packet), time, portal: false };
      case protocols.udp:
        if (!answers(options.udp, packet.destinationPort)) return silence("the target's port is closed");
        return { reply: answerTo(packet), time, portal: false };
      case protocols.tcp:
        return { reply: this.tcp(packet, options), time, portal: false };
      default:
        return { reply: answerTo(packet), time, portal: false };
    }
  }

  /** A captive portal speaks for everybody, in all that it understands. */
  portal(packet: Packet): Answer {
    const web = packet.protocol === protocols.tcp && packet.destinationPort === 80;
    const name = packet.protocol === protocols.udp && packet.destinationPort === 53;
    if (packet.protocol === protocols.icmp || web || name) {
      const flags = web ? tcpFlags.ack | (packet.tcp & tcpFlags.syn) : 0;
      return { reply: answerTo(packet, flags), time: 0, portal: true };
    }
    return silence("captive portal");
  }

  private tcp(packet: Packet, options: TargetOptions): Packet {
    const key = `${packet.source}:${packet.sourcePort} ${packet.destination}:${packet.destinationPort}`;
    if (packet.tcp & tcpFlags.syn) {
      if (!answers(options.tcp, packet.destinationPort)) return answerTo(packet, tcpFlags.rst | tcpFlags.ack);
      this.open.add(key);
      return answerTo(packet, tcpFlags.syn | tcpFlags.ack);
    }
    // A connection from elsewhere than it was opened from is none.
    if (!this.open.has(key)) return answerTo(packet, tcpFlags.rst);
    if (packet.tcp & (tcpFlags.fin | tcpFlags.rst)) this.open.delete(key);
    return answerTo(packet, packet.tcp & tcpFlags.fin ? tcpFlags.fin | tcpFlags.ack : tcpFlags.ack);
  }
}

const answers = (open: readonly number[] | boolean | undefined, port: number): boolean =>
  open === undefined || open === true || (Array.isArray(open) && open.includes(port));

/** What a host's web server says. */
export function httpOf(target: Target | undefined): Required<HttpOptions> {
  const { http } = target?.options ?? {};
  const given = typeof http === "number" ? { status: http } : http;
  return { status: given?.status ?? 200, body: given?.body ?? "", headers: given?.headers ?? {} };
}
