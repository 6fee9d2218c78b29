/** Addresses, prefixes and what matches them. */
import type { Codec } from "../language";
import { canonicalAddress, canonicalPrefix, canonicalRange } from "./address-forms";
import { codec, type Refusal, refuse } from "./codec";

const orRefuse = (canonical: string | undefined, because = ""): string | Refusal =>
  canonical ?? refuse(because);
const asText = (value: unknown): string => (typeof value === "string" ? value : "");

/** One IP address. */
export const address: Codec<string> = codec({
  accepts: 'an IP address such as "192.168.88.1"',
  parse: (value) => orRefuse(canonicalAddress(asText(value))),
});

/** An address or prefix; host bits are cleared, `/32` is left out: `1.1.1.1/32` is `1.1.1.1`. */
export const prefix: Codec<string> = codec({
  accepts: 'an address or prefix such as "192.168.0.0/16"',
  parse: (value) => orRefuse(canonicalPrefix(asText(value))),
});

/** The address of an interface: host bits count. A bare address is a `/32`, as RouterOS takes and prints it. */
export const interfaceAddress: Codec<string> = codec({
  accepts: 'an address with its prefix length such as "192.168.88.1/24"',
  parse(value) {
    const [host = "", length = "32", ...rest] = asText(value).split("/");
    const canonical = canonicalAddress(host);
    if (canonical === undefined || canonical.includes(":") || rest.length > 0) return refuse("");
    return /^\d{1,2}$/.test(length) && Number(length) <= 32 ? `${canonical}/${Number(length)}` : refuse("");
  },
});

/** `1.1.1.1`, `10.0.0.0/8` or `10.0.0.5-10.0.0.9`. */
function addressOrRange(text: string): string | undefined {
  return text.includes("-") ? canonicalRange(text) : canonicalPrefix(text);
}

/** An address, prefix or range; a range that is a prefix becomes it, as on the router. */
export const addressRange: Codec<string> = codec({
  accepts: 'an address, prefix or range such as "10.0.0.0/8" or "10.0.0.5-10.0.0.9"',
  parse: (value) => orRefuse(addressOrRange(asText(value))),
});

/** As {@link addressRange}, with a leading `!` for any other address. */
export const addressMatcher: Codec<string> = codec({
  accepts:
    'an address, prefix or range such as "10.0.0.0/8" or "10.0.0.5-10.0.0.9"; with a leading "!" for any other',
  parse(value) {
    const [, not, rest] = /^(!?)(.*)$/s.exec(asText(value)) ?? [];
    const canonical = addressOrRange(rest ?? "");
    return canonical === undefined ? refuse("") : `${not}${canonical}`;
  },
});

const dnsName = /^(?=.{1,253}\.?$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i;
const onlyDigits = /^[\d./-]*$/;

/** An address, prefix, range or DNS name (which the router resolves). */
export const addressOrName: Codec<string> = codec({
  accepts: 'an address, prefix, range or DNS name such as "10.0.0.0/8" or "office.example.com"',
  parse(value) {
    const given = asText(value);
    const canonical = addressOrRange(given);
    if (canonical !== undefined) return canonical;
    // 1.2.3.400 is a mistyped address, not a name.
    return dnsName.test(given) && !onlyDigits.test(given) ? given : refuse("");
  },
});

/** One address, or a DNS name that the router resolves. */
export const host: Codec<string> = codec({
  accepts: 'an IP address or DNS name such as "192.0.2.1" or "office.example.com"',
  parse(value) {
    const given = asText(value);
    const canonical = canonicalAddress(given);
    if (canonical !== undefined) return canonical;
    return dnsName.test(given) && !onlyDigits.test(given) ? given : refuse("");
  },
});

const macForm = /^(!?)([0-9a-f]{2}(?:[:-][0-9a-f]{2}){5})$/i;

/** A MAC address, with a leading `!` for any other. Canonical: capitals and colons, as RouterOS prints it. */
export const macMatcher: Codec<string> = codec({
  accepts: 'a MAC address such as "64:D1:54:00:00:01"; with a leading "!" for any other',
  parse(value) {
    const match = macForm.exec(asText(value));
    return match ? `${match[1]}${(match[2] ?? "").toUpperCase().replaceAll("-", ":")}` : refuse("");
  },
});

/** Names of interfaces and tables may have blanks between their words. */
const word = "[^\\s,%@]+(?: +[^\\s,%@]+)*";
const gatewayForm = new RegExp(`^${word}(%${word})?(@${word})?$`);

/**
 * One or several next hops: an address, an interface, `address%interface`, `address@table`. Several are ECMP, in the
 * order given. Canonical: one text, as RouterOS prints it.
 */
export const gateways: Codec<string, string | readonly string[]> = codec({
  accepts:
    'a gateway such as "192.0.2.1", "pppoe-isp1", "192.0.2.1%ether2" or "192.0.2.1@main", or a list of them',
  parse(value) {
    const given: readonly unknown[] = Array.isArray(value) ? value : asText(value).split(",");
    const hops = given.map(asText);
    if (hops.length === 0 || !hops.every((hop) => gatewayForm.test(hop))) return refuse("");
    return hops.map(canonicalHop).join(",");
  },
});

function canonicalHop(hop: string): string {
  const at = hop.search(/[%@]/);
  const head = at < 0 ? hop : hop.slice(0, at);
  return (canonicalAddress(head) ?? head) + (at < 0 ? "" : hop.slice(at));
}
