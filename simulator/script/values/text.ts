/** Values as text: what `:tostr`, `:put` and `.` make of them. */
import { fail } from "../run/failure";
import { addressText } from "./addresses";
import { timeText } from "./times";
import { Address, ArrayValue, Code, FunctionValue, Id, Prefix, Quoted, Time, type Value } from "./value";

/** The longest text a value may have; more is an error, so that a loop cannot fill the memory. */
export const longestText = 2 ** 24;

export function toText(value: Value): string {
  switch (typeof value) {
    case "string":
      return value;
    case "bigint":
    case "boolean":
      return String(value);
    case "undefined":
      return "";
  }
  if (value === null) return "";
  if (value instanceof Address) return addressText(value.family, value.address);
  if (value instanceof Prefix) return `${addressText(value.family, value.address)}/${value.length}`;
  if (value instanceof Time) return timeText(value);
  if (value instanceof Id) return value.text;
  if (value instanceof ArrayValue) return arrayText(value, 0);
  // RouterOS prints its intermediate form, which the simulator has not; `:tostr` gives this (7.22.1).
  if (value instanceof Code || value instanceof FunctionValue) return "(code)";
  if (value instanceof Quoted) return value.source;
  throw new TypeError("no value of the language");
}

const deepestText = 100;

function arrayText(array: ArrayValue, depth: number): string {
  if (depth > deepestText) return "";
  const inner = (value: Value) => (value instanceof ArrayValue ? arrayText(value, depth + 1) : toText(value));
  const parts: string[] = [];
  let length = 0;
  const put = (text: string) => {
    length += text.length + 1;
    if (length > longestText) fail("value is too long");
    parts.push(text);
  };
  for (const value of array.list) put(inner(value));
  for (const [key, value] of array.map) put(`${key}=${inner(value)}`);
  return parts.join(";");
}

/** What RouterOS calls a type in its errors. */
const names: Readonly<Record<string, string>> = {
  bool: "boolean",
  num: "integer number",
  str: "string",
  ip: "ip address",
  ip6: "ipv6 address",
  "ip-prefix": "ip prefix",
  "ip6-prefix": "ipv6 prefix",
  time: "time interval",
  id: "internal number",
};
export const wordsFor = (type: string): string => names[type] ?? type;
