/** NAT bindings: made for a connection's first packet, applied to all of them. */
import { type Packet, protocols } from "../packet";
import type { Connection } from "./connection";
import type { ConnectionTable } from "./table";

/** Ports from which a new one is taken when the own is in use. */
const lowestPort = 1024;
const ports = 65536 - lowestPort;

const hasPorts = (protocol: number): boolean => protocol === protocols.tcp || protocol === protocols.udp;

/** Binds the source. The port stays unless another connection of the same ends has it. */
export function bindSource(
  table: ConnectionTable,
  tracked: Connection,
  address: number,
  port: number | undefined,
  now: number,
): void {
  const { reply, protocol } = tracked;
  reply.destination = address;
  tracked.sourceNat = true;
  if (port !== undefined && hasPorts(protocol)) reply.destinationPort = port;
  if (protocol === protocols.gre) return;
  const first = reply.destinationPort;
  for (let tried = 1; table.taken(protocol, reply, tracked, now) && tried <= ports; tried++) {
    reply.destinationPort = lowestPort + ((first - lowestPort + tried + ports) % ports);
    // Echo requests and replies carry the same identifier.
    if (protocol === protocols.icmp) reply.sourcePort = reply.destinationPort;
  }
}

export function bindDestination(tracked: Connection, address: number, port: number | undefined): void {
  tracked.reply.source = address;
  tracked.destinationNat = true;
  if (port !== undefined && hasPorts(tracked.protocol)) tracked.reply.sourcePort = port;
}

/** Before the routing decision: the destination as the far side knows it. */
export function translateDestination(packet: Packet): void {
  const tracked = packet.connection;
  if (tracked === undefined) return;
  if (packet.reply) {
    if (!tracked.sourceNat) return;
    packet.destination = tracked.original.source;
    packet.destinationPort = tracked.original.sourcePort;
    if (tracked.protocol === protocols.icmp) packet.sourcePort = packet.destinationPort;
  } else if (tracked.destinationNat) {
    packet.destination = tracked.reply.source;
    packet.destinationPort = tracked.reply.sourcePort;
  }
}

/** After the routing decision: the source as the near side shows itself. */
export function translateSource(packet: Packet): void {
  const tracked = packet.connection;
  if (tracked === undefined) return;
  if (packet.reply) {
    if (!tracked.destinationNat) return;
    packet.source = tracked.original.destination;
    packet.sourcePort = tracked.original.destinationPort;
  } else if (tracked.sourceNat) {
    packet.source = tracked.reply.destination;
    packet.sourcePort = tracked.reply.destinationPort;
    if (tracked.protocol === protocols.icmp) packet.destinationPort = packet.sourcePort;
  }
}
