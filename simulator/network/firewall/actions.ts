/** What rules do, table by table. An action that is not here is a gap. */
import { type Packet, protocols } from "../packet";
import type { Rule } from "./rules";
import type { Action, Actions, Verdict } from "./walk";

/** Adds an address to an address list. */
export type Enlist = (address: number, list: string, timeout: string) => void;

const nothing: Action = () => "next";
const done: Action = () => "done";

function common(enlist: Enlist): Actions {
  const adding =
    (read: (packet: Packet) => number): Action =>
    ({ values }, packet) => {
      const { "address-list": list = "", "address-list-timeout": timeout = "none-dynamic" } = values;
      enlist(read(packet), list, timeout);
      return "next";
    };
  return {
    accept: done,
    return: () => "return",
    log: nothing,
    passthrough: nothing,
    "add-src-to-address-list": adding(({ source }) => source),
    "add-dst-to-address-list": adding(({ destination }) => destination),
  };
}

/** FastTrack is for TCP and UDP only (manual). */
const fasttrack: Action = (_, { connection, protocol }) => {
  if (connection !== undefined && (protocol === protocols.tcp || protocol === protocols.udp)) {
    connection.fasttrack = true;
  }
  return "next";
};

/** On with the table or not: `passthrough`, which is yes unless written. */
const marked = ({ values }: Rule): Verdict => (values.passthrough === "false" ? "done" : "next");

export const mangleActions = (enlist: Enlist): Actions => ({
  ...common(enlist),
  "fasttrack-connection": fasttrack,
  "mark-connection": (rule, { connection }) => {
    if (connection !== undefined) connection.mark = unmarked(rule.values["new-connection-mark"]);
    return marked(rule);
  },
  "mark-packet": (rule, packet) => {
    packet.packetMark = unmarked(rule.values["new-packet-mark"]);
    return marked(rule);
  },
  "mark-routing": (rule, packet) => {
    packet.routingMark = rule.values["new-routing-mark"] ?? "";
    return marked(rule);
  },
  "change-ttl": (rule, packet) => {
    const [how, text] = (rule.values["new-ttl"] ?? "set:64").split(":");
    const by = Number(text);
    packet.ttl = how === "set" ? by : how === "increment" ? packet.ttl + by : packet.ttl - by;
    return marked(rule);
  },
  "change-dscp": (rule, packet) => {
    const wanted = Number(rule.values["new-dscp"]);
    if (Number.isInteger(wanted)) packet.dscp = wanted;
    return marked(rule);
  },
  // Packets here have no segment size, options or fragment bits that would change their way.
  "change-mss": marked,
  "clear-df": marked,
  "strip-ipv4-options": marked,
  "set-priority": marked,
});

const unmarked = (mark: string | undefined): string => (mark === undefined || mark === "no-mark" ? "" : mark);

export const filterActions = (enlist: Enlist): Actions => ({
  ...common(enlist),
  drop: () => "drop",
  reject: () => "drop",
  // RouterOS answers the opening and then nothing: for who opened it that is as good as dropped.
  tarpit: (_, { protocol }) => (protocol === protocols.tcp ? "drop" : "next"),
  "fasttrack-connection": fasttrack,
});

export const rawActions = (enlist: Enlist): Actions => ({
  ...common(enlist),
  drop: () => "drop",
  notrack: (_, packet) => {
    packet.untracked = true;
    return "done";
  },
});

/** What NAT rules need from where they stand. `false`: there is no address, and Linux drops the packet. */
export interface Binding {
  destination(packet: Packet, address: number | undefined, port: number | undefined): void;
  /** To the router itself, by the interface's own address. */
  redirect(packet: Packet, port: number | undefined): boolean;
  source(packet: Packet, address: number, port: number | undefined): void;
  masquerade(packet: Packet, port: number | undefined): boolean;
}

export function natActions(enlist: Enlist, binding: Binding, parse: (text: string) => number): Actions {
  const port = ({ values }: Rule): number | undefined => {
    const text = values["to-ports"];
    return text === undefined || text === "" ? undefined : Number(text.split("-")[0]);
  };
  // Of a range the first address is taken.
  const address = ({ values }: Rule): number | undefined => {
    const text = values["to-addresses"];
    return text === undefined || text === ""
      ? undefined
      : parse((text.split("-")[0] as string).split("/")[0] as string);
  };
  return {
    ...common(enlist),
    "dst-nat": (rule, packet) => {
      binding.destination(packet, address(rule), port(rule));
      return "done";
    },
    redirect: (rule, packet) => {
      return binding.redirect(packet, port(rule)) ? "done" : "drop";
    },
    "src-nat": (rule, packet) => {
      const to = address(rule);
      if (to === undefined) return binding.masquerade(packet, port(rule)) ? "done" : "drop";
      binding.source(packet, to, port(rule));
      return "done";
    },
    masquerade: (rule, packet) => (binding.masquerade(packet, port(rule)) ? "done" : "drop"),
  };
}
