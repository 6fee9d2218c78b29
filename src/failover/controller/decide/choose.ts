/** From the lines' states to the line that is to be used. */
import type { DualWan, Probing } from "../../args";
import { indented, quoted, type Text, time } from "../text";

/** Rounds of answers after which a line is taken when no other works: anything is better than nothing. */
const rescue = 2;

/**
 * Sets `want` (the line to use, with its `wantRank`) and `reason`; `holds` where the distances are left as they are, because
 * nothing works.
 */
export function choose(office: DualWan, { dwell, failback }: Probing): Text {
  const { names, maintenance } = office;
  return [
    forced(names.script.maintenance, maintenance),
    ":local live 0",
    ':local best ""',
    ":local bestRank 0",
    ":foreach wan in=$wans do={",
    '  :if ((($dualWanLines->($wan->"tag"))->"up")) do={',
    "    :set live ($live + 1)",
    '    :if ($best = "") do={ :set best ($wan->"tag"); :set bestRank ($wan->"rank") }',
    "  }",
    "}",
    "# Nothing is up: the first line that answers again is taken, without waiting until it is trusted.",
    ":if ($live = 0) do={",
    indented(
      ":foreach wan in=$wans do={",
      indented(
        ':local mind ($dualWanLines->($wan->"tag"))',
        `:if ($best = "" and ($mind->"good") >= ${rescue}) do={`,
        indented(
          ':set best ($wan->"tag")',
          ':set bestRank ($wan->"rank")',
          ":set live 1",
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
    ':if ($force != "" and (($dualWanLines->$force)->"up")) do={',
    "  :set best $force",
    '  :foreach wan in=$wans do={ :if (($wan->"tag") = $force) do={ :set bestRank ($wan->"rank") } }',
    "}",
    "# The line in use: the one remembered, or the one that the routes use.",
    ":local at $dualWanAt",
    ':if ($at = "") do={ :set at $actual }',
    ':if ($at = "") do={ :set at (($wans->0)->"tag") }',
    ":local atRank 0",
    ':foreach wan in=$wans do={ :if (($wan->"tag") = $at) do={ :set atRank ($wan->"rank") } }',
    ":local want $at",
    ":local wantRank $atRank",
    ':local reason ""',
    ":local holds false",
    ":if ($live = 0) do={",
    indented(
      ":set holds true",
      "# Said once, as long as it lasts.",
      ':if ([:typeof ($dualWanTold->"no line works")] = "nothing") do={',
      '  :set news ($news . " No line works; " . $at . " stays in use (" . (($dualWanLines->$at)->"numbers") . ").")',
      "}",
      ':set ($dualWanTelling->"no line works") true',
    ),
    "} else={",
    indented(
      ":local mind ($dualWanLines->$at)",
      ':if (!($mind->"up")) do={',
      indented(":set want $best", ":set wantRank $bestRank", ':set reason ($at . " " . ($mind->"why"))'),
      "} else={",
      indented(
        ":local returns false",
        wayBack(dwell, failback),
        ':if ($force != "" and $best = $force and $best != $at) do={ :set returns true }',
        ":if ($returns) do={",
        indented(
          ":set want $best",
          ":set wantRank $bestRank",
          ':set reason ($best . " works again, " . (($dualWanLines->$best)->"numbers"))',
          ':if ($best = $force) do={ :set reason ($best . " is forced") }',
        ),
        "}",
      ),
      "}",
    ),
    "}",
  ];
}

/** The line that is forced: on the router, else by the arguments. */
function forced(row: string, constant: string | undefined): Text {
  return [
    `:local force ${quoted(constant ?? "")}`,
    `:local orders [/system script find where name=${quoted(row)}]`,
    ":if ([:len $orders] = 1) do={",
    "  :local order [:tostr [/system script get $orders source]]",
    '  :if ($order = "none") do={ :set force "" }',
    '  :foreach wan in=$wans do={ :if (($wan->"tag") = $order) do={ :set force $order } }',
    `} else={ $complain ${quoted(`needs one script ${row}`)} }`,
  ];
}

function wayBack(dwell: number, failback: Probing["failback"]): Text {
  if (failback === "manual") return "# Sticky: never back by itself.";
  const after =
    typeof failback === "object"
      ? ` and ($nowUp - (($dualWanLines->$best)->"since")) >= ${time(failback.after)}`
      : "";
  return `:if ($bestRank < $atRank and ($nowUp - $dualWanMoved) >= ${time(dwell)}${after}) do={ :set returns true }`;
}
