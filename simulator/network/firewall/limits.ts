/** Matchers that count: packets in a time, connections, ports. */
import { parseDuration } from "../../config/time";
import { addressText, type Range, rangeOf } from "../addresses";
import { type Packet, protocols } from "../packet";

type Test = (packet: Packet) => boolean;

/** `10/1m,5:packet`: a bucket of `burst` packets that fills at `rate`. Bits are not simulated. */
export function limiter(value: string, now: () => number): Test | undefined {
  const match = /^(\d+)(?:\/([^,:]+))?(?:,(\d+))?(?::(bit|packet))?$/.exec(value);
  if (match === null || match[4] === "bit") return undefined;
  const [, count, per, burst] = match;
  return bucket({ count, per, burst }, now);
}

/** The forms of `count[/time][,burst]`. */
interface Rate {
  readonly count: string | undefined;
  readonly per: string | undefined;
  readonly burst: string | undefined;
}

function bucket({ count = "0", per = "1s", burst = "5" }: Rate, now: () => number): () => boolean {
  const interval = (parseDuration(per) ?? 1) * 1000;
  const size = Number(burst);
  const rate = Number(count) / interval;
  let tokens = size;
  let last = now();
  return () => {
    const at = now();
    tokens = Math.min(size, tokens + (at - last) * rate);
    last = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** Buckets of `dst-limit` that nobody asked for so long begin anew. */
const presetExpiry = "1m40s";

/** `100/1m,5,dst-address/1m40s`: a bucket for each of what the mode tells apart. */
export function limiterByEnds(value: string, now: () => number): Test | undefined {
  const match = /^(\d+)(?:\/([^,]+))?(?:,(\d+))?(?:,([a-z-]+))?(?:\/([\da-z:]+))?$/.exec(value);
  if (match === null) return undefined;
  const [, count, per, burst, mode = "dst-address", expire = presetExpiry] = match;
  const both = mode.includes("addresses");
  const bySource = both || mode.includes("src-address");
  const byDestination = both || mode.includes("dst-address");
  const byPort = mode.includes("port");
  if (!bySource && !byDestination && !byPort) return undefined;
  const lifetime = (parseDuration(expire) ?? 100) * 1000;
  const buckets = new Map<string, { test: () => boolean; used: number }>();
  return ({ source, destination, destinationPort }) => {
    const key = `${bySource ? source : ""} ${byDestination ? destination : ""} ${byPort ? destinationPort : ""}`;
    const known = buckets.get(key);
    const fresh = known === undefined || now() - known.used > lifetime;
    const found = fresh ? { test: bucket({ count, per, burst }, now), used: 0 } : known;
    found.used = now();
    buckets.set(key, found);
    return found.test();
  };
}

/** Connections that a network of sources has now, by protocol: those that are over do not count. */
export type CountConnections = (protocol: number, sources: Range) => number;

/** `30,32`: the connection is one more than so many of its source's network. */
export function connectionLimiter(value: string, count: CountConnections): Test | undefined {
  const [limit = Number.NaN, length = 32] = value.split(",").map(Number);
  if (!Number.isInteger(limit) || length < 0 || length > 32) return undefined;
  return ({ connection, source, protocol }) => {
    if (connection === undefined) return false;
    const others = count(protocol, rangeOf(`${addressText(source)}/${length}`));
    return others + (connection.confirmed ? 0 : 1) > limit;
  };
}

/** Ports below are low: they weigh more in `psd`. */
const firstHighPort = 1024;

/** `21,3s,3,1`: weight that tells a scan, longest pause between its packets, weights of a low and a high port. */
export function scanDetector(value: string, now: () => number): Test | undefined {
  const [threshold = "", pause = "", low = "", high = ""] = value.split(",");
  const delay = parseDuration(pause);
  if (delay === undefined || high === "") return undefined;
  const scans = new Map<string, { last: number; weight: number; ports: Set<number> }>();
  return ({ protocol, source, destination, destinationPort }) => {
    if (protocol !== protocols.tcp && protocol !== protocols.udp) return false;
    const key = `${source} ${destination}`;
    const known = scans.get(key);
    const goesOn = known !== undefined && now() - known.last <= delay * 1000;
    const scan = goesOn ? known : { last: 0, weight: 0, ports: new Set<number>() };
    scans.set(key, scan);
    scan.last = now();
    if (!scan.ports.has(destinationPort)) {
      scan.ports.add(destinationPort);
      scan.weight += Number(destinationPort < firstHighPort ? low : high);
    }
    return scan.weight >= Number(threshold);
  };
}

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const dayLength = 86_400_000;

/** `8h-18h,mon,tue`: from and to in the router's time, which here is UTC; without days on each. */
export function timeWindow(value: string, now: () => number): Test | undefined {
  const [span = "", ...on] = value.split(",");
  const [from, to] = span.split("-").map((text) => parseDuration(text));
  if (from === undefined || to === undefined) return undefined;
  return () => {
    const at = now();
    const second = (at % dayLength) / 1000;
    const day = days[new Date(at).getUTCDay()] as string;
    if (on.length > 0 && !on.includes(day)) return false;
    return from <= to ? second >= from && second <= to : second >= from || second <= to;
  };
}
