/** Connections as `/ip/firewall/connection` prints them. */
import type { Router } from "../../config/router";
import { duration } from "../../config/time";
import { addressText } from "../addresses";
import { protocolName, protocols } from "../packet";
import type { Connection, Tuple } from "./connection";

type Fact = (tracked: Connection, router: Router) => string | undefined;

const hasPorts = ({ protocol }: Connection): boolean =>
  protocol === protocols.tcp || protocol === protocols.udp;

/** v6 joins address and port; v7 has columns of their own (present in 7.20.8; when they were split is open). */
const address =
  (way: "original" | "reply", end: "source" | "destination"): Fact =>
  (tracked, { major }) => {
    const tuple = tracked[way];
    const text = addressText(tuple[end]);
    return major < 7 && hasPorts(tracked) ? `${text}:${portOf(tuple, end)}` : text;
  };

const port =
  (way: "original" | "reply", end: "source" | "destination"): Fact =>
  (tracked, { major }) =>
    major >= 7 && hasPorts(tracked) ? String(portOf(tracked[way], end)) : undefined;

const portOf = (tuple: Tuple, end: "source" | "destination"): number =>
  end === "source" ? tuple.sourcePort : tuple.destinationPort;

const flag =
  (name: "seenReply" | "assured" | "confirmed" | "fasttrack" | "sourceNat" | "destinationNat"): Fact =>
  (tracked) =>
    String(tracked[name]);

const count =
  (name: "originalPackets" | "originalBytes" | "replyPackets" | "replyBytes"): Fact =>
  (tracked) =>
    String(tracked[name]);

const ofIcmp =
  (fact: Fact): Fact =>
  (tracked, router) =>
    tracked.protocol === protocols.icmp ? fact(tracked, router) : undefined;

const always =
  (text: string): Fact =>
  () =>
    text;

const facts: Readonly<Record<string, Fact>> = {
  protocol: ({ protocol }) => protocolName(protocol),
  "src-address": address("original", "source"),
  "src-port": port("original", "source"),
  "dst-address": address("original", "destination"),
  "dst-port": port("original", "destination"),
  "reply-src-address": address("reply", "source"),
  "reply-src-port": port("reply", "source"),
  "reply-dst-address": address("reply", "destination"),
  "reply-dst-port": port("reply", "destination"),
  timeout: ({ expires }, { clock }) => duration((expires - clock.now()) / 1000),
  "seen-reply": flag("seenReply"),
  assured: flag("assured"),
  confirmed: flag("confirmed"),
  dying: always("false"),
  expected: always("false"),
  fasttrack: flag("fasttrack"),
  "hw-offload": always("false"),
  srcnat: flag("sourceNat"),
  dstnat: flag("destinationNat"),
  "orig-packets": count("originalPackets"),
  "orig-bytes": count("originalBytes"),
  "repl-packets": count("replyPackets"),
  "repl-bytes": count("replyBytes"),
  "orig-rate": always("0"),
  "repl-rate": always("0"),
  "connection-mark": ({ mark }) => (mark === "" ? undefined : mark),
  "tcp-state": ({ tcp }) => tcp,
  "icmp-type": ofIcmp(always("8")),
  "icmp-code": ofIcmp(always("0")),
  "icmp-id": ofIcmp(({ original }) => String(original.sourcePort)),
};

/** A property of a connection as it is now; undefined where the connection has it not. */
export function factOf(tracked: Connection, name: string, router: Router): string | undefined {
  return facts[name]?.(tracked, router);
}
