/** The setup script: run once by a deployment, after all rows and before the scheduler entry. */
import type { DualWan } from "../args";
import { inside, stubOf, tagged } from "./phrases";
import { indented, members, quoted, script, type Text } from "./text";

/** Seconds that new lines are given to dial or lease. */
const patience = 15;

/**
 * Runs the sync script until every line that has a link has its address in its rule, or for as long as lines may take. Then
 * ends the connections that began before their line was translated.
 */
export function setupSource(office: DualWan): string {
  const { names, dialect, lines } = office;
  const rules = dialect === 7 ? "routing rule" : "ip route rule";
  return script(
    `# ${names.log}, setup: brings addresses into new rows, and waits ${patience} s at most for lines.`,
    ':local waiting "all"',
    `:for attempt from=1 to=${patience} do={`,
    indented(
      ':if ($waiting != "") do={',
      indented(
        ":if ($attempt > 1) do={ :delay 1s }",
        `/system script run ${quoted(names.script.sync)}`,
        ':set waiting ""',
        ":foreach wan in={",
        members(lines.map((line) => `{${quoted(line.name)};${quoted(stubOf(line))}}`)),
        "} do={",
        indented(
          ":local wanTag ($wan->0)",
          `:if ([:len [/${rules} find where comment=${tagged(office, "rule")} src-address~${whole("($wan->1)")}]] = 1) do={`,
          '  :set waiting ($waiting . " " . $wanTag)',
          "}",
        ),
        "}",
      ),
      "}",
    ),
    "}",
    ':if ($waiting = "") do={',
    `  :log info ${quoted(`${names.log}: every line has its address`)}`,
    `} else={ :log warning (${quoted(`${names.log}: no address yet:`)} . $waiting) }`,
    untranslated(office),
  );
}

/** An address, with its length or without: rules print it with, lists without. */
const whole = (address: string): string => `("^" . ${address} . "(/|\\$)")`;

/**
 * A session may be up before the rule that translates it is there: RouterOS takes no rule for an interface that does not exist.
 * NAT looks at the first packet of a connection alone, so what a host inside began meanwhile leaves with its own address for as
 * long as it lives. What is meant to leave so, through a tunnel, begins again with its next packet.
 */
function untranslated({ lan, lines }: DualWan): Text {
  if (!lines.some(({ access }) => access.kind === "pppoe")) return false;
  const menu = "/ip firewall connection";
  return [
    "# What left untranslated stays so: it ends.",
    inside(lan.networks),
    `:foreach id in=[${menu} find where !srcnat] do={`,
    indented(
      ":do {",
      indented(
        `:local far [${menu} get $id reply-src-address]`,
        `:if ([$inside [${menu} get $id reply-dst-address]] and ![$inside $far]) do={ ${menu} remove $id }`,
      ),
      "} on-error={}",
    ),
    "}",
  ];
}
