import assert from "node:assert/strict";
import {
  addressMatcher,
  addressOrName,
  addressRange,
  bool,
  date,
  duration,
  flag,
  gateways,
  hex,
  integer,
  interfaceAddress,
  keepalive,
  limit,
  list,
  loose,
  macMatcher,
  nameSet,
  negatableSet,
  percent,
  ports,
  prefix,
  protocolMatcher,
  quantity,
  sameValue,
  scriptSource,
  secretText,
  set,
  setOfNegatable,
  text,
  timeOfDay,
  timeWindow,
  words,
} from "../../../provider/menus/codecs";
import type { Codec, PlainValue } from "../../../provider/menus/language";

const anyTime = duration({ words: ["none-static"], max: "35w3d13h13m56s" });
const state = negatableSet("invalid", "established", "related", "new");
const allow = set("pap", "chap", "mschap1", "mschap2");

/** What is written → the canonical form → the wire. */
const forms: readonly (readonly [string, Codec<never, never>, readonly unknown[], PlainValue, string])[] = [
  ["booleans", bool as never, [true, "yes", "true"], true, "yes"],
  ["a minute", anyTime as never, [60, "60", "60s", "1m", "00:01:00", "1m0s"], "1m", "1m"],
  ["a day", anyTime as never, ["1d00:00:00", "24h", "1d 00:00:00", 86400], "1d", "1d"],
  ["no time", anyTime as never, [0, "0s", "00:00:00"], "0s", "0s"],
  ["parts of seconds", anyTime as never, [0.5, "500ms", "00:00:00.5"], "500ms", "500ms"],
  ["weeks", anyTime as never, ["1w2d03:04:05", "9d3h4m5s"], "1w2d3h4m5s", "1w2d3h4m5s"],
  ["words among durations", anyTime as never, ["none-static"], "none-static", "none-static"],
  ["dates", date as never, ["2023-01-13", "jan/13/2023", "Jan/13/2023"], "2023-01-13", "2023-01-13"],
  ["times of day", timeOfDay("startup") as never, ["8:30", "08:30:00"], "08:30:00", "08:30:00"],
  ["single addresses", prefix as never, ["1.1.1.1/32", "1.1.1.1"], "1.1.1.1", "1.1.1.1"],
  ["prefixes with host bits", prefix as never, ["10.1.2.3/8", "10.0.0.0/8"], "10.0.0.0/8", "10.0.0.0/8"],
  ["IPv6 prefixes", prefix as never, ["2001:DB8::1/32", "2001:db8:0::/32"], "2001:db8::/32", "2001:db8::/32"],
  [
    "interface addresses",
    interfaceAddress as never,
    ["10.0.0.1", "10.0.0.1/32"],
    "10.0.0.1/32",
    "10.0.0.1/32",
  ],
  [
    "ranges that are prefixes",
    addressRange as never,
    ["192.168.0.0-192.168.1.255", "192.168.0.0/23"],
    "192.168.0.0/23",
    "192.168.0.0/23",
  ],
  ["ranges of one", addressRange as never, ["10.0.0.1-10.0.0.1"], "10.0.0.1", "10.0.0.1"],
  ["negated addresses", addressMatcher as never, ["!10.0.0.1/32"], "!10.0.0.1", "!10.0.0.1"],
  [
    "ports",
    ports as never,
    [[80, "443", "8000-8010"], "80,443,8000-8010"],
    "80,443,8000-8010",
    "80,443,8000-8010",
  ],
  ["negated ports", ports as never, ["!25", ["!25"]], "!25", "!25"],
  ["protocols", protocolMatcher as never, [6, "6", "tcp"], "tcp", "tcp"],
  ["MAC addresses", macMatcher as never, ["aa-bb-cc-dd-ee-ff"], "AA:BB:CC:DD:EE:FF", "AA:BB:CC:DD:EE:FF"],
  [
    "gateways",
    gateways as never,
    [["1.1.1.1", "ether2"], "1.1.1.1,ether2"],
    "1.1.1.1,ether2",
    "1.1.1.1,ether2",
  ],
  [
    "gateways with blanks in names",
    gateways as never,
    ["dsl of ISP1,192.0.2.1%ether2 - backup", ["dsl of ISP1", "192.0.2.1%ether2 - backup"]],
    "dsl of ISP1,192.0.2.1%ether2 - backup",
    "dsl of ISP1,192.0.2.1%ether2 - backup",
  ],
  ["amounts", quantity as never, ["25M", 25000000, "25000000"], 25000000, "25000000"],
  ["percentages", percent as never, [85, "85%", "85.0%"], 85, "85"],
  ["keepalive", keepalive as never, ["10,10", "00:00:10,10"], "10s,10", "10s,10"],
  ["limits", limit as never, ["10/60s,5", "10/1m,5:packet"], "10/1m,5:packet", "10/1m,5:packet"],
  ["hours", timeWindow as never, ["08:00:00-17:00:00,tue,mon"], "8h-17h,mon,tue", "8h-17h,mon,tue"],
  ["line ends", scriptSource as never, ["a\r\nb", "a\rb", "a\nb"], "a\nb", "a\nb"],
  [
    "sets",
    allow as never,
    [["mschap2", "pap"], "mschap2,pap", ["pap", "pap", "mschap2"]],
    ["pap", "mschap2"],
    "pap,mschap2",
  ],
  ["sets of names", nameSet("x", "y") as never, [["b", "a"], "a,b"], ["a", "b"], "a,b"],
  ["lists", list(text) as never, [["b", "a"], "b,a"], ["b", "a"], "b,a"],
  [
    "negated sets",
    state as never,
    [["!related", "!established"], "!related,established"],
    ["!established", "!related"],
    "!established,related",
  ],
  [
    "flags each negated",
    setOfNegatable("ack", "syn") as never,
    [["syn", "!ack"], "syn,!ack"],
    ["!ack", "syn"],
    "!ack,syn",
  ],
  ["enums with yes and no", words("default", "no", "yes") as never, ["yes", true], "yes", "yes"],
];

