import type { Codec } from "../language";
import { codec, refuse } from "./codec";

const digits = (text: string): string => text.replace(/^0x/i, "").toLowerCase();

/** Hexadecimal digits, kept as written (RouterOS before 7.13 took any text there); case and `0x` make no difference. */
export const hex: Codec<string> = codec({
  accepts: 'hexadecimal digits such as "0a1b2c"',
  parse: (value) => (typeof value === "string" && /^(0x)?[0-9a-f]+$/i.test(value) ? value : refuse("")),
  same: (a, b) => digits(a) === digits(b),
});
