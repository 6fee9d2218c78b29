/** Firewall matchers of several parts: RouterOS fills in the parts left out, so the canonical form has them all. */
import type { Codec } from "../language";
import { codec, type Refusal, refuse } from "./codec";
import { formatDuration, parseDuration } from "./duration";

const asText = (value: unknown): string => (typeof value === "string" ? value : "");

/** `10/1s` is `10`: RouterOS prints the period only when it is another. */
function rate(text: string): string | undefined {
  const [count = "", period, ...rest] = text.split("/");
  if (!/^\d+[kMG]?$/.test(count) || rest.length > 0) return undefined;
  if (period === undefined) return count;
  const microseconds = parseDuration(period);
  if (!microseconds) return undefined;
  return microseconds === 1e6 ? count : `${count}/${formatDuration(microseconds)}`;
}

/** `limit`: rate[/period],burst[:packet|bit] */
export const limit: Codec<string> = codec({
  accepts: 'a rate and a burst such as "10/1m,5:packet" (10 packets a minute after the first 5)',
  parse(value) {
    const match = /^(!?)([^,]+),(\d+)(?::(packet|bit))?$/.exec(asText(value));
    const per = match && rate(match[2] ?? "");
    return match && per ? `${match[1]}${per},${match[3]}:${match[4] ?? "packet"}` : refuse("");
  },
});

/** `dst-limit`: rate[/period],burst,mode[/expire] */
export const dstLimit: Codec<string> = codec({
  accepts: 'a rate, a burst and what is counted apart, such as "10,5,dst-address/1m40s"',
  parse(value) {
    const match = /^(!?)([^,]+),(\d+),([a-z-]+)(?:\/(.+))?$/.exec(asText(value));
    const per = match && rate(match[2] ?? "");
    const expire = parseDuration(match?.[5] ?? "0s");
    if (!match || !per || expire === undefined) return refuse("");
    return `${match[1]}${per},${match[3]},${match[4]}${match[5] ? `/${formatDuration(expire)}` : ""}`;
  },
});

/** `psd`: weight,delay,low port weight,high port weight */
export const portScan: Codec<string> = codec({
  accepts: 'weight threshold, delay, low and high port weight, such as "21,3s,3,1"',
  parse(value) {
    const match = /^(!?)(\d+),([^,]+),(\d+),(\d+)$/.exec(asText(value));
    const delay = match ? parseDuration(match[3]) : undefined;
    if (!match || delay === undefined) return refuse("");
    return `${match[1]}${match[2]},${formatDuration(delay)},${match[4]},${match[5]}`;
  },
});

const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** `time`: from-to[,days] */
export const timeWindow: Codec<string> = codec({
  accepts: 'hours and days such as "8h-17h,mon,tue,wed,thu,fri"',
  parse(value) {
    const [hours = "", ...given] = asText(value).split(",");
    const [from, to, ...rest] = hours.split("-").map(parseDuration);
    if (from === undefined || to === undefined || rest.length > 0) return refuse("");
    if (!given.every((day) => days.includes(day))) return refuse(`days are ${days.join(", ")}`);
    const inOrder = days.filter((day) => given.includes(day));
    return [`${formatDuration(from)}-${formatDuration(to)}`, ...inOrder].join(",");
  },
});

/** RouterOS's words for IP protocols, with their numbers: it prints the word where there is one. */
const protocols: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ggp: 3,
  ipencap: 4,
  st: 5,
  tcp: 6,
  egp: 8,
  pup: 12,
  udp: 17,
  hmp: 20,
  "xns-idp": 22,
  rdp: 27,
  "iso-tp4": 29,
  dccp: 33,
  xtp: 36,
  ddp: 37,
  "idpr-cmtp": 38,
  "ipv6-encap": 41,
  "ipv6-route": 43,
  "ipv6-frag": 44,
  rsvp: 46,
  gre: 47,
  "ipsec-esp": 50,
  "ipsec-ah": 51,
  icmpv6: 58,
  "ipv6-nonxt": 59,
  "ipv6-opts": 60,
  rspf: 73,
  vmtp: 81,
  ospf: 89,
  ipip: 94,
  etherip: 97,
  encap: 98,
  pim: 103,
  vrrp: 112,
  l2tp: 115,
  sctp: 132,
  "udp-lite": 136,
};

function protocolWord(text: string, alsoAll: boolean): string | undefined {
  if (Object.hasOwn(protocols, text) || (alsoAll && text === "all")) return text;
  if (!/^\d{1,3}$/.test(text) || Number(text) > 255) return undefined;
  const known = Object.entries(protocols).find(([, number]) => number === Number(text));
  return known ? known[0] : String(Number(text));
}

/** An IP protocol by word or number, with a leading `!` for any other. */
export const protocolMatcher: Codec<string, string | number> = codec({
  accepts: 'a protocol by name or number, such as "tcp" or 47; with a leading "!" for any other',
  parse(value): string | Refusal {
    const [, not = "", rest = ""] =
      /^(!?)(.*)$/s.exec(typeof value === "number" ? String(value) : asText(value)) ?? [];
    const known = protocolWord(rest, false);
    return known === undefined ? refuse("") : `${not}${known}`;
  },
});

/** An IP protocol, or `all`. */
export const protocolOrAll: Codec<string, string | number> = codec({
  accepts: 'a protocol by name or number, such as "tcp" or 47, or "all"',
  parse: (value) =>
    protocolWord(typeof value === "number" ? String(value) : asText(value), true) ?? refuse(""),
});
