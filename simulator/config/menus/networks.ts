/** IPv4 arithmetic of the routing table. */

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}

function toText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** Number of addresses of a prefix length. */
const size = (length: number): number => 2 ** (32 - length);

/** `10.1.2.3/24` → `10.1.2.0`; without a length the address itself. */
export function networkOf(prefix: string): string {
  const [address = "", length = "32"] = prefix.split("/");
  const block = size(Number(length));
  return toText(Math.floor(toNumber(address) / block) * block);
}

export const lengthOf = (prefix: string): number => Number(prefix.split("/")[1] ?? "32");

export const isAddress = (text: string): boolean => /^\d+\.\d+\.\d+\.\d+$/.test(text);
