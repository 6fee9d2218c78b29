/** Which type a bare word has. RouterOS decides that when it parses the word, not when it runs. */
import type { LiteralType } from "./tree";

const unit = "(?:\\d+(?:\\.\\d+)?(?:w|d|h|ms|us|ns|m|s))+";
const clock = "\\d+:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?";
const duration = new RegExp(`^-?(?:${unit}|(?:\\d+w)?(?:\\d+d)?${clock})$`);
const number = /^-?(?:\d{1,19}|0[xX][0-9a-fA-F]{1,16})$/;
/** `1.1` is the address 1.0.0.1. */
const address = /^\d+(?:\.\d+){1,3}$/;
const prefix = /^\d+(?:\.\d+){0,3}\/\d{1,2}$/;
const address6 = /^(?=[0-9a-fA-F:.]*::|(?:[0-9a-fA-F]{1,4}:){7})[0-9a-fA-F:]+(?:\d+(?:\.\d+){3})?$/;
const internalId = /^\*[0-9A-Fa-f]+$/;

export function literalType(word: string): LiteralType {
  const first = word.charCodeAt(0);
  // Most words begin with a letter: only keywords and IPv6 addresses are then anything but text.
  if (first >= 103 && first <= 122) {
    return word === "yes" || word === "no" || word === "true" ? "bool" : "str";
  }
  if (word === "false") return "bool";
  if (number.test(word)) return "num";
  if (address.test(word)) return octets(word) ? "ip" : "str";
  if (duration.test(word)) return "time";
  if (prefix.test(word)) return isPrefix(word) ? "ip-prefix" : "str";
  if (internalId.test(word)) return "id";
  if (word.includes(":")) {
    if (isAddress6(word)) return "ip6";
    const [head = "", length, ...rest] = word.split("/");
    if (length !== undefined && rest.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= 128)
      return isAddress6(head) ? "ip6-prefix" : "str";
  }
  return "str";
}

function isAddress6(word: string): boolean {
  if (!address6.test(word)) return false;
  const groups = word.split("::");
  if (groups.length > 2) return false;
  const parts = word.split(":").filter((part) => part !== "");
  const size = parts.reduce((sum, part) => sum + (part.includes(".") ? 2 : 1), 0);
  const whole = parts.every((part) => part.length <= 4 || part.includes("."));
  return whole && (groups.length === 2 ? size < 8 : size === 8);
}

/** Every part but the last is one byte; the last fills what is left. */
function octets(word: string): boolean {
  const parts = word.split(".").map(Number);
  const last = parts[parts.length - 1] as number;
  return parts.slice(0, -1).every((part) => part <= 255) && last < 256 ** (5 - parts.length);
}

function isPrefix(word: string): boolean {
  const [head = "", length = ""] = word.split("/");
  return Number(length) <= 32 && (head.includes(".") ? octets(head) : Number(head) < 2 ** 32);
}
