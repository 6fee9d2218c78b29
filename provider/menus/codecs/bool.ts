/** True booleans, presence flags, and enums that merely contain yes and no stay apart: RouterOS prints each differently. */
import type { Codec } from "../language";
import { codec, refuse } from "./codec";

const spellings = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  ["true", true],
  ["false", false],
  ["yes", true],
  ["no", false],
]);

/** A true boolean: RouterOS prints `true`/`false` (v6 manuals: `yes`/`no`) and takes `yes`/`no` in every version. */
export const bool: Codec<boolean> = codec({
  accepts: "true or false",
  parse: (value) => spellings.get(value) ?? refuse(""),
  toWire: (value) => (value ? "yes" : "no"),
});

/**
 * A presence flag (`fib`, `blackhole`): RouterOS prints `""` when it is on, nothing when it is off, and turns it on
 * whatever is written, even `no`. So `false` is never sent: it means unset.
 */
export const flag: Codec<boolean> = codec({
  accepts: "true (or false, which is the same as not set)",
  parse: (value) => spellings.get(value) ?? refuse(""),
  toWire: () => "",
  // Anything else (`type=prohibit` of RouterOS 6) comes back as it is.
  fromWire: (text) => text === "" || text,
  meansUnset: (value) => value === false,
});
