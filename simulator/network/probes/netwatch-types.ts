/** The types of netwatch probes: how each asks, and what it takes for up. Defaults: manual of v7. */
import type { Router } from "../../config/router";
import { httpOf } from "../access/internet";
import { addressNumber } from "../addresses";
import { packet, protocols, tcpFlags } from "../packet";
import { portalAddress } from "../requests/outgoing";
import type { Exchange, World } from "../world";
import type { Pinger } from "./ping";

/** The properties of an entry. */
export interface Reader {
  text(name: string): string;
  /** Milliseconds. */
  time(name: string, preset: string): number;
  number(name: string, preset: number): number;
}

export interface Finding {
  readonly up: boolean;
  /** Read-only properties of the entry, printed. */
  readonly values: Readonly<Record<string, string>>;
}

export interface Asking {
  readonly router: Router;
  readonly world: World;
  readonly ping: Pinger;
  readonly read: Reader;
  /** A source port that no old connection has. */
  nextPort(): number;
  wait(milliseconds: number, then: () => void): void;
}

type ProbeType = (asking: Asking, found: (finding: Finding) => void) => void;

const down: Finding = { up: false, values: {} };

/** `12ms340us` of milliseconds. */
function shown(milliseconds: number): string {
  const micro = Math.round(milliseconds * 1000);
  const [whole, rest] = [Math.floor(micro / 1000), micro % 1000];
  return `${whole > 0 || rest === 0 ? `${whole}ms` : ""}${rest > 0 ? `${rest}us` : ""}`;
}

/** Addresses of a host; a name is asked of the router's resolver. */
function addressOf({ router, read }: Asking): string | undefined {
  const host = read.text("host");
  return /^[\d.]+$/.test(host) ? host : router.resolve(host)[0];
}

function pingOnce(asking: Asking): number | undefined {
  const address = addressOf(asking);
  const source = asking.read.text("src-address");
  if (address === undefined) return undefined;
  const { time } = asking.ping({ address, ...(source === "" ? {} : { sourceAddress: source }) });
  return time !== undefined && time <= asking.read.time("timeout", "3s") ? time : undefined;
}

const simple: ProbeType = (asking, found) => {
  const time = pingOnce(asking);
  if (time !== undefined) asking.wait(time, () => found({ up: true, values: {} }));
  else asking.wait(asking.read.time("timeout", "3s"), () => found(down));
};

/** Thresholds apply even when they are not set. */
const icmp: ProbeType = (asking, found) => {
  const { read, wait } = asking;
  const count = read.number("packet-count", 10);
  const interval = read.time("packet-interval", "50ms");
  const times: number[] = [];
  const send = (sent: number): void => {
    const time = pingOnce(asking);
    if (time !== undefined) times.push(time);
    if (sent < count) wait(interval, () => send(sent + 1));
    // The last reply is waited for as long as any.
    else wait(time ?? read.time("timeout", "3s"), () => found(judged(read, count, times)));
  };
  send(1);
};

function judged(read: Reader, sent: number, times: readonly number[]): Finding {
  const lost = sent - times.length;
  const percent = (lost * 100) / sent;
  const mean = times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length);
  const deviation = Math.sqrt(
    times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / Math.max(1, times.length),
  );
  const [least, most] = [Math.min(...times), Math.max(...times)];
  const values: Record<string, string> = {
    "sent-count": String(sent),
    "response-count": String(times.length),
    "loss-count": String(lost),
    "loss-percent": String(Number(percent.toFixed(1))),
  };
  if (times.length > 0) {
    values["rtt-avg"] = shown(mean);
    values["rtt-min"] = shown(least);
    values["rtt-max"] = shown(most);
    values["rtt-jitter"] = shown(most - least);
    values["rtt-stdev"] = shown(deviation);
  }
  const up =
    times.length > 0 &&
    percent <= read.number("thr-loss-percent", 85) &&
    lost <= read.number("thr-loss-count", Number.MAX_SAFE_INTEGER) &&
    mean <= read.time("thr-avg", "100ms") &&
    most <= read.time("thr-max", "1s") &&
    deviation <= read.time("thr-stdev", "250ms") &&
    most - least <= read.time("thr-jitter", "1s");
  return { up, values };
}

