/** `:typeof` and the conversions. */
import { arrayOf } from "../values/arrays";
import { tobool, toid, toip, tonum, totime } from "../values/convert";
import { toText } from "../values/text";
import { ArrayValue, Time, typeOf, type Value } from "../values/value";
import { fail } from "./failure";
import { type Handler, simple } from "./handler";

const of = (convert: (value: Value) => Value): Handler => simple(["value"], ({ value }) => convert(value));

/** Blanks before an element are not part of it: MD5 by script counts on `"$a, $b"` being numbers. */
const withoutBlanks = (item: string): string => item.replace(/^[ \t]+/, "");

function toarray(value: Value, delimiter: Value): ArrayValue {
  if (value instanceof ArrayValue) return value;
  if (value === undefined || value === null || value === "") return new ArrayValue([]);
  if (typeof value !== "string") return new ArrayValue([value]);
  const separator = delimiter === undefined ? "," : toText(delimiter);
  return arrayOf(separator === "" ? [value] : value.split(separator).map(withoutBlanks));
}

export const conversions: Readonly<Record<string, Handler>> = {
  typeof: of((value) => typeOf(value)),
  tostr: of(toText),
  tonum: of(tonum),
  tobool: of(tobool),
  toid: of(toid),
  toip: of((value) => toip(value, 4)),
  toip6: of((value) => toip(value, 6)),
  totime: of(totime),
  tonsec: of((value) => {
    const time = totime(value);
    return time instanceof Time ? time.nanoseconds : null;
  }),
  toarray: simple(["value", "delimiter"], ({ value, delimiter }) => toarray(value, delimiter)),
  tolf: of((value) => toText(value).replaceAll("\r\n", "\n")),
  tocrlf: of((value) => toText(value).replaceAll("\r\n", "\n").replaceAll("\n", "\r\n")),
  nothing: simple([], () => undefined),
  timestamp: simple(
    [],
    (_, { host }) => new Time(BigInt(Math.round((host.wall?.() ?? host.clock.now()) * 1000)) * 1000n),
  ),
  jobname: simple([], (_, { host }) => host.jobName),
  beep: simple(["frequency", "length"], () => undefined, []),
  grep: simple([], () => fail("failure: the simulator does not implement :grep")),
};
