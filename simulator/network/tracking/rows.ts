/** Connections as `/ip/firewall/connection` prints them. */
import type { Router } from "../../config/router";
import type { Row } from "../../config/store/row";
import { duration } from "../../config/time";
import { addressText } from "../addresses";
import { protocolName, protocols } from "../packet";
import type { Connection, Tuple } from "./connection";

const menu = "/ip/firewall/connection";

export function connectionRow(tracked: Connection, router: Router, now: number): Row {
  const { protocol, original, reply } = tracked;
  const hasPorts = protocol === protocols.tcp || protocol === protocols.udp;
  const flag = (value: boolean): string => String(value);
  const facts: Record<string, string> = {
    protocol: protocolName(protocol),
    ...ends("", original, hasPorts, router.major),
    ...ends("reply-", reply, hasPorts, router.major),
    timeout: duration((tracked.expires - now) / 1000),
    "seen-reply": flag(tracked.seenReply),
    assured: flag(tracked.assured),
    confirmed: flag(tracked.confirmed),
    dying: "false",
    expected: "false",
    fasttrack: flag(tracked.fasttrack),
    "hw-offload": "false",
    srcnat: flag(tracked.sourceNat),
    dstnat: flag(tracked.destinationNat),
    "orig-packets": String(tracked.originalPackets),
    "orig-bytes": String(tracked.originalBytes),
    "repl-packets": String(tracked.replyPackets),
    "repl-bytes": String(tracked.replyBytes),
    "orig-rate": "0",
    "repl-rate": "0",
  };
  if (tracked.mark !== "") facts["connection-mark"] = tracked.mark;
  if (tracked.tcp !== undefined) facts["tcp-state"] = tracked.tcp;
  if (protocol === protocols.icmp) {
    facts["icmp-type"] = "8";
    facts["icmp-code"] = "0";
    facts["icmp-id"] = String(original.sourcePort);
  }
  return { id: tracked.id, menu, values: {}, facts };
}

/** v6 joins address and port; v7 has columns of their own (present in 7.20.8; when they were split is open). */
function ends(prefix: string, tuple: Tuple, ports: boolean, major: number): Record<string, string> {
  const source = addressText(tuple.source);
  const destination = addressText(tuple.destination);
  if (!ports) return { [`${prefix}src-address`]: source, [`${prefix}dst-address`]: destination };
  if (major < 7) {
    return {
      [`${prefix}src-address`]: `${source}:${tuple.sourcePort}`,
      [`${prefix}dst-address`]: `${destination}:${tuple.destinationPort}`,
    };
  }
  return {
    [`${prefix}src-address`]: source,
    [`${prefix}src-port`]: String(tuple.sourcePort),
    [`${prefix}dst-address`]: destination,
    [`${prefix}dst-port`]: String(tuple.destinationPort),
  };
}
