/** Parts that the scripts have in common. */
import type { DualWan, Line } from "../args";
import { placeholder } from "../plan/placeholder";
import { indented, map, quoted, type Text } from "./text";

/** How a script complains. */
export interface Complaints {
  readonly begin: Text;
  readonly end: Text;
}

/**
 * Complaints are written once, not in every round: what was said in the last run and still holds is not said again. Each
 * script has its own memory, and each user too, because globals are a user's own.
 *
 * @param isSync for the sync script. Hooks run it as the router itself, and leave the complaining to the rounds; its function
 * also tells, without words, whether there is exactly one row (see {@link isSingle}): a function sees no other function
 */
export function complaints(log: string, memory: string, isSync = false): Complaints {
  const [told, telling] = [`${memory}Told`, `${memory}Telling`];
  const unsaid = (name: string) => `[:typeof ($${name}->$words)] = "nothing"`;
  const isRound = isSync ? " and $dualWanHook != true" : "";
  return {
    begin: [
      `:global ${told}`,
      `:global ${telling}`,
      `:if ([:typeof $${told}] != "array") do={ :set ${told} [:toarray ""] }`,
      `:set ${telling} [:toarray ""]`,
      `# Says what is wrong, once as long as it lasts${isSync ? "; without words: whether there is exactly one row" : ""}.`,
      ":local complain do={",
      indented(
        ":local words $1",
        isSync && [
          ":local ids $2",
          ':if ($words = "") do={',
          "  :if ([:len $ids] = 1) do={ :return true }",
          `  :set words (${quoted('needs one row "')} . $3 . ${quoted('", found ')} . [:len $ids])`,
          "}",
        ],
        `:global ${told}`,
        `:global ${telling}`,
        isSync && ":global dualWanHook",
        `:if (${unsaid(told)} and ${unsaid(telling)}${isRound}) do={`,
        `  :log error (${quoted(`${log}: `)} . $words)`,
        "}",
        `:set ($${telling}->$words) true`,
        isSync && ":return false",
      ),
      "}",
    ],
    end: `:set ${told} $${telling}`,
  };
}

/** Whether `$ids` is the one row `$rowName`; it is complained otherwise. */
export const isSingle = '[$complain "" $ids $rowName]';

/** `1.2.3.4/32` → `1.2.3.4`: rules print an address with its length, lists without. */
export const bare: Text = [
  ":local bare do={",
  "  :local whole [:tostr $1]",
  '  :local slash [:find $whole "/"]',
  '  :if ([:typeof $slash] = "num") do={ :return [:pick $whole 0 $slash] }',
  "  :return $whole",
  "}",
];

/** The function `inside`: whether an address of a connection is of a network inside. */
export const inside = (networks: readonly string[]): Text => [
  ":local inside do={",
  indented(
    // RouterOS 6 writes the port behind the address.
    ':local at [:toip [:pick "$1" 0 [:find "$1:" ":"]]]',
    `:foreach near in={${networks.join(";")}} do={`,
    " :if ($at in $near) do={ :return true }",
    "}",
    ":return false",
  ),
  "}",
];

/**
 * Ends every connection that was translated to an address. An entry may vanish between find and remove. RouterOS 6 prints
 * the port behind the address, and some 7 may.
 *
 * @param spares whether the function takes a mark, too: connections that have it are left alone
 */
export function flush(spares: boolean): Text {
  const remove = "/ip firewall connection remove $entry";
  const each = spares
    ? `:if ([/ip firewall connection get $entry connection-mark] != $2) do={ ${remove} }`
    : remove;
  return [
    `# Ends the connections that were translated to an address${spares ? ", but those with a mark" : ""}.`,
    ":local flush do={",
    '  :foreach entry in=[/ip firewall connection find where reply-dst-address~("^" . $1 . "(:|\\$)")] do={',
    `    :do { ${each} } on-error={}`,
    "  }",
    "}",
  ];
}

/** Whether connections of pins stay where the others move. With `flows: "pin"` all are marked, and the mark tells nothing. */
export const sparesPinned = ({ flows, pins }: DualWan): boolean => flows === "follow" && pins.length > 0;

/**
 * Calls {@link flush} in the decide script.
 *
 * @param address expression of the address
 * @param line expression of the line whose pinned connections are spared; none where its address is gone or the line is dead
 */
export function ends(office: DualWan, address: string, line?: string): Text {
  if (!sparesPinned(office)) return `$flush ${address}`;
  if (line === undefined) return `$flush ${address} "-"`;
  const [before = "", after = ""] = office.names.connectionMark("\u0000").split("\u0000");
  return `$flush ${address} (${quoted(before)} . ${line}${after === "" ? "" : ` . ${quoted(after)}`})`;
}

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
