/**
 * RouterOS strings are bytes. Inside the language a string has one character per byte; text from and for the
 * outside is UTF-8.
 */

const beyondAscii = /[\u0080-\uffff]/;

export function bytesOf(text: string): string {
  return beyondAscii.test(text) ? Buffer.from(text, "utf8").toString("latin1") : text;
}

/** Bytes that are no UTF-8 stay one character each. */
export function textOf(bytes: string): string {
  if (!beyondAscii.test(bytes)) return bytes;
  const text = Buffer.from(bytes, "latin1").toString("utf8");
  return text.includes("\ufffd") ? bytes : text;
}
