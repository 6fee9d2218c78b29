/**
 * Stand-ins for addresses that are not known before a line is up. They are of TEST-NET-1 (RFC 5737), which nobody has. A row
 * with one is disabled; the sync script puts the address in its place and enables the row in one command, so a row with a
 * real address that is disabled was disabled by hand, and stays so.
 */
import type { Line } from "../args";

const prefix = "192.0.2.";

/** `192.0.2.1` for the first line: a different one for each, because rows of two lines may not be equal. */
export const placeholder = (line: Pick<Line, "number">): string => `${prefix}${line.number}`;

/** Whether a row's value is a stand-in, with whatever follows it: `192.0.2.1/32`, `192.0.2.2%ether2`. */
export const isPlaceholder = (value: string): boolean => value.startsWith(prefix);

/** A line's address, or its stand-in, with what has to be said of a row that has it. */
export function addressOf(line: Line): { readonly address: string; readonly isKnown: boolean } {
  return line.address === undefined
    ? { address: placeholder(line), isKnown: false }
    : { address: line.address, isKnown: true };
}

/** The line's addresses beside the one that it sends from, without their prefix lengths. */
export function furtherAddresses({ access, address, secondaryAddresses }: Line): readonly string[] {
  const standing = access.kind === "static" ? [access.address] : [];
  return [...standing, ...secondaryAddresses]
    .map((given) => given.split("/")[0] ?? given)
    .filter((further) => further !== address);
}

/** What a row that holds a line's address says about itself: nothing where the address stands. */
export function whileUnknown<const P extends string>(
  isKnown: boolean,
  ...properties: readonly P[]
): { disabled?: true; runtimeOwned?: (P | "disabled")[] } {
  return isKnown ? {} : { disabled: true, runtimeOwned: [...properties, "disabled"] };
}

/** A line's gateway as a route takes it; with its interface, because two providers may have the same one. */
export function gatewayOf(line: Line): { readonly gateway: string; readonly isKnown: boolean } {
  switch (line.gateway.by) {
    case "interface":
      return { gateway: line.interface, isKnown: true };
    case "address":
      return { gateway: `${line.gateway.address}%${line.interface}`, isKnown: true };
    case "dhcp":
      return { gateway: `${placeholder(line)}%${line.interface}`, isKnown: false };
  }
}
