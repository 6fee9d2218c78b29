/** IPv4 addresses as numbers, and sets of them. */
import { addressNumber, addressText } from "../config/values/addresses";

export { addressNumber, addressText };

/** From and to, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** `10.0.0.1`, `10.0.0.0/8` or `10.0.0.1-10.0.0.9`. */
export function rangeOf(text: string): Range {
  const [from = "", to] = text.split("-");
  if (to !== undefined) return { from: addressNumber(from), to: addressNumber(to) };
  const [address = "", length = "32"] = from.split("/");
  const size = 2 ** (32 - Number(length));
  const start = Math.floor(addressNumber(address) / size) * size;
  return { from: start, to: start + size - 1 };
}

export const within = ({ from, to }: Range, address: number): boolean => address >= from && address <= to;

/** Addresses and ranges; single addresses are found at once. */
export class AddressSet {
  private readonly single = new Set<number>();
  private readonly ranges: Range[] = [];

  add(range: Range): void {
    if (range.from === range.to) this.single.add(range.from);
    else this.ranges.push(range);
  }

  has(address: number): boolean {
    return this.single.has(address) || this.ranges.some((range) => within(range, address));
  }
}

const unroutable = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map(rangeOf);

/** An address of RFC 1918. */
export const isPrivate = (address: number): boolean => unroutable.some((range) => within(range, address));

const multicast = rangeOf("224.0.0.0/4");
export const isMulticast = (address: number): boolean => within(multicast, address);
export const broadcast = addressNumber("255.255.255.255");
