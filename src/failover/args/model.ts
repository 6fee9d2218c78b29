/**
 * An office as plan, scripts and rehearsal see it: everything is decided, nothing is optional without a reason. Times are
 * milliseconds. Made from arguments by `parse.ts`.
 */
import type { Names } from "../names";

/** The newest RouterOS family that the rows and scripts are for. */
export type Dialect = 6 | 7;

/** One internet line. */
export interface Line {
  /** Position in the order of preference, from 1. */
  readonly number: number;
  /** `ISP1`. */
  readonly name: string;
  readonly access: Access;
  /** The interface that packets leave by: `pppoe-isp1`, `ether2`. */
  readonly interface: string;
  /**
   * How its gateway is known: the interface itself (point-to-point), an address that stands, or that of a DHCP lease,
   * which the sync script follows.
   */
  readonly gateway: Gateway;
  /** Its own address where that is known beforehand; undefined: the sync script finds it. */
  readonly address: string | undefined;
  readonly secondaryAddresses: readonly string[];
  /** Seldom probed while it stands by. */
  readonly metered: boolean;
  /** Name of an address list of hosts that may not use it. */
  readonly blockList: string | undefined;
  /** Starts the sync script by itself. */
  readonly hooks: boolean;
}

export type Access =
  | {
      readonly kind: "pppoe";
      readonly port: string;
      readonly user: string;
      readonly password: string;
      readonly profile: string | undefined;
      readonly serviceName: string | undefined;
      readonly acName: string | undefined;
      readonly allow: readonly ("pap" | "chap" | "mschap1" | "mschap2")[] | undefined;
      readonly keepaliveTimeout: number;
      readonly mtu: number | undefined;
    }
  | { readonly kind: "dhcp" }
  /** `address` with its prefix length. */
  | { readonly kind: "static"; readonly address: string }
  | { readonly kind: "existing" };

export type Gateway =
  | { readonly by: "interface" }
  | { readonly by: "address"; readonly address: string }
  | { readonly by: "dhcp" };

/** How a line is judged. */
export interface Probing {
  readonly kind: "ping" | "tcp" | "http" | "dns";
  readonly targets: readonly string[];
  readonly port: number | undefined;
  readonly packets: number;
  /** Milliseconds that an answer is waited for: the interval of the ping, after which it is none (manual, "Ping"). */
  readonly wait: number;
  /** The same where the arguments say so; probes of netwatch have no limit otherwise. */
  readonly maxRtt: number | undefined;
  readonly window: number;
  readonly lossLimit: number;
  readonly recoverLoss: number;
  readonly fail: number;
  readonly recover: number;
  readonly dwell: number;
  readonly failback: "automatic" | "manual" | { readonly after: number };
}

/** How the routes themselves are checked. */
export interface Checking {
  /** Hosts by line, in the order of the lines. */
  readonly canaries: readonly (readonly string[])[];
  readonly settings:
    | { readonly interval: number; readonly timeout: number; readonly count: number }
    | undefined;
}

export type Strategy =
  | { readonly kind: "script"; readonly probing: Probing }
  | { readonly kind: "recursive"; readonly checking: Checking };

export interface Objectives {
  readonly blackHole: number;
  /** Undefined where nothing is promised (`recursive` does not weigh loss). */
  readonly loss: number | undefined;
  readonly linkLoss: number;
  readonly flowRecovery: number;
  readonly flapping: number | undefined;
}

export interface ServicePort {
  readonly protocol: "tcp" | "udp" | "ospf" | "gre" | "icmp";
  readonly port: number | undefined;
}

export type Flush =
  | { readonly what: "departed-wan" }
  | { readonly what: "nothing" }
  | { readonly what: "services"; readonly services: readonly ServicePort[] };

export type Notification =
  | { readonly by: "telegram"; readonly token: string; readonly chat: string }
  | { readonly by: "email"; readonly to: string; readonly from: string | undefined }
  | { readonly by: "webhook"; readonly url: string }
  | { readonly by: "script"; readonly script: string };

export interface Forward {
  readonly name: string;
  readonly protocol: "tcp" | "udp";
  readonly port: string;
  readonly to: string;
  readonly toPort: string | undefined;
  readonly from: readonly string[];
  readonly hairpin: boolean;
}

export interface RouterService {
  readonly name: string;
  readonly protocol: "tcp" | "udp";
  readonly port: string;
  readonly from: readonly string[];
}

export interface Pin {
  readonly name: string;
  readonly line: Line;
  readonly hosts: readonly string[];
  readonly list: string | undefined;
  readonly protocol: "tcp" | "udp" | undefined;
  readonly port: string | undefined;
  readonly mode: "strict" | "fallback";
}

export interface Gre {
  readonly name: string;
  readonly line: Line;
  readonly remoteAddress: string;
  readonly keepalive: string | undefined;
  readonly mtu: number | undefined;
}

export interface IpsecPolicy {
  readonly name: string;
  readonly line: Line;
  readonly peer: string;
  readonly dstAddress: string;
  readonly proposal: string;
  readonly protocol: string | undefined;
}

/** The whole office. */
export interface DualWan {
  readonly dialect: Dialect;
  readonly lines: readonly Line[];
  readonly names: Names;
  readonly lan: {
    readonly networks: readonly string[];
    readonly interface: string;
    readonly wanList: string;
    readonly fastTrackRule: string | undefined;
  };
  readonly flows: "follow" | "pin";
  readonly natMode: "masquerade" | "src-nat";
  readonly strategy: Strategy;
  readonly interval: number;
  readonly objectives: Objectives;
  readonly flush: Flush;
  readonly notify: readonly Notification[];
  readonly flushDns: boolean;
  readonly updateCloudDns: boolean;
  readonly inbound: readonly Forward[];
  readonly routerServices: readonly RouterService[];
  readonly pins: readonly Pin[];
  readonly gre: readonly Gre[];
  readonly ipsec: readonly IpsecPolicy[];
  readonly sourceGuard: boolean;
  /** Name of the line that the arguments force. */
  readonly maintenance: string | undefined;
  readonly adopt: boolean | undefined;
  readonly preflight: "off" | "warn" | "enforce";
}
