/** A provider's line as a scenario describes it. */

export type Access = "pppoe" | "dhcp" | "static" | "lte";

export interface IspOptions {
  readonly name: string;
  readonly access: Access;
  /** The router's Ethernet port that the line is plugged into, or its LTE modem. */
  readonly interface: string;
  /**
   * What the router gets: `203.0.113.10` (PPPoE, LTE), `198.51.100.20/24` (DHCP, static). Several are given in turn, one
   * to each new session or lease.
   */
  readonly address: string | readonly string[];
  /** The far end; of DHCP it may be outside the leased network. Of LTE the router never hears of it. */
  readonly gateway: string;
  /** PPPoE: who may log in. Default anybody. */
  readonly user?: string;
  readonly password?: string;
  /** DHCP: seconds of a lease. Default 600. */
  readonly lease?: number;
  /** DHCP: the server's address. Default the gateway. */
  readonly server?: string;
  readonly dns?: readonly string[];
  /** Milliseconds to a target and back. Default 10. */
  readonly latency?: number;
  /** Milliseconds by which a round trip is longer at most. Default 0. */
  readonly jitter?: number;
  /** Percent of packets that are lost, each way. Default 0. */
  readonly loss?: number;
  /** The line answers ARP for every address. Default false. */
  readonly proxyArp?: boolean;
  /** Packets with a source that is not the customer's are thrown away, as providers do (BCP 38). Default true. */
  readonly sourceFilter?: boolean;
}

/** What a line does at a moment; the timeline changes it. */
export interface IspState {
  /** A cable with somebody at its other end; of LTE a signal. */
  link: boolean;
  /** The access server and gateway answer: PPPoE, DHCP, LTE attach, ARP, echo. */
  answers: boolean;
  /** Beyond the gateway: `blackhole` takes everything and gives nothing back. */
  upstream: "up" | "blackhole";
  loss: number;
  latency: number;
  jitter: number;
  /** A portal answers in everybody's name: echo, DNS and HTTP, but no other connection. */
  captive: boolean;
}
