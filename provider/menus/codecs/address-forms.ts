/** IPv4 and IPv6 addresses as numbers and in their one printed form. */
import { isIPv4, isIPv6 } from "node:net";

export function ipv4ToNumber(address: string): number {
  return address.split(".").reduce((number, byte) => number * 256 + Number(byte), 0);
}

export function numberToIpv4(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** The printed form of an address (IPv6: RFC 5952, as RouterOS prints it), or undefined. */
export function canonicalAddress(text: string): string | undefined {
  if (isIPv4(text)) return numberToIpv4(ipv4ToNumber(text));
  // The URL parser writes IPv6 in that form. Zones (`%ether1`) are no addresses.
  if (isIPv6(text) && !text.includes("%")) return new URL(`http://[${text}]/`).hostname.slice(1, -1);
  return undefined;
}

/** `10.1.2.3/8` → `10.0.0.0/8`; a whole address (`/32`, `/128`) comes back bare, as RouterOS stores it. */
export function canonicalPrefix(text: string): string | undefined {
  const [address = "", length, ...rest] = text.split("/");
  const canonical = canonicalAddress(address);
  if (canonical === undefined || rest.length > 0) return undefined;
  if (length === undefined) return canonical;
  const bits = canonical.includes(":") ? 128 : 32;
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return undefined;
  if (Number(length) === bits) return canonical;
  return `${bits === 32 ? maskIpv4(canonical, Number(length)) : maskIpv6(canonical, Number(length))}/${Number(length)}`;
}

function maskIpv4(address: string, length: number): string {
  const block = 2 ** (32 - length);
  return numberToIpv4(Math.floor(ipv4ToNumber(address) / block) * block);
}

function maskIpv6(address: string, length: number): string {
  const groups = expandIpv6(address).map((group, index) => {
    const kept = Math.min(16, Math.max(0, length - index * 16));
    return (group & (0xffff << (16 - kept)) & 0xffff).toString(16);
  });
  return canonicalAddress(groups.join(":")) ?? address;
}

function expandIpv6(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const groups = (text: string) =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return groups(head);
  const end = groups(tail);
  const start = groups(head);
  return [...start, ...new Array<number>(8 - start.length - end.length).fill(0), ...end];
}

/** `192.168.0.0-192.168.1.255` → `192.168.0.0/23`, as RouterOS rewrites it; other ranges stay ranges. */
export function canonicalRange(text: string): string | undefined {
  const [from = "", to = "", ...rest] = text.split("-");
  if (rest.length > 0 || !isIPv4(from) || !isIPv4(to)) return undefined;
  const [first, last] = [ipv4ToNumber(from), ipv4ToNumber(to)];
  if (first > last) return undefined;
  const length = 32 - Math.log2(last - first + 1);
  if (Number.isInteger(length) && first % (last - first + 1) === 0)
    return canonicalPrefix(`${numberToIpv4(first)}/${length}`);
  return `${numberToIpv4(first)}-${numberToIpv4(last)}`;
}
