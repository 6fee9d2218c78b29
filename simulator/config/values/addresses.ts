/** IPv4 (and where RouterOS takes it, IPv6) addresses, prefixes, ranges, MAC addresses, hosts. */
import { isIPv4, isIPv6 } from "node:net";
import { kept, type Parsed, refused, type ValueFamily } from "./contract";
import { failures } from "./failures";

/** The number of an IPv4 address. */
export function addressNumber(text: string): number {
  return text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The IPv4 address of a number. */
export function addressText(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

/** The lowest address of the prefix that holds an address. */
export function networkOf(address: string, length: number): string {
  const size = 2 ** (32 - length);
  return addressText(Math.floor(addressNumber(address) / size) * size);
}

const bad = (name: string, value: string): Parsed =>
  refused(/^\d+\.\d+\.\d+\.\d+\D/.test(value) ? failures.trailing(name) : failures.invalid(name));

export const address: ValueFamily<"address"> = {
  parse: ({ ipv6, words }, value, { name }) => {
    if (isIPv4(value) || words?.includes(value)) return kept(value);
    return ipv6 && isIPv6(value) ? kept(value.toLowerCase()) : bad(name, value);
  },
};

/** Address and length of `a.b.c.d` or `a.b.c.d/len`; undefined if it is neither. */
function split(value: string): { address: string; length: number } | undefined {
  const [address = "", length = "32", ...rest] = value.split("/");
  if (!isIPv4(address) || rest.length > 0) return undefined;
  if (isIPv4(length)) return { address, length: maskLength(length) ?? Number.NaN };
  return /^\d+$/.test(length) && Number(length) <= 32 ? { address, length: Number(length) } : undefined;
}

/** `255.255.255.0` → 24. */
function maskLength(mask: string): number | undefined {
  const bits = addressNumber(mask).toString(2).padStart(32, "0");
  return /^1*0*$/.test(bits) ? bits.replace(/0+$/, "").length : undefined;
}

/** Host bits are cleared, as RouterOS's prefixes have none (`10.0.0.5/8` → `10.0.0.0/8`). */
function prefixText(value: string, host: "bare" | "prefix"): string | undefined {
  const parts = split(value);
  if (parts === undefined || Number.isNaN(parts.length)) return undefined;
  const network = networkOf(parts.address, parts.length);
  return parts.length === 32 && host === "bare" ? network : `${network}/${parts.length}`;
}

export const prefix: ValueFamily<"prefix"> = {
  parse: ({ host, ipv6 }, value, { name }) => {
    const stored = prefixText(value, host);
    if (stored !== undefined) return kept(stored);
    const [address = "", length = "128"] = value.split("/");
    const six = ipv6 && isIPv6(address) && /^\d+$/.test(length) && Number(length) <= 128;
    return six ? kept(`${address.toLowerCase()}/${length}`) : bad(name, value);
  },
};

/** An address on an interface: host bits stay, a missing length is /32. */
export const interfaceAddress: ValueFamily<"interface-address"> = {
  parse: (_, value, { name }) => {
    const parts = split(value);
    return parts === undefined || Number.isNaN(parts.length)
      ? bad(name, value)
      : kept(`${parts.address}/${parts.length}`);
  },
};

/** `a-b`; a range that is exactly one prefix becomes that prefix (`192.168.0.0-192.168.1.255` → `192.168.0.0/23`). */
function rangeText(value: string): string | undefined {
  const [from = "", to = "", ...rest] = value.split("-");
  if (!isIPv4(from) || !isIPv4(to) || rest.length > 0) return undefined;
  const first = addressNumber(from);
  const size = addressNumber(to) - first + 1;
  if (size < 1) return undefined;
  const bits = Math.log2(size);
  return Number.isInteger(bits) && first % size === 0 ? prefixText(`${from}/${32 - bits}`, "bare") : value;
}

const addressOrRangeText = (value: string): string | undefined =>
  value.includes("-") ? rangeText(value) : prefixText(value, "bare");

export const addressOrRange: ValueFamily<"address-or-range"> = {
  parse: (_, value, { name }) => {
    const stored = addressOrRangeText(value);
    return stored === undefined ? bad(name, value) : kept(stored);
  },
};

const label = "[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?";
const dnsName = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*\\.?$`);
/** Only digits and dots: meant as an address, so not taken as a name. */
const numeric = /^[\d.]+$/;

/** An address, prefix, range or DNS name. */
export const addressListEntry: ValueFamily<"address-list-entry"> = {
  parse: (_, value) => {
    const stored = addressOrRangeText(value);
    if (stored !== undefined) return kept(stored);
    return dnsName.test(value) && !numeric.test(value) ? kept(value) : refused(failures.dnsName(value));
  },
};

export const host: ValueFamily<"host"> = {
  parse: ({ ipv6 }, value, { name }) => {
    if (isIPv4(value) || (dnsName.test(value) && !numeric.test(value))) return kept(value);
    return ipv6 && isIPv6(value) ? kept(value.toLowerCase()) : bad(name, value);
  },
};

/** `AA:BB:CC:DD:EE:FF`, read back in capitals. */
export const mac: ValueFamily<"mac"> = {
  parse: (_, value) =>
    /^[0-9a-f]{2}([:-][0-9a-f]{2}){5}$/i.test(value)
      ? kept(value.toUpperCase().replaceAll("-", ":"))
      : refused(failures.mac()),
};
