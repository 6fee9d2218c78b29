/** IP protocols: RouterOS reads numbers that have a name back as the name. */

/** The words of the firewall's `protocol` (command tree), with their IANA numbers. */
const numbers: Readonly<Record<string, number>> = {
  ...{
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
  },
  ...{ rdp: 27, "iso-tp4": 29, dccp: 33, xtp: 36, ddp: 37, "idpr-cmtp": 38, "ipv6-encap": 41 },
  ...{ "ipv6-route": 43, "ipv6-frag": 44, rsvp: 46, gre: 47, "ipsec-esp": 50, "ipsec-ah": 51, icmpv6: 58 },
  ...{ "ipv6-nonxt": 59, "ipv6-opts": 60, rspf: 73, vmtp: 81, ospf: 89, ipip: 94, etherip: 97, encap: 98 },
  ...{ pim: 103, vrrp: 112, l2tp: 115, sctp: 132, "udp-lite": 136 },
};

const names = new Map(Object.entries(numbers).map(([name, number]) => [String(number), name]));

/** `6` → `tcp`, `!17` → `!udp`; a number without a name stays. */
export function protocolName(value: string): string {
  const [, not = "", protocol = ""] = /^(!?)(.*)$/.exec(value) ?? [];
  return `${not}${names.get(protocol) ?? protocol}`;
}
