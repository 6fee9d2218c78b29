/** Addresses and prefixes as text. */
import { Address, Prefix } from "./value";

/** `1.1` is 1.0.0.1: every part but the last is one byte, the last fills the rest. */
export function parseAddress4(text: string): bigint | undefined {
  if (!/^\d{1,10}(?:\.\d{1,10}){0,3}$/.test(text)) return undefined;
  const parts = text.split(".").map(Number);
  const last = parts.pop() as number;
  if (parts.some((part) => part > 255) || last >= 256 ** (4 - parts.length)) return undefined;
  const head = parts.reduce((sum, part, at) => sum + part * 256 ** (3 - at), 0);
  return BigInt(head + last);
}

export function parseAddress6(text: string): bigint | undefined {
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(":")) return undefined;
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":").flatMap(expandTail)));
  const [head = [], tail = []] = groups;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...head, ...Array<string>(missing).fill("0"), ...tail];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function expandTail(group: string): string[] {
  if (!group.includes(".")) return [group];
  const address = /^\d+(?:\.\d+){3}$/.test(group) ? parseAddress4(group) : undefined;
  if (address === undefined) return ["?"];
  return [(address >> 16n).toString(16), (address & 0xffffn).toString(16)];
}

export function parseAddress(text: string): Address | undefined {
  if (text.includes(":")) {
    const found = parseAddress6(text);
    return found === undefined ? undefined : new Address(6, found);
  }
  const found = text.includes(".") ? parseAddress4(text) : undefined;
  return found === undefined ? undefined : new Address(4, found);
}

export function parsePrefix(text: string): Prefix | undefined {
  const [head = "", length = "", ...rest] = text.split("/");
  if (rest.length > 0 || !/^\d{1,3}$/.test(length)) return undefined;
  const family = head.includes(":") ? 6 : 4;
  const address = family === 6 ? parseAddress6(head) : parseAddress4(head);
  if (address === undefined || Number(length) > bits(family)) return undefined;
  return new Prefix(family, address, Number(length));
}

export const bits = (family: 4 | 6): number => (family === 4 ? 32 : 128);

/** The mask of a prefix. */
export function mask(family: 4 | 6, length: number): bigint {
  const all = (1n << BigInt(bits(family))) - 1n;
  return all ^ ((1n << BigInt(bits(family) - length)) - 1n);
}

export function addressText(family: 4 | 6, address: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join(".");
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((address >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  return shortened(groups);
}

/** The longest run of zero groups, the first of equals, becomes `::`. */
function shortened(groups: readonly string[]): string {
  let [from, length] = [-1, 1];
  for (let at = 0; at < 8; at++) {
    let run = 0;
    while (groups[at + run] === "0") run += 1;
    if (run > length) [from, length] = [at, run];
  }
  if (from < 0) return groups.join(":");
  return `${groups.slice(0, from).join(":")}::${groups.slice(from + length).join(":")}`;
}
