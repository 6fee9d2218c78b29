/** Text and lists: `:len`, `:pick`, `:find`, `:range`, random ones. */
import { entriesOf } from "../values/arrays";
import { tonum } from "../values/convert";
import { equal } from "../values/operators";
import { longestText, toText } from "../values/text";
import { ArrayValue, heaviestArray, type Value } from "../values/value";
import { fail } from "./failure";
import { type Handler, simple } from "./handler";
import type { Machine } from "./machine";

function lengthOf(value: Value): bigint {
  return BigInt(value instanceof ArrayValue ? value.size : toText(value).length);
}

function position(value: Value, name: string): number {
  if (value === undefined || value === null) return 0;
  const found = tonum(value);
  return typeof found === "bigint" ? Number(found) : fail(`invalid value for argument ${name}`);
}

/** Without an end one element, or one byte of text. */
function pick({ counter, begin, end }: Readonly<Record<string, Value>>): Value {
  const from = Math.max(0, position(begin, "begin"));
  if (counter instanceof ArrayValue) {
    if (end === undefined) return counter.list[from];
    return new ArrayValue(counter.list.slice(from, Math.max(from, position(end, "end"))));
  }
  const text = toText(counter);
  return text.slice(from, end === undefined ? from + 1 : Math.max(from, position(end, "end")));
}

/** Looks behind the place `from`; nil where there is none. */
function find({ in: where, key, from }: Readonly<Record<string, Value>>): Value {
  const start = from === undefined || from === null ? 0 : position(from, "from") + 1;
  if (where instanceof ArrayValue) {
    for (const [place, value] of entriesOf(where)) {
      const passed = typeof place === "bigint" && place < BigInt(start);
      if (!passed && equal(value, key)) return place;
    }
    return null;
  }
  if (where === undefined || where === null) return null;
  const found = toText(where).indexOf(toText(key), Math.max(0, start));
  return found < 0 ? null : BigInt(found);
}

function range({ from, to, step }: Readonly<Record<string, Value>>): Value {
  const [first, last] = [position(from, "from"), position(to, "to")];
  const by = step === undefined ? (first <= last ? 1 : -1) : position(step, "step");
  const length = by === 0 ? 0 : Math.floor((last - first) / by) + 1;
  if (length > heaviestArray) fail("value is too long");
  return new ArrayValue(Array.from({ length: Math.max(0, length) }, (_, at) => BigInt(first + at * by)));
}

function randomNumber(from: bigint, to: bigint, machine: Machine): bigint {
  if (to < from) fail("invalid value for argument to");
  const high = BigInt(Math.floor(machine.host.random() * 2 ** 32));
  const low = BigInt(Math.floor(machine.host.random() * 2 ** 32));
  return from + (((high << 32n) | low) % (to - from + 1n));
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function randomText({ length, from }: Readonly<Record<string, Value>>, machine: Machine): string {
  const alphabet = from === undefined ? letters : toText(from);
  const count = length === undefined ? 16 : position(length, "length");
  if (alphabet === "" || count < 0 || count > longestText) fail("invalid value for argument length");
  machine.spend(count);
  return Array.from(
    { length: count },
    () => alphabet[Math.floor(machine.host.random() * alphabet.length)],
  ).join("");
}

const integer = (value: Value, name: string): bigint => {
  const found = tonum(value);
  return typeof found === "bigint" ? found : fail(`invalid value for argument ${name}`);
};

export const texts: Readonly<Record<string, Handler>> = {
  len: simple(["value"], ({ value }) => lengthOf(value)),
  pick: simple(["counter", "begin", "end"], pick, ["counter", "begin"]),
  find: simple(["in", "key", "from"], find, ["in", "key"]),
  range: simple(["from", "to", "step"], range, ["from", "to"]),
  rndnum: simple(
    ["from", "to"],
    ({ from, to }, machine) => randomNumber(integer(from, "from"), integer(to, "to"), machine),
    ["from", "to"],
  ),
  rndstr: simple(["length", "from"], randomText, []),
};
