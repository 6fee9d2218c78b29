/** `:convert`, `:serialize`, `:deserialize`. */
import { createHash } from "node:crypto";
import { asArray } from "../values/arrays";
import { tonum } from "../values/convert";
import { toText } from "../values/text";
import { ArrayValue, type Value } from "../values/value";
import { fail } from "./failure";
import { type Handler, missing, simple } from "./handler";
import { fromJson, toJson } from "./json";
import { fromSeparated, toSeparated } from "./separated";

type Change = (bytes: string) => string;
const buffer = (bytes: string) => Buffer.from(bytes, "latin1");

const decoders: Readonly<Record<string, Change>> = {
  raw: (bytes) => bytes,
  base64: (bytes) => Buffer.from(bytes, "base64").toString("latin1"),
  hex: (bytes) => Buffer.from(bytes, "hex").toString("latin1"),
  url: (bytes) =>
    bytes.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
};
const encoders: Readonly<Record<string, Change>> = {
  raw: (bytes) => bytes,
  base64: (bytes) => buffer(bytes).toString("base64"),
  hex: (bytes) => buffer(bytes).toString("hex"),
  url: (bytes) =>
    bytes.replace(
      /[^A-Za-z0-9._~-]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
    ),
};
const hash =
  (name: string): Change =>
  (bytes) =>
    createHash(name).update(buffer(bytes)).digest().toString("latin1");
const rotated = (char: string, from: number) =>
  String.fromCharCode(((char.charCodeAt(0) - from + 13) % 26) + from);
const transforms: Readonly<Record<string, Change>> = {
  none: (bytes) => bytes,
  lc: (bytes) => bytes.replace(/[A-Z]/g, (char) => char.toLowerCase()),
  uc: (bytes) => bytes.replace(/[a-z]/g, (char) => char.toUpperCase()),
  lcfirst: (bytes) => bytes.replace(/^[A-Z]/, (char) => char.toLowerCase()),
  ucfirst: (bytes) => bytes.replace(/^[a-z]/, (char) => char.toUpperCase()),
  crlf: (bytes) => bytes.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n"),
  reverse: (bytes) => [...bytes].reverse().join(""),
  rot13: (bytes) =>
    bytes.replace(/[A-Z]/g, (char) => rotated(char, 65)).replace(/[a-z]/g, (char) => rotated(char, 97)),
  md5: hash("md5"),
  sha512: hash("sha512"),
};

function from(value: Value, format: string): string {
  if (format === "byte-array") {
    return asArray(value)
      .list.map((byte) =>
        String.fromCharCode(Number(BigInt.asUintN(8, (tonum(byte) as bigint | null) ?? 0n))),
      )
      .join("");
  }
  return (decoders[format] ?? unknown("from"))(toText(value));
}

function to(bytes: string, format: string): Value {
  if (format === "byte-array") return new ArrayValue([...buffer(bytes)].map(BigInt));
  return (encoders[format] ?? unknown("to"))(bytes);
}

const unknown = (argument: string): never => fail(`input does not match any value of ${argument}`);

function convert(values: Readonly<Record<string, Value>>): Value {
  const given = (name: string) => (values[name] === undefined ? undefined : toText(values[name]));
  const source = given("from");
  const target = given("to");
  if (source === "num" || target === "num") return convertNumber(values.value, source, target);
  let bytes = from(values.value, source ?? "raw");
  for (const name of given("transform")?.split(/[,;]/) ?? [])
    bytes = (transforms[name] ?? unknown("transform"))(bytes);
  return to(bytes, target ?? "raw");
}

function convertNumber(value: Value, source: string | undefined, target: string | undefined): Value {
  const number =
    source === "hex" ? BigInt(`0x${toText(value).replace(/[^0-9A-Fa-f]/g, "") || "0"}`) : tonum(value);
  if (typeof number !== "bigint") return null;
  return target === "hex" ? BigInt.asUintN(64, number).toString(16) : number;
}

const optionsOf = (value: Value): ReadonlySet<string> =>
  new Set(value instanceof ArrayValue ? value.list.map(toText) : toText(value).split(","));

function serialize({ value, to: format, delimiter, order, options }: Readonly<Record<string, Value>>): Value {
  const chosen = optionsOf(options);
  if (format === "json") {
    return toJson(
      value,
      chosen.has("json.no-string-conversion"),
      chosen.has("json.pretty") ? "    " : undefined,
    );
  }
  if (format !== "dsv") return unknown("to");
  const columns = order === undefined ? undefined : asArray(order).list.map(toText);
  return toSeparated(
    value,
    delimiter === undefined ? missing(["delimiter"]) : toText(delimiter),
    columns,
    chosen,
  );
}

function deserialize({ value, from: format, delimiter, options }: Readonly<Record<string, Value>>): Value {
  const chosen = optionsOf(options);
  if (format === "json") return fromJson(toText(value), chosen.has("json.no-string-conversion"));
  if (format !== "dsv") return unknown("from");
  return fromSeparated(
    toText(value),
    delimiter === undefined ? missing(["delimiter"]) : toText(delimiter),
    chosen,
  );
}

export const formats: Readonly<Record<string, Handler>> = {
  convert: simple(["value", "from", "to", "transform", "options"], convert),
  serialize: simple(
    ["value", "to", "delimiter", "order", "options", "file-name"],
    (values) => {
      if (values["file-name"] !== undefined)
        fail("failure: the simulator does not implement file-name of :serialize");
      return serialize(values);
    },
    ["value", "to"],
  ),
  deserialize: simple(["value", "from", "delimiter", "options"], deserialize, ["value", "from"]),
};
