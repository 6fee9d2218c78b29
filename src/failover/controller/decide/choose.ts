/** From the lines' states to the line that is to be used. */
import type { DualWan, Probing } from "../../args";
import { freed } from "../../status/order";
import { indented, quoted, type Text, time } from "../text";

/** Rounds of answers after which a line is taken when no other works: anything is better than nothing. */
const rescue = 2;

/**
 * Sets `want`, the line to use, and `reason`; `holds` where the distances are left as they are, because nothing works.
 */
export function choose(office: DualWan, { dwell, failback }: Probing): Text {
  const { names, maintenance } = office;
  return [
    forced(names.script.maintenance, maintenance),
    ':local best ""',
    ":foreach wan in=$wans do={",
    '  :if ($best = "" and ($dualWanLines->($wan->"tag")->"up")) do={ :set best ($wan->"tag") }',
    "}",
    "# Nothing is up: the first line that answers again is taken, trusted or not.",
    ':if ($best = "") do={',
    indented(
      ":foreach wan in=$wans do={",
      indented(
        ':local mind ($dualWanLines->($wan->"tag"))',
        `:if ($best = "" and ($mind->"good") >= ${rescue}) do={`,
        indented(
          ':set best ($wan->"tag")',
          ':set ($mind->"up") true',
          ':set ($mind->"bad") 0',
          ':set ($mind->"since") $nowUp',
          ":set ($dualWanLines->$best) $mind",
        ),
        "}",
      ),
      "}",
    ),
    "}",
    ':if ($force != "") do={',
    '  :if ($dualWanLines->$force->"up") do={ :set best $force }',
    "}",
    "# The line in use: the one remembered, or the one that the routes use.",
    ":local at $dualWanAt",
    "# After a deployment that renamed or removed it there is no such line.",
    ':if ([:typeof ($view->$at)] != "array") do={ :set at $actual }',
    ':if ($at = "") do={ :set at ($wans->0->"tag") }',
    ":local want $at",
    ':local reason ""',
    ':local holds ($best = "")',
    ":if ($holds) do={",
    indented(
      "# Said once, as long as it lasts.",
      ':if ([:typeof ($dualWanTold->"no line works")] = "nothing") do={',
      '  :set news ($news . " No line works; " . $at . " stays in use (" . ($dualWanLines->$at->"numbers") . ").")',
      "}",
      ':set ($dualWanTelling->"no line works") true',
    ),
    "} else={",
    indented(
      ':if (!($dualWanLines->$at->"up")) do={',
      indented(":set want $best", ':set reason ($at . " " . ($dualWanLines->$at->"why"))'),
      "} else={",
      indented(
        wayBack(dwell, failback),
        ":if ($force = $best and $best != $at) do={",
        indented(":set want $best", ':set reason ($best . " is forced")'),
        "}",
      ),
      "}",
    ),
    "}",
  ];
}

/** The line that is forced: on the router, else by the arguments, unless that very line was freed on the router. */
function forced(row: string, constant: string | undefined): Text {
  return [
    `:local force ${quoted(constant ?? "")}`,
    `:local orders [/system script find where name=${quoted(row)}]`,
    ":if ([:len $orders] = 1) do={",
    "  :local order [:tostr [/system script get $orders source]]",
    constant !== undefined && `  :if ($order = ${quoted(freed(constant))}) do={ :set force "" }`,
    '  :if ([:typeof ($view->$order)] = "array") do={ :set force $order }',
    `} else={ $complain ${quoted(`needs one script ${row}`)} }`,
  ];
}

function wayBack(dwell: number, failback: Probing["failback"]): Text {
  if (failback === "manual") return "# Sticky: never back by itself.";
  const after =
    typeof failback === "object"
      ? ` and ($nowUp - ($dualWanLines->$best->"since")) >= ${time(failback.after)}`
      : "";
  return [
    `:if (($view->$best->"rank") < ($view->$at->"rank") and ($nowUp - $dualWanMoved) >= ${time(dwell)}${after}) do={`,
    indented(":set want $best", ':set reason ($best . " works again, " . ($dualWanLines->$best->"numbers"))'),
    "}",
  ];
}
