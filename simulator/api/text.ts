import { isUtf8 } from "node:buffer";

/**
 * Text ⇄ the bytes of a word.
 *
 * RouterOS stores bytes: API clients write UTF-8, WinBox writes the code page of the PC. So text inside the
 * simulator is UTF-8 decoded, and each byte that is not part of valid UTF-8 becomes one lone low surrogate,
 * U+DC80 … U+DCFF for 0x80 … 0xFF. No valid UTF-8 decodes to a lone surrogate, so every byte sequence survives the
 * way in and out, and JSON keeps it too.
 */

const escapeBase = 0xdc00;
const loneSurrogate = /\p{Surrogate}/u;

export function decodeText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  let text = "";
  let validFrom = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = validSequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += bytes.toString("utf8", validFrom, at) + String.fromCharCode(escapeBase + (bytes[at] as number));
    at += 1;
    validFrom = at;
  }
  return text + bytes.toString("utf8", validFrom);
}

export function encodeText(text: string): Buffer {
  if (!loneSurrogate.test(text)) return Buffer.from(text, "utf8");
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at) as number;
    if (code > escapeBase + 0x7f && code <= escapeBase + 0xff) {
      parts.push(Buffer.from(text.slice(from, at), "utf8"), Buffer.of(code - escapeBase));
      from = at + 1;
    }
    at += code > 0xffff ? 2 : 1;
  }
  parts.push(Buffer.from(text.slice(from), "utf8"));
  return Buffer.concat(parts);
}

/** Bytes of the valid UTF-8 character that starts at `at`; 0 if none does. */
function validSequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const sequence = bytes.subarray(at, at + length);
  return sequence.length === length && isUtf8(sequence) ? length : 0;
}
