/** What surrounds the configuration plane: time, lines, the network, and the facts of the device. */
import type { Clock } from "../clock";
import type { RouterOsVersion } from "./contract";
import type { SavedStore } from "./store/store";

export type { Clock };

/** What is at the other end of an interface that asks for an address (dhcp-client, pppoe-client). */
export interface LineState {
  readonly state: "up" | "down";
  /** `10.0.0.2/24` for DHCP, `100.64.0.2` for PPPoE. */
  readonly address?: string;
  readonly gateway?: string;
  /** Seconds of the lease. Default 600. */
  readonly lease?: number;
  readonly dhcpServer?: string;
  readonly dns?: readonly string[];
}

export interface PingRequest {
  readonly address: string;
  readonly interface?: string;
  readonly sourceAddress?: string;
}

/** Answers a probe: round-trip time in milliseconds, or undefined when no reply comes. */
export type PingModel = (request: PingRequest) => number | undefined;

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
  readonly deviceMode?: Partial<DeviceMode>;
  /** Default: a gateway in reach answers within a millisecond, nothing else does. */
  readonly ping?: PingModel;
  /** Addresses of a DNS name. Default: none. */
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
