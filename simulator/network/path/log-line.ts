/** A packet as the firewall logs it. */
import { addressText } from "../addresses";
import type { Rule } from "../firewall/rules";
import { type Packet, protocolName, protocols } from "../packet";

/** `drop-wan forward: in:ether1 out:bridge, connection-state:new proto UDP, 1.1.1.1:5->10.0.0.2:6, len 64` */
export function logLine(rule: Rule, packet: Packet): string {
  const prefix = rule.values["log-prefix"] ?? "";
  const ports = packet.protocol === protocols.tcp || packet.protocol === protocols.udp;
  const end = (address: number, port: number) => `${addressText(address)}${ports ? `:${port}` : ""}`;
  const ends = `${end(packet.source, packet.sourcePort)}->${end(packet.destination, packet.destinationPort)}`;
  const where = `in:${packet.in?.name ?? "(unknown 0)"} out:${packet.out?.name ?? "(unknown 0)"}`;
  const state = `connection-state:${packet.state}`;
  const protocol = `proto ${protocolName(packet.protocol).toUpperCase()}`;
  return `${prefix === "" ? "" : `${prefix} `}${rule.chain}: ${where}, ${state} ${protocol}, ${ends}, len ${packet.size}`;
}