/** A connection of the router's own. */
function connect(asking: Asking, protocol: number, to: number, address: string): Exchange | undefined {
  const { world, read } = asking;
  const source = read.text("src-address");
  const own = source === "" ? 0 : addressNumber(source);
  if (own !== 0 && world.dataplane.interfaces().holding(own) === undefined) return undefined;
  const request = packet({
    protocol,
    source: own,
    destination: addressNumber(address),
    sourcePort: asking.nextPort(),
    destinationPort: to,
    tcp: protocol === protocols.tcp ? tcpFlags.syn : 0,
  });
  const exchange = world.exchange(request, { is: "router" });
  const opened = protocol !== protocols.tcp || ((exchange.answer?.tcp ?? 0) & tcpFlags.rst) === 0;
  return exchange.delivered && opened ? exchange : undefined;
}

const tcp: ProbeType = (asking, found) => {
  const { read, wait } = asking;
  const address = addressOf(asking);
  const exchange =
    address === undefined ? undefined : connect(asking, protocols.tcp, read.number("port", 80), address);
  if (exchange === undefined) {
    wait(read.time("timeout", "3s"), () => found(down));
    return;
  }
  const { time } = exchange;
  const values = { "tcp-connect-time": shown(time) };
  wait(time, () => found({ up: time <= read.time("thr-tcp-conn-time", "30s"), values }));
};

const http =
  (preset: number): ProbeType =>
  (asking, found) => {
    const { read, wait, world } = asking;
    const address = addressOf(asking);
    const exchange =
      address === undefined
        ? undefined
        : connect(asking, protocols.tcp, read.number("port", preset), address);
    if (exchange === undefined || address === undefined) {
      wait(read.time("timeout", "3s"), () => found(down));
      return;
    }
    // A portal sends the browser to its own page, and cannot pretend to be somebody's https.
    const status = exchange.portal ? 302 : httpOf(world.internet.at(addressNumber(address))).status;
    const time = 2 * exchange.time;
    const values = {
      "tcp-connect-time": shown(exchange.time),
      "http-resp-time": shown(exchange.time),
      "http-status-code": String(status),
    };
    const up = accepts(read.text("http-codes"), status) && exchange.time <= read.time("thr-http-time", "10s");
    wait(time, () => found({ up, values }));
  };

/** `http-codes`; without any, 100 to 299 are good. */
function accepts(codes: string, status: number): boolean {
  return (codes === "" ? "100-299" : codes).split(",").some((part) => {
    const [from = 0, to = from] = part.split("-").map(Number);
    return status >= from && status <= to;
  });
}

/** Asks `dns-server` (or the first server of the router) for the name that `host` is. */
const dns: ProbeType = (asking, found) => {
  const { read, wait, world, router } = asking;
  const [settings] = router.rows("/ip/dns");
  const configured = settings === undefined ? "" : (router.value("/ip/dns", settings, "servers") ?? "");
  const server = read.text("dns-server") || configured.split(",")[0] || "";
  const exchange = server === "" ? undefined : connect(asking, protocols.udp, 53, server);
  const answer = exchange?.portal
    ? [portalAddress]
    : (world.internet.at(addressNumber(server || "0.0.0.0"))?.options.dns?.[read.text("host")] ?? []);
  if (exchange === undefined || answer.length === 0) {
    wait(exchange?.time ?? read.time("timeout", "3s"), () => found(down));
    return;
  }
  const kind = read.text("record-type") || "A";
  const property = { A: "ip", AAAA: "ip6", MX: "mail-servers", NS: "name-servers" }[kind] ?? "ip";
  wait(exchange.time, () => found({ up: true, values: { [property]: answer.join(",") } }));
};

export const probeTypes: Readonly<Record<string, ProbeType>> = {
  simple,
  icmp,
  "tcp-conn": tcp,
  "http-get": http(80),
  "https-get": http(443),
  dns,
};
