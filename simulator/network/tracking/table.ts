/** The table of tracked connections. */
import { type Range, within } from "../addresses";
import { type Packet, protocols, tcpFlags } from "../packet";
import { type Connection, connection, meet, type Tuple } from "./connection";
import type { Timeouts } from "./timeouts";

export interface TrackingSettings {
  readonly enabled: boolean;
  readonly loose: boolean;
  readonly timeouts: Timeouts;
}

/** Ids begin where rows put by hand do not reach. */
const firstId = 0x100000;

/** How often the table is searched for what is over, in milliseconds. */
const sweepInterval = 60_000;

export class ConnectionTable {
  private readonly entries = new Map<string, Connection>();
  private readonly live = new Map<string, Connection>();
  private given = 0;
  private swept = 0;

  constructor(private settings: TrackingSettings) {}

  configure(settings: TrackingSettings): void {
    this.settings = settings;
  }

  /** Finds the packet's connection or begins one, and tells its state. */
  track(packet: Packet, now: number): void {
    packet.connection = undefined;
    packet.reply = false;
    packet.state = "untracked";
    if (!this.settings.enabled) return;
    const found = this.find(packet.protocol, packet, now);
    if (found !== undefined && !reopens(found, packet)) {
      packet.connection = found;
      packet.reply = !isOriginal(found, packet);
      packet.state = packet.reply || found.seenReply ? "established" : "new";
      meet(found, packet, now, this.settings.timeouts);
      return;
    }
    if (found !== undefined) this.remove(found);
    if (!this.begins(packet)) {
      packet.state = "invalid";
      return;
    }
    this.given += 1;
    const begun = connection(`*${(firstId + this.given).toString(16).toUpperCase()}`, packet);
    packet.connection = begun;
    packet.state = "new";
    meet(begun, packet, now, this.settings.timeouts);
  }

  /** The connection's first packet has made its way: it is in the table from now on. */
  confirm(tracked: Connection, now: number): void {
    if (tracked.confirmed) return;
    if (now - this.swept >= sweepInterval) this.sweep(now);
    tracked.confirmed = true;
    this.live.set(tracked.id, tracked);
    this.entries.set(key(tracked.protocol, tracked.original), tracked);
    this.entries.set(key(tracked.protocol, tracked.reply), tracked);
  }

  /** Whether an answer that looks so would meet another connection. */
  taken(protocol: number, reply: Tuple, by: Connection, now: number): boolean {
    const found = this.find(protocol, reply, now);
    return found !== undefined && found !== by;
  }

  remove(tracked: Connection): void {
    if (!this.live.delete(tracked.id)) return;
    for (const tuple of [tracked.original, tracked.reply]) {
      const text = key(tracked.protocol, tuple);
      if (this.entries.get(text) === tracked) this.entries.delete(text);
    }
  }

  removeById(id: string): boolean {
    const tracked = this.live.get(id);
    if (tracked !== undefined) this.remove(tracked);
    return tracked !== undefined;
  }

  /** Takes out every connection that `which` picks; returns how many. */
  purge(which: (tracked: Connection) => boolean): number {
    let gone = 0;
    for (const tracked of [...this.live.values()]) {
      if (!which(tracked)) continue;
      this.remove(tracked);
      gone += 1;
    }
    return gone;
  }

  /** A connection by its id, unless it is over. */
  get(id: string, now: number): Connection | undefined {
    const tracked = this.live.get(id);
    return tracked !== undefined && tracked.expires > now ? tracked : undefined;
  }

  list(now: number): readonly Connection[] {
    this.sweep(now);
    return [...this.live.values()];
  }

  /** Connections that sources have open; those that are over do not count. */
  count(protocol: number, sources: Range, now: number): number {
    let found = 0;
    for (const { protocol: own, original, expires, tcp } of this.live.values()) {
      const open = expires > now && tcp !== "close" && tcp !== "time-wait";
      if (open && own === protocol && within(sources, original.source)) found += 1;
    }
    return found;
  }

  private find(protocol: number, tuple: Tuple, now: number): Connection | undefined {
    const found = this.entries.get(key(protocol, tuple));
    if (found === undefined || found.expires > now) return found;
    this.remove(found);
    return undefined;
  }

  private sweep(now: number): void {
    this.swept = now;
    this.purge((tracked) => tracked.expires <= now);
  }

  /** Whether a packet without a connection can begin one. */
  private begins({ protocol, tcp, icmpType }: Packet): boolean {
    if (protocol === protocols.icmp) return icmpType === 8;
    if (protocol !== protocols.tcp) return true;
    if (tcp & tcpFlags.rst) return false;
    if (tcp & tcpFlags.syn) return (tcp & tcpFlags.ack) === 0;
    // Loose tracking picks up a connection in the middle.
    return this.settings.loose;
  }
}

function key(protocol: number, { source, sourcePort, destination, destinationPort }: Tuple): string {
  return `${protocol} ${source} ${sourcePort} ${destination} ${destinationPort}`;
}

function isOriginal({ original }: Connection, packet: Tuple): boolean {
  return (
    original.source === packet.source &&
    original.sourcePort === packet.sourcePort &&
    original.destination === packet.destination
  );
}

/** A SYN on a connection that is over begins a new one. */
function reopens({ tcp }: Connection, packet: Packet): boolean {
  const opening = (packet.tcp & (tcpFlags.syn | tcpFlags.ack)) === tcpFlags.syn;
  return opening && (tcp === "close" || tcp === "time-wait" || tcp === "last-ack");
}
