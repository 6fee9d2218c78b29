/** The setup script: run once by a deployment, after all rows and before the scheduler entry. */
import type { DualWan } from "../args";
import { bare, stubOf, tagged, wans } from "./phrases";
import { indented, quoted, script } from "./text";

/** Seconds that new lines are given to dial or lease. */
const patience = 15;

/** Runs the sync script until every line that has a link has its address in its rule, or for as long as lines may take. */
export function setupSource(office: DualWan): string {
  const { names, dialect } = office;
  const rules = dialect === 7 ? "routing rule" : "ip route rule";
  return script(
    `# ${names.log}, setup: brings addresses into new rows, and waits ${patience} s at most for lines that are just dialled.`,
    wans(office, (line) => ({ stub: stubOf(line) })),
    bare,
    ':local waiting ""',
    `:for attempt from=1 to=${patience} do={`,
    indented(
      ':if ($attempt = 1 or $waiting != "") do={',
      indented(
        ":if ($attempt > 1) do={ :delay 1s }",
        `/system script run ${quoted(names.script.sync)}`,
        ':set waiting ""',
        ":foreach wan in=$wans do={",
        indented(
          ':local wanTag ($wan->"tag")',
          `:local ids [/${rules} find where comment=${tagged(office, "rule")}]`,
          ":if ([:len $ids] = 1) do={",
          `  :if ([$bare [/${rules} get $ids src-address]] = ($wan->"stub")) do={`,
          '    :set waiting ($waiting . " " . $wanTag)',
          "  }",
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
  );
}
