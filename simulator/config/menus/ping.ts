/** `/ping`: a row for each probe; takes the clock's time. */

import type { RootContext, Router } from "../behaviour";
import { argumentsOf } from "../commands/arguments";
import type { CommandResult } from "../contract";
import type { EchoAnswer, PingRequest } from "../environment";
import { fail, missingArguments, noMatch, notSimulated, unknownParameter } from "../errors";
import { parseDuration } from "../time";
import { failures } from "../values/failures";
import { routeStates } from "./route-state";

const understood = new Set([
  "address",
  "count",
  "interval",
  "interface",
  "src-address",
  "size",
  "ttl",
  ".proplist",
]);
const known = new Set([...understood, "arp-ping", "do-not-fragment", "dscp", "vrf", "proplist"]);

export async function ping(context: RootContext): Promise<CommandResult> {
  const { router, request, output } = context;
  checkArguments(context);
  const given = argumentsOf(request);
  const address = given.get("address");
  if (address === undefined) throw missingArguments(["address"]);
  const [target] = /^[\d.]+$/.test(address) ? [address] : router.resolve(address);
  if (target === undefined)
    throw fail(`failure: ${router.major < 7 ? "dns name does not exist" : "resolve failed"}`);
  const probe = probeOf(context, given, target);
  const count = integer(given, "count") ?? Number.POSITIVE_INFINITY;
  const interval = intervalOf(given);
  const times: number[] = [];
  for (let sent = 1; sent <= count; sent++) {
    const answer = inTime(echo(router, probe), interval);
    const { time } = answer;
    if (time !== undefined) times.push(time);
    output.row(reply(probe, given, sent, times, answer));
    if (sent < count) await router.clock.sleep(interval, output.signal);
    // A dead target costs an interval for the last probe, too; a live one, on a network, the time of its reply.
    else if (time === undefined) await router.clock.sleep(interval, output.signal);
    else if (router.network !== undefined) await router.clock.sleep(time, output.signal);
  }
  return { returnsRows: true };
}

/** A reply that takes longer than the interval counts as a timeout (manual). */
const inTime = (answer: EchoAnswer, interval: number): EchoAnswer =>
  answer.time !== undefined && answer.time > interval ? timeout : answer;

const timeout: EchoAnswer = { time: undefined, status: "timeout" };

/** Milliseconds; 10 ms to 5 s (manual). */
function intervalOf(given: ReadonlyMap<string, string>): number {
  const seconds = parseDuration(given.get("interval") ?? "1s");
  if (seconds === undefined) throw fail(failures.invalid("interval"));
  if (seconds < 0.01 || seconds > 5)
    throw fail(failures.durationOutOfRange("interval", "00:00:00.010", "00:00:05"));
  return seconds * 1000;
}

/** By the network around the router or the options' model; without one the router itself and every gateway in reach answer. */
export function echo(router: Router, probe: PingRequest): EchoAnswer {
  if (router.network !== undefined) return router.network.ping(probe);
  const time = modelled(router, probe);
  return time === undefined ? timeout : { time };
}

function modelled(router: Router, probe: PingRequest): number | undefined {
  if (router.options.ping !== undefined) return router.options.ping(probe);
  const addresses = router.rows("/ip/address").map((row) => row.values.address?.split("/")[0]);
  const own = probe.address.startsWith("127.") || addresses.includes(probe.address);
  const hops = [...routeStates(router).values()].flatMap((state) => state.immediate.split(","));
  return own || hops.some((hop) => hop.startsWith(`${probe.address}%`)) ? 1 : undefined;
}

function probeOf({ router }: RootContext, given: ReadonlyMap<string, string>, address: string): PingRequest {
  const interfaceName = given.get("interface");
  if (interfaceName !== undefined && router.find(["/interface"], interfaceName) === undefined) {
    throw noMatch("interface");
  }
  const sourceAddress = given.get("src-address");
  return {
    address,
    ...(interfaceName === undefined ? {} : { interface: interfaceName }),
    ...(sourceAddress === undefined ? {} : { sourceAddress }),
    ...(given.has("routing-table") ? { table: given.get("routing-table") } : {}),
    size: integer(given, "size") ?? 56,
    ttl: integer(given, "ttl") ?? 64,
  };
}

function reply(
  probe: PingRequest,
  given: ReadonlyMap<string, string>,
  sent: number,
  times: readonly number[],
  answer: EchoAnswer,
): Record<string, string> {
  const summary: Record<string, string> = {
    sent: String(sent),
    received: String(times.length),
    "packet-loss": String(Math.round(((sent - times.length) * 100) / sent)),
  };
  if (times.length > 0) {
    summary["min-rtt"] = milliseconds(Math.min(...times));
    summary["avg-rtt"] = milliseconds(times.reduce((sum, next) => sum + next, 0) / times.length);
    summary["max-rtt"] = milliseconds(Math.max(...times));
  }
  const head = { seq: String(sent - 1), host: probe.address };
  if (answer.time === undefined) return { ...head, status: answer.status, ...summary };
  return {
    ...head,
    size: given.get("size") ?? "56",
    ttl: given.get("ttl") ?? "64",
    time: milliseconds(answer.time),
    ...summary,
  };
}

/** `1ms`, `12ms340us` */
function milliseconds(value: number): string {
  const whole = Math.floor(value);
  const micro = Math.round((value - whole) * 1000);
  return `${whole > 0 || micro === 0 ? `${whole}ms` : ""}${micro > 0 ? `${micro}us` : ""}`;
}

function integer(given: ReadonlyMap<string, string>, name: string): number | undefined {
  const text = given.get(name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw fail(`invalid value for argument ${name}`);
  return Number(text);
}

function checkArguments({ router, request }: RootContext): void {
  for (const [name] of request.arguments) {
    if (understood.has(name) || (name === "as-value" && router.major >= 7)) continue;
    // v6 pings in a routing table; v7 has no such argument.
    if (name === "routing-table" && router.major < 7 && router.network !== undefined) continue;
    if (known.has(name) || (name === "routing-table" && router.major < 7))
      throw notSimulated(`the argument ${name} of ping`);
    throw unknownParameter(router.major, name);
  }
}
