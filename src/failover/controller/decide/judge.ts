/** From probes to "up" or "down". */
import type { DualWan, Probing } from "../../args";
import { indented, type Text } from "../text";
import { strands } from "./move";

/** A window in which nothing was asked yet. */
export const emptyWindow = (window: number): string =>
  `{${Array.from({ length: window }, () => "0").join(";")}}`;

const forget = (window: number): Text =>
  ["sent", "lost"].map((name) => `:set ($mind->"${name}") ${emptyWindow(window)}`);

/** Updates `mind`: the window, the counts, `up`, `since`, `why` and `numbers`; adds to `news`. */
export function judge(office: DualWan, { window, lossLimit, recoverLoss, fail, recover }: Probing): Text {
  return [
    "# Put behind the others by the sync script: its link or address was lost since the last round.",
    ':local isLost (!($seen->"linked") or (($seen->"way") > ($wan->"rank") and ($mind->"way") <= ($wan->"rank")))',
    ':set ($mind->"way") ($seen->"way")',
    ":local isDown false",
    ":if ($isLost) do={",
    indented(
      ':set isDown ($mind->"up")',
      ':if ($isDown) do={ :set ($mind->"why") "has no link, no address or no route" }',
      ':set ($mind->"good") 0',
    ),
    "}",
    `:if ($isLost or [:len ($mind->"sent")] != ${window}) do={`,
    indented(forget(window)),
    "}",
    ":if (!$isLost and $askedNow > 0) do={",
    indented(
      `:set ($mind->"sent") ([:pick ($mind->"sent") 1 ${window}] , $sentNow)`,
      `:set ($mind->"lost") ([:pick ($mind->"lost") 1 ${window}] , $lostNow)`,
      ":local sentAll 0",
      ":local lostAll 0",
      ':foreach amount in=($mind->"sent") do={ :set sentAll ($sentAll + $amount) }',
      ':foreach amount in=($mind->"lost") do={ :set lostAll ($lostAll + $amount) }',
      ':set ($mind->"numbers") ("lost " . $lostAll . " of " . $sentAll . " probes")',
      ":local isBad ($heard = 0)",
      `:if ($lostNow > 0 and ($lostAll * 100) > ($sentAll * ${lossLimit})) do={ :set isBad true }`,
      "# Neither bad nor good: the window still remembers a bad time; the count of bad rounds waits.",
      `:if (!$isBad and ($lostAll * 100) <= ($sentAll * ${recoverLoss})) do={`,
      '  :set ($mind->"bad") 0',
      '  :set ($mind->"good") (($mind->"good") + 1)',
      '} else={ :set ($mind->"good") 0 }',
      ':if ($isBad) do={ :set ($mind->"bad") (($mind->"bad") + 1) }',
      `:if (($mind->"up") and ($mind->"bad") >= ${fail}) do={`,
      "  :set isDown true",
      '  :set ($mind->"why") ($mind->"numbers")',
      "}",
      `:if (!($mind->"up") and ($mind->"good") >= ${recover}) do={`,
      '  :set ($mind->"up") true',
      '  :set ($mind->"since") $nowUp',
      '  :set news ($news . " " . $wanTag . " is up again.")',
      "}",
      "# A dead line is judged anew from its first answer on.",
      ':if (!($mind->"up") and $heard = 0) do={',
      indented(forget(window)),
      "}",
    ),
    "}",
    ":if ($isDown) do={",
    indented(
      ':set ($mind->"up") false',
      strands(office) && ":set fallen ($fallen , $wanTag)",
      ':if ($wanTag != $dualWanAt) do={ :set news ($news . " " . $wanTag . " is down: " . ($mind->"why") . ".") }',
    ),
    "}",
  ];
}
