/** What surrounds the configuration plane: time, lines, the network, and the facts of the device. */
import type { Clock } from "../clock";
import type { RouterOsVersion } from "./contract";
import type { Conversation, OutgoingRequest, Peer, Said } from "./outgoing";
import type { SavedStore } from "./store/store";

export type { Clock };

/** What is at the other end of an interface that asks for an address (dhcp-client, pppoe-client, lte). */
export interface LineState {
  readonly state: "up" | "down";
  /** `10.0.0.2/24` for DHCP, `100.64.0.2` for PPPoE and LTE. */
  readonly address?: string;
  readonly gateway?: string;
  /** Seconds of the lease. Default 600. */
  readonly lease?: number;
  readonly dhcpServer?: string;
  readonly dns?: readonly string[];
  /** When the lease ends, in milliseconds since 1970; without it a lease never grows older. */
  readonly expires?: number;
  /** When the session began, in milliseconds since 1970. */
  readonly since?: number;
}

export interface PingRequest {
  readonly address: string;
  readonly interface?: string;
  readonly sourceAddress?: string;
  /** v6: the routing table to look the target up in. */
  readonly table?: string;
  /** Bytes of payload and headers. Default 56. */
  readonly size?: number;
  /** Default 64. */
  readonly ttl?: number;
}

/** What became of an echo request: its round-trip time in milliseconds, or why there is none, in the words of `/ping`. */
export type EchoAnswer = { readonly time: number } | { readonly time: undefined; readonly status: string };

/** Answers a probe: round-trip time in milliseconds, or undefined when no reply comes. */
export type PingModel = (request: PingRequest) => number | undefined;

/** What a netwatch probe knows of its host; the names are those of `/tool/netwatch`. */
export type NetwatchFacts = Readonly<Record<string, string | undefined>>;

/**
 * A script that an event starts, with the variables RouterOS gives it. Hooks and netwatch run with the policies
 * read, write, test and reboot only (manual); netwatch as the user `*sys`.
 */
export interface HookJob {
  readonly by: "dhcp-client" | "ppp-profile" | "netwatch";
  /** The property that holds it: `script`, `on-up`, `on-down`, `up-script`, `down-script`, `test-script`. */
  readonly property: string;
  /** Name of the row whose event it is: the client's interface, the probe's host. */
  readonly row: string;
  readonly source: string;
  readonly variables: Readonly<Record<string, string>>;
}

export interface InterfaceTraffic {
  readonly rxBytes: number;
  readonly rxPackets: number;
  readonly txBytes: number;
  readonly txPackets: number;
}

/** What runs on the router by itself. */
export interface JobPlane {
  /** Power-on; configuration is there, dynamic rows are not yet. */
  rebooted(): void;
}

/** What a simulated network tells the configuration plane. Without one, lines are set by hand and nothing is sent. */
export interface NetworkPlane {
  /** Sends an echo request now. */
  ping(request: PingRequest): EchoAnswer;
  /** Sends a datagram to a port now, from the router. Milliseconds until the answer; undefined if none comes. */
  ask(address: string, port: number): number | undefined;
  /** Addresses of a DNS name that a host of the internet has. */
  resolve(name: string): readonly string[];
  /** A connection of the router's own, not opened yet; undefined if the router has not the source. */
  connect(to: Peer): Conversation | undefined;
  /** Sends a request in one datagram now, from the router. */
  tell(to: Peer, request: OutgoingRequest): Said;
  /** Whether check-gateway has found the gateway dead. */
  gatewayDown(gateway: string, through: string, kind: string): boolean;
  /** Bytes and packets that met a firewall rule since it was made or reset. */
  counters(menu: string, id: string): { readonly bytes: number; readonly packets: number } | undefined;
  resetCounters(menu: string, id: string): void;
  /** What an interface has received and sent since the router started; undefined: nothing yet. */
  traffic(interfaceId: string): InterfaceTraffic | undefined;
  /** Ids of the rows of `/ip/firewall/connection`. */
  connections(): readonly string[];
  /** A property of a tracked connection, as it is now; undefined where there is no such connection, or it has it not. */
  connectionFact(id: string, name: string): string | undefined;
  isConnection(id: string): boolean;
  /** False if there is no such connection. */
  removeConnection(id: string): boolean;
  netwatch(id: string): NetwatchFacts | undefined;
  /** `/ip/dhcp-client/renew`: asks for the lease again now. */
  renew(id: string): void;
  /** `/ip/dhcp-client/release`: gives the lease back and searches again. */
  release(id: string): void;
  /** `/ip/route/check`: the way of a packet to `destination`. */
  route(
    destination: string,
    source: string | undefined,
  ): { readonly interface: string; readonly nexthop: string } | undefined;
  /** Power-on: connections, sessions and counters are gone. */
  rebooted(): void;
}

export interface UserOptions {
  readonly name: string;
  readonly password: string;
  /** Default `full`. */
  readonly group?: string;
  readonly disabled?: boolean;
}

export interface DeviceMode {
  /** Default `advanced`. */
  readonly mode: string;
  /** Default true. */
  readonly scheduler: boolean;
}

export interface PlaneOptions {
  readonly version: RouterOsVersion;
  readonly clock: Clock;
  /** Default: one user `admin` with an empty password and group `full`. */
  readonly users?: readonly UserOptions[];
  /** Default `MikroTik`; `CHR` when there is neither serial number nor software id. */
  readonly identity?: string;
  readonly serialNumber?: string;
  readonly softwareId?: string;
  /** The system id of a CHR. */
  readonly systemId?: string;
  /** Ethernet ports. Default `ether1` … `ether5`. */
  readonly interfaces?: readonly string[];
  /** LTE modems: `["lte1"]`. Default none. */
  readonly lte?: readonly string[];
  readonly deviceMode?: Partial<DeviceMode>;
  /** Default: a gateway in reach answers within a millisecond, nothing else does. */
  readonly ping?: PingModel;
  /** Addresses of a DNS name. A name it has none for is looked for in the network. Default: none. */
  readonly resolve?: (name: string) => readonly string[];
  /** Milliseconds after the holder's connection closed until safe mode is rolled back. Default 2000 (measured: about 2 s). */
  readonly safeModeDelay?: number;
  /** A state that `save()` returned. */
  readonly state?: SavedState;
}

/** A configuration as JSON. */
export interface SavedState {
  readonly format: 1;
  readonly version: RouterOsVersion;
  readonly stores: Readonly<Record<string, SavedStore>>;
}
