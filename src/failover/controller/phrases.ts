/** Parts that the scripts have in common. */
import type { DualWan, Line } from "../args";
import { placeholder } from "../plan/placeholder";
import { map, quoted, type Text } from "./text";

/**
 * Complaints are written once, not in every round: what was said in the last run and still holds is not said again. Each
 * script has its own memory, and each user too, because globals are a user's own.
 */
export function complaints(log: string, memory: string): { begin: Text; end: Text } {
  return {
    begin: [
      `:global ${memory}Told`,
      `:global ${memory}Telling`,
      `:if ([:typeof $${memory}Told] != "array") do={ :set ${memory}Told [:toarray ""] }`,
      `:set ${memory}Telling [:toarray ""]`,
      ":local complain do={",
      `  :global ${memory}Told`,
      `  :global ${memory}Telling`,
      `  :set ($${memory}Telling->$1) true`,
      `  :if ([:typeof ($${memory}Told->$1)] = "nothing") do={ :log error (${quoted(`${log}: `)} . $1) }`,
      "}",
    ],
    end: `:set ${memory}Told $${memory}Telling`,
  };
}

/** `1.2.3.4/32` → `1.2.3.4`: rules print an address with its length, lists without. */
export const bare: Text = [
  ":local bare do={",
  "  :local whole [:tostr $1]",
  '  :local slash [:find $whole "/"]',
  '  :if ([:typeof $slash] = "num") do={ :return [:pick $whole 0 $slash] }',
  "  :return $whole",
  "}",
];

/**
 * Ends every connection that was translated to an address. An entry may vanish between find and remove. RouterOS 6 prints
 * the port behind the address, and some 7 may.
 */
export const flush: Text = [
  "# Ends the connections that were translated to an address.",
  ":local flush do={",
  '  :foreach entry in=[/ip firewall connection find where reply-dst-address~("^" . $1 . "(:|\\$)")] do={',
  "    :do { /ip firewall connection remove $entry } on-error={}",
  "  }",
  "}",
];

/** The lines as data, best first. */
export function wans(
  office: DualWan,
  of: (line: Line) => Readonly<Record<string, string | number | boolean>>,
): Text {
  return [
    "# The lines, best first.",
    ":local wans {",
    office.lines
      .map((line) => `  ${map({ tag: line.name, rank: line.number, port: line.interface, ...of(line) })}`)
      .join(";\n"),
    "}",
  ];
}

/** What stands for the address of a line that is not known yet. */
export const stubOf = (line: Line): string => placeholder(line);

/** A comment of a line as an expression: `($wanTag . " rule")`, with the office's prefix. */
export function tagged({ names }: DualWan, what: string): string {
  const [before = "", after = ""] = names.ofLine("\u0000", what).split("\u0000");
  return before === "" ? `($wanTag . ${quoted(after)})` : `(${quoted(before)} . $wanTag . ${quoted(after)})`;
}
