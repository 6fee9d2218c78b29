/**
 * Pulumi ids: `<menu path>:<key>:<nonce>`, such as `/ip/address:10.0.0.1/24,ether2:k3v9x2p1`.
 *
 * The key is what the row is known by; the nonce tells two resources apart that held the same row one after the
 * other (a rename creates the new one before it deletes the old one).
 */
import { randomBytes } from "node:crypto";

export interface ResourceId {
  readonly path: string;
  /** The texts of the key's properties, in the key's order, as RouterOS is sent them. */
  readonly key: readonly string[];
  readonly nonce: string;
}

export function newNonce(): string {
  return randomBytes(6).toString("hex");
}

export function formatId({ path, key, nonce }: ResourceId): string {
  return `${path}:${formatKey(key)}:${nonce}`;
}

/** @throws Error if the text was not made by {@link formatId} */
export function parseId(id: string): ResourceId {
  const [path, key, nonce, ...rest] = id.split(":");
  if (!path?.startsWith("/") || key === undefined || !nonce || rest.length > 0) {
    throw new Error(`"${id}" is not the id of a RouterOS object: expected <menu path>:<key>:<nonce>`);
  }
  return { path, key: parseKey(key), nonce };
}

/** The key part of an id: the same text for the same key, whatever characters are in it. */
export function formatKey(key: readonly string[]): string {
  return key.map((text) => text.replace(/[%:,\r\n]/g, encodeURIComponent)).join(",");
}

/** The opposite of {@link formatKey}. */
export function parseKey(text: string): readonly string[] {
  return text.split(",").map(decodeURIComponent);
}
