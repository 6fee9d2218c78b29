/** Networks as RouterOS has them, and whether an address is in one. */
import { BlockList } from "node:net";
import { menus } from "pulumi-routeros-provider";

/** RFC 1918: what counts as inside wherever nothing else is said, and what the how-to sends to table main, too. */
export const privateNetworks: readonly string[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** `192.168.1.5/24` → `192.168.1.0/24`, `10.0.0.1/32` → `10.0.0.1`: the form in which RouterOS prints it. */
export const networkOf = (text: string): string =>
  menus.FirewallAddressListEntry.properties.address.codec.schema.parse(text);

/** @param network `10.0.0.0/8`; a bare address is a network of one. */
export function isWithin(network: string, address: string): boolean {
  const [host = "", length = "32"] = network.split("/");
  const block = new BlockList();
  block.addSubnet(host, Number(length));
  return block.check(address);
}

const numberOf = (address: string): number =>
  address.split(".").reduce((number, part) => number * 256 + Number(part), 0);

/** First and last address of a network. */
function edgesOf(network: string): readonly [first: number, last: number] {
  const [host = "", length = "32"] = network.split("/");
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(numberOf(host) / size) * size;
  return [first, first + size - 1];
}

/** Whether two networks have an address in common. */
export function overlap(one: string, other: string): boolean {
  const [first, last] = edgesOf(one);
  const [otherFirst, otherLast] = edgesOf(other);
  return first <= otherLast && otherFirst <= last;
}

/** What an address is in a network that no host can have: its first or last one. Networks of one or two have none (RFC 3021). */
export function unfitForHost(network: string, address: string): "network" | "broadcast" | undefined {
  const [first, last] = edgesOf(network);
  if (last - first < 2) return undefined;
  const number = numberOf(address);
  return number === first ? "network" : number === last ? "broadcast" : undefined;
}
