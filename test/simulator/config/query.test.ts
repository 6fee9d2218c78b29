import assert from "node:assert/strict";
import fc from "fast-check";
import { compileQuery } from "../../../simulator/config/query";
import { facts, type Line } from "./facts";

describe("names that every JavaScript object has", () => {
  facts(
    ["constructor", "toString", "__proto__"].flatMap((name) => [
      { fact: `?${name} finds no row`, when: ["/interface/print", `?${name}`], rows: [] },
      {
        fact: `.proplist=${name} shows nothing of a row`,
        when: ["/interface/print", `=.proplist=${name}`, "?name=ether1"],
        rows: [{}],
      },
      { fact: `safe mode has no ${name}`, when: ["/safe-mode/get", `=value-name=${name}`], ret: "" },
    ]),
  );
});

const row: Readonly<Record<string, string>> = {
  a: "1",
  b: "2",
  name: "ether1",
  type: "ether",
  comment: "",
  n: "9",
};
const passes = (...words: string[]): boolean => compileQuery(words)((name) => row[name]);

/** `a=1` is true and `a=2` false below. */
const table: readonly (readonly [meaning: string, words: readonly string[], passes: boolean])[] = [
  ["no words: every row", [], true],
  ["has a value", ["a"], true],
  ["has no such value", ["z"], false],
  ["an empty value is a value", ["comment"], true],
  ["is without", ["-z"], true],
  ["is not without", ["-a"], false],
  ["equal", ["a=1"], true],
  ["equal, with the sign in front", ["=a=1"], true],
  ["not equal", ["a=2"], false],
  ["equal to nothing", ["comment="], true],
  ["a property that does not exist matches nothing", ["z=1"], false],
  ["a value with a sign in it", ["a=1=1"], false],
  ["less", ["<a=2"], true],
  ["strictly less", ["<a=1"], false],
  ["greater", [">a=0"], true],
  ["strictly greater", [">a=1"], false],
  ["numbers compare as numbers", ["<n=10"], true],
  ["not empty", [">name="], true],
  ["not empty fails for empty", [">comment="], false],
  ["nothing is greater than a missing value", [">z=0"], false],
  ["several words are AND", ["a=1", "b=3"], false],
  ["not", ["a=2", "#!"], true],
  ["and", ["a=1", "b=2", "#&"], true],
  ["or", ["a=2", "b=2", "#|"], true],
  ["or of two false", ["a=2", "b=3", "#|"], false],
  ["ethernet or VLAN", ["type=ether", "type=vlan", "#|"], true],
  ["not of or", ["a=2", "b=3", "#|!"], true],
  ["operators of one word run left to right", ["a=2", "b=2", "#!&"], false],
  ["a missing operand is true", ["a=2", "#|"], true],
  ["a copy of the top", ["a=2", "#.&"], false],
  ["an index copies that value", ["a=1", "a=2", "#1.&"], false],
  ["an index at the end replaces the whole stack", ["a=2", "a=1", "#0"], true],
  ["an index at the end takes the value below the top", ["a=2", "a=1", "#1"], false],
  ["an index followed by an operator copies", ["a=2", "a=1", "#0|"], false],
  ["an index behind the end is true", ["a=2", "#5"], true],
];

describe("query words", () => {
  for (const [meaning, words, expected] of table) {
    it(`${meaning}: ${words.map((word) => `?${word}`).join(" ")}`, () =>
      assert.equal(passes(...words), expected));
  }

  it("pushing a value and its opposite with OR is always true", () => {
    fc.assert(fc.property(fc.string(), (value) => passes(`a=${value}`, "#.!|")));
  });

  const list: Line[] = [
    ["/ip/firewall/address-list/add", "=list=x", "=address=1.1.1.1", "=comment=one"],
    ["/ip/firewall/address-list/add", "=list=x", "=address=1.1.1.2"],
    ["/ip/firewall/address-list/add", "=list=y", "=address=1.1.1.3"],
  ];
  facts([
    {
      fact: "print evaluates queries",
      given: list,
      when: ["/ip/firewall/address-list/print", "?list=x", "?address=1.1.1.2"],
      rows: [{ ".id": "*2" }],
    },
    {
      fact: "count-only counts what passes",
      given: list,
      when: ["/ip/firewall/address-list/print", "=count-only=", "?list=x"],
      ret: "2",
    },
    {
      fact: "count-only of an empty menu",
      when: ["/ip/firewall/address-list/print", "=count-only="],
      ret: "0",
    },
    {
      fact: "a proplist gives these properties only",
      given: list,
      when: ["/ip/firewall/address-list/print", "=.proplist=address,list", "?list=y"],
      rows: [{ address: "1.1.1.3", list: "y", ".id": undefined }],
    },
    {
      fact: "a row without the listed properties is bare",
      given: list,
      when: ["/ip/firewall/address-list/print", "=.proplist=comment"],
      rows: [{ comment: "one" }, { comment: undefined, ".id": undefined }, {}],
    },
    {
      fact: "queries see properties that the proplist leaves out",
      given: list,
      when: ["/ip/firewall/address-list/print", "=.proplist=.id", "?comment=one"],
      rows: [{ ".id": "*1" }],
    },
    {
      fact: "?disabled=false does not find rows that do not print it",
      given: [["/ip/firewall/mangle/add", "=chain=forward"]],
      when: ["/ip/firewall/mangle/print", "?disabled=false"],
      rows: [],
    },
    {
      fact: "?dynamic=false does not match a disabled route",
      given: [["/ip/route/add", "=gateway=10.0.0.1", "=disabled=yes"]],
      when: ["/ip/route/print", "?dynamic=false"],
      rows: [],
    },
    {
      fact: "where is not accepted over the API",
      when: ["/ip/route/print", "=where=dynamic"],
      traps: ["unknown parameter where"],
    },
    {
      fact: "an unknown argument of print",
      when: ["/ip/route/print", "=bogus="],
      traps: ["unknown parameter bogus"],
    },
    {
      fact: "detail and without-paging change no rows",
      given: list,
      when: ["/ip/firewall/address-list/print", "=detail=", "=without-paging=", "?list=y"],
      rows: [{ ".id": "*3" }],
    },
    {
      fact: "from selects rows",
      given: list,
      when: ["/ip/firewall/address-list/print", "=from=*3,*1"],
      rows: [{ ".id": "*3" }, { ".id": "*1" }],
    },
    {
      fact: "query words on remove are ignored, with success, when a target is named",
      given: list,
      when: ["/ip/firewall/address-list/remove", "=.id=*1", "?list=nonsense"],
    },
    {
      fact: "query words alone remove nothing and answer success",
      given: [...list, ["/ip/firewall/address-list/remove", "?.id=*1"]],
      when: ["/ip/firewall/address-list/print", "=count-only="],
      ret: "3",
    },
    {
      fact: "query words alone set nothing and answer success",
      given: [...list, ["/ip/firewall/address-list/set", "=comment=x", "?.id=*2"]],
      when: ["/ip/firewall/address-list/print", "?comment=x"],
      rows: [],
    },
  ]);
});
