/** From probes to "up" or "down". */
import type { Probing } from "../../args";
import { indented, type Text } from "../text";

/** A window in which nothing was asked yet. */
export const emptyWindow = (window: number): string =>
  `{${Array.from({ length: window }, () => "0").join(";")}}`;

const forget = (window: number): Text =>
  ["sent", "lost"].map((name) => `:set ($mind->"${name}") ${emptyWindow(window)}`);

/** Updates `mind`: the window, the counts, `up`, `since`, `why` and `numbers`; adds to `news`, and sets `blinked`. */
export function judge({ window, lossLimit, recoverLoss, fail, recover }: Probing): Text {
  return [
    "# Put behind the others by the sync script: its link or address was lost since the last round.",
    ':local wasMoved (($seen->"way") > ($wan->"rank") and ($mind->"way") <= ($wan->"rank"))',
    ':set ($mind->"way") ($seen->"way")',
    "# Lost and back between two rounds, too fast for anybody to see: other lines were used meanwhile.",
    ':if (($seen->"linked") and ($seen->"downs") > ($mind->"downs") and $wanTag = $dualWanAt) do={ :set blinked true }',
    ':set ($mind->"downs") ($seen->"downs")',
    ':if ($wasMoved or !($seen->"linked")) do={',
    indented(
      ':if (($mind->"up")) do={',
      '  :set ($mind->"why") "has no link, no address or no route"',
      '  :if ($wanTag != $dualWanAt) do={ :set news ($news . " " . $wanTag . " is down: no link, no address or no route.") }',
      "}",
      ':set ($mind->"up") false',
      ':set ($mind->"good") 0',
      forget(window),
    ),
    "}",
    ':if (($seen->"linked") and $askedNow > 0 and !$wasMoved) do={',
    indented(
      `:set ($mind->"sent") ([:pick ($mind->"sent") 1 ${window}] , $sentNow)`,
      `:set ($mind->"lost") ([:pick ($mind->"lost") 1 ${window}] , $lostNow)`,
      ":local sentAll 0",
      ":local lostAll 0",
      ':foreach amount in=($mind->"sent") do={ :set sentAll ($sentAll + $amount) }',
      ':foreach amount in=($mind->"lost") do={ :set lostAll ($lostAll + $amount) }',
      ":local isBad ($heard = 0)",
      `:if ($lostNow > 0 and ($lostAll * 100) > ($sentAll * ${lossLimit})) do={ :set isBad true }`,
      `:local isGood (!$isBad and ($lostAll * 100) <= ($sentAll * ${recoverLoss}))`,
      ':local numbers ("lost " . $lostAll . " of " . $sentAll . " probes")',
      ':if ($late > 0) do={ :set numbers ($numbers . ", " . $late . " just now too late") }',
      ':set ($mind->"numbers") $numbers',
      "# Neither bad nor good: the window still remembers a bad time; the counts wait.",
      ':if ($isBad) do={ :set ($mind->"bad") (($mind->"bad") + 1) }',
      ':if ($isGood) do={ :set ($mind->"bad") 0; :set ($mind->"good") (($mind->"good") + 1) } else={ :set ($mind->"good") 0 }',
      `:if (($mind->"up") and ($mind->"bad") >= ${fail}) do={`,
      indented(
        ':set ($mind->"up") false',
        ':set ($mind->"why") $numbers',
        ':if ($wanTag != $dualWanAt) do={ :set news ($news . " " . $wanTag . " is down: " . $numbers . ".") }',
      ),
      "}",
      `:if (!($mind->"up") and ($mind->"good") >= ${recover}) do={`,
      indented(
        ':set ($mind->"up") true',
        ':set ($mind->"bad") 0',
        ':set ($mind->"since") $nowUp',
        ':set ($mind->"why") ""',
        ':set news ($news . " " . $wanTag . " is up again.")',
      ),
      "}",
      "# A dead line is judged anew from its first answer on.",
      ':if (!($mind->"up") and $heard = 0) do={',
      indented(forget(window)),
      "}",
    ),
    "}",
  ];
}