const message = (codec: Codec<never, never> | Codec, value: unknown): string =>
  (codec as Codec).schema.safeParse(value).error?.issues[0]?.message ?? "accepted";

describe("codecs", () => {
  for (const [what, codec, spellings, canonical, wire] of forms)
    it(`take every spelling of ${what}`, () => {
      for (const spelling of spellings) assert.deepEqual(codec.schema.parse(spelling), canonical);
      assert.equal(codec.toWire(canonical as never), wire);
      assert.deepEqual(codec.fromWire(wire), canonical);
    });

  it("say what was given, why it is wrong and what to write", () => {
    assert.equal(
      message(integer(0, 255), 300),
      "300 is not accepted (outside 0..255): use a whole number from 0 to 255",
    );
    assert.match(
      message(words("mark-connection", "jump") as never, "mark_connection"),
      /did you mean "mark-connection"\?/,
    );
    assert.match(message(state as never, ["!new", "established"]), /"!" negates the whole list/);
    assert.match(message(allow as never, ["pap", "eap"]), /"eap" is not among them/);
    assert.match(message(setOfNegatable("ack", "syn") as never, "syn,!syn"), /"syn" cannot be both/);
    assert.match(message(date, "2023-02-30"), /there is no such day/);
    assert.match(message(anyTime as never, "soon"), /not a duration.*"none-static"/);
    assert.match(message(anyTime as never, "100w"), /out of range/);
    assert.match(message(addressOrName, "1.2.3.400"), /DNS name such as/);
  });

  it("never repeat a secret", () => {
    assert.doesNotMatch(message(secretText, 123456), /123456/);
  });

  it("know that false of a presence flag means unset", () => {
    assert.equal(flag.meansUnset?.(false), true);
    assert.equal(flag.meansUnset?.(true), false);
    assert.equal(flag.toWire(true), "");
    assert.equal(flag.fromWire(""), true);
  });

  it("leave text they do not understand as it is, so that it shows", () => {
    assert.equal(integer(0, 255).fromWire("*1"), "*1");
    assert.equal(bool.fromWire("maybe"), "maybe");
    assert.equal(anyTime.fromWire("never"), "never");
    assert.equal(allow.fromWire("pap,eap"), "pap,eap");
  });

  it("find hexadecimal digits the same in either case", () => {
    assert.ok(sameValue(hex, "0xAB", "ab"));
    assert.ok(!sameValue(hex, "ab", "ac"));
  });

  it("compare the values of undescribed menus by what they mean", () => {
    const same: readonly [PlainValue, PlainValue][] = [
      [true, "yes"],
      [true, "true"],
      [false, "no"],
      [60, "1m"],
      ["60s", "00:01:00"],
      ["10.0.0.1/32", "10.0.0.1"],
      ["a,b", "b,a"],
      ["a\r\nb", "a\nb"],
      [5, "5"],
    ];
    for (const [a, b] of same) assert.ok(sameValue(loose, a, b), `${a} and ${b}`);
    const different: readonly [PlainValue, PlainValue][] = [
      ["a", "b"],
      [true, "no"],
      ["1m", "2m"],
      ["10.0.0.1", "10.0.0.2"],
      ["a,b", "a,c"],
      ["a, b", "b, a"],
    ];
    for (const [a, b] of different) assert.ok(!sameValue(loose, a, b), `${a} and ${b}`);
    assert.equal(loose.toWire("00:01:00"), "00:01:00");
    assert.equal(loose.toWire(true), "yes");
  });
});
