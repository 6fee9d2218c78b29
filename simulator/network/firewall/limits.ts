/** Matchers that depend on time. */
import { parseDuration } from "../../config/time";
import type { Packet } from "../packet";

type Test = (packet: Packet) => boolean;

/** `10/1m,5:packet`: a bucket of `burst` packets that fills at `rate`. Bits are not simulated. */
export function limiter(value: string, now: () => number): Test | undefined {
  const match = /^(\d+)(?:\/([^,:]+))?(?:,(\d+))?(?::(bit|packet))?$/.exec(value);
  if (match === null || match[4] === "bit") return undefined;
  const [, count = "0", per = "1s", burst = "5"] = match;
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
