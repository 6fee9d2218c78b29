/** Parts that the scripts have in common. */
import type { DualWan, Line } from "../args";
import { placeholder } from "../plan/placeholder";
import { indented, map, quoted, type Text } from "./text";

/** How a script complains. */
export interface Complaints {
  readonly begin: Text;
  /** The function `single`: whether there is exactly one row, and a complaint otherwise. */
  readonly single: Text;
  readonly end: Text;
}

/**
 * Complaints are written once, not in every round: what was said in the last run and still holds is not said again. Each
 * script has its own memory, and each user too, because globals are a user's own.
 *
 * @param hooked whether hooks run the script: these runs are the router's own, and leave the complaining to the rounds
 */
export function complaints(log: string, memory: string, hooked = false): Complaints {
  const [told, telling] = [`${memory}Told`, `${memory}Telling`];
  const unsaid = (name: string) => `[:typeof ($${name}->$words)] = "nothing"`;
  const isRound = hooked ? " and $dualWanHook != true" : "";
  const say: Text = [
    `:global ${told}`,
    `:global ${telling}`,
    hooked && ":global dualWanHook",
    `:if (${unsaid(told)} and ${unsaid(telling)}${isRound}) do={`,
    `  :log error (${quoted(`${log}: `)} . $words)`,
    "}",
    `:set ($${telling}->$words) true`,
  ];
  return {
    begin: [
      `:global ${told}`,
      `:global ${telling}`,
      `:if ([:typeof $${told}] != "array") do={ :set ${told} [:toarray ""] }`,
      `:set ${telling} [:toarray ""]`,
      "# Says what is wrong, once as long as it lasts.",
      ":local complain do={",
      indented(":local words $1", say),
      "}",
    ],
    single: [
      "# Whether there is exactly one row.",
      ":local single do={",
      indented(
        ":local ids $1",
        ":if ([:len $ids] = 1) do={ :return true }",
        `:local words (${quoted('needs one row "')} . $2 . ${quoted('", found ')} . [:len $ids])`,
        say,
        ":return false",
      ),
      "}",
    ],
    end: `:set ${told} $${telling}`,
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
