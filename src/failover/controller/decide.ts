/**
 * The decide script: one round of asking, weighing and, seldom, moving. What it remembers between rounds is in globals of
 * the user that owns its scheduler entry; what must survive a reboot is in the distances of the default routes.
 *
 * With `strategy: "recursive"` the routes decide; the script then only sees that they did, and ends connections, tells, and
 * writes nothing.
 */
import type { DualWan, Line, Probing } from "../args";
import { choose } from "./decide/choose";
import { emptyWindow, judge } from "./decide/judge";
import { move, settle, strands, strays, wander } from "./decide/move";
import { observe } from "./decide/observe";
import { probe } from "./decide/probe";
import { bare, complaints, flush, sparesPinned, wans } from "./phrases";
import { bootGrace } from "./sync";
import { indented, list, quoted, script, type Text, time } from "./text";

export function decideSource(office: DualWan): string {
  const { names, strategy } = office;
  const { begin, end } = complaints(names.log, "dualWan");
  const own = quoted(names.script.decide);
  return script(
    head(office),
    wans(office, (line) => ({
      gate: names.gateway(line.number),
      ...(strategy.kind === "script" && line.metered && { metered: true }),
    })),
    strategy.kind === "script" && `:local targets ${list(strategy.probing.targets)}`,
    "# One round at a time: if the one before is still under way, this one has nothing to add.",
    `:if ([:len [/system script job find where script=${own}]] < 2) do={`,
    // All that follows is inside: indenting it would cost a twentieth of the script.
    [
      begin,
      bare,
      office.flush.what === "departed-wan" && flush(sparesPinned(office)),
      ":do {",
      `  /system script run ${quoted(names.script.sync)}`,
      `} on-error={ $complain ${quoted(`cannot run ${names.script.sync}`)} }`,
      ":local nowUp [/system resource get uptime]",
      memory(office),
      observe(office),
      strategy.kind === "script"
        ? [
            `:if ($nowUp > ${bootGrace}) do={`,
            indented(eachLine(office, strategy.probing), choose(office, strategy.probing), move(office)),
            wander(office) ? ["} else={", indented(settle(office)), "}"] : "}",
          ]
        : move(office),
      strays(office),
      ":set dualWanFooting $footing",
      end,
    ],
    "}",
  );
}

function head({ names, strategy, interval, lines }: DualWan): Text {
  if (strategy.kind === "recursive")
    return [
      `# ${names.log}, watch: the routes ask the hosts behind the lines themselves and choose. This sees which line they chose,`,
      "# ends the connections that have to move, and tells. It writes no configuration.",
    ];
  const { fail, recover, window, lossLimit, recoverLoss, wait, targets, packets } = strategy.probing;
  return [
    `# ${names.log}, decide: asks ${targets.length} hosts by each of ${lines.length} lines every ${time(interval)}, up to ${packets} times each, and waits ${time(wait)} for`,
    `# an answer. A round is bad when nothing answered, or when more than ${lossLimit} % were lost in the last ${window} rounds; ${fail} bad`,
    `# rounds and the line is down. It is up again after ${recover} rounds in a row with at most ${recoverLoss} % lost.`,
    "# A line that is used has the distance of its place (1, 2 …); one that is passed over has 10 more.",
  ];
}

/** What is remembered of each line, and of the whole. */
function memory(office: DualWan): Text {
  const scripted = office.strategy.kind === "script";
  return [
    scripted && ":global dualWanLines",
    ":global dualWanAt",
    scripted && ":global dualWanMoved",
    ":global dualWanDowns",
    ":global dualWanFooting",
    scripted && ":global dualWanRound",
    "# Just booted, or just set up: what is remembered begins with what the routes say.",
    ':local isFirst ([:typeof $dualWanAt] != "str" or $dualWanAt = "")',
    ":local blinked false",
    ':local news ""',
    strands(office) && ':local fallen [:toarray ""]',
    ":if ($isFirst) do={",
    scripted && '  :set dualWanLines [:toarray ""]',
    '  :set dualWanAt ""',
    '  :set dualWanDowns [:toarray ""]',
    scripted && ["  :set dualWanMoved $nowUp", "  :set dualWanRound 0"],
    "}",
  ];
}

function eachLine(office: DualWan, probing: Probing): Text {
  const empty = emptyWindow(probing.window);
  const watched = probing.kind === "ping" ? "" : 'tests=[:toarray ""];';
  return [
    ":set dualWanRound ($dualWanRound + 1)",
    ":foreach wan in=$wans do={",
    indented(
      ':local wanTag ($wan->"tag")',
      ":local seen ($view->$wanTag)",
      ":local mind ($dualWanLines->$wanTag)",
      ':if ([:typeof $mind] != "array") do={',
      '  :set mind {up=($seen->"way" <= ($wan->"rank"));bad=0;good=0;since=$nowUp;why="";numbers="not probed yet";',
      `    sent=${empty};lost=${empty};`,
      `    mute=[:toarray ""];${watched}way=($seen->"way")}`,
      "}",
      metered(office.lines),
      probe(office, probing),
      judge(office, probing),
      ":set ($dualWanLines->$wanTag) $mind",
    ),
    "}",
  ];
}

/** A line that is paid by volume is asked in every sixth round while it stands by and nothing about it is in doubt. */
function metered(lines: readonly Line[]): Text {
  const asks = ':local isAsked ($seen->"ready")';
  if (!lines.some((line) => line.metered)) return asks;
  return [
    asks,
    ':local isSure ((($mind->"up") and ($mind->"bad") = 0) or (!($mind->"up") and ($mind->"good") = 0))',
    ':if (($wan->"metered") = true and $wanTag != $dualWanAt and $isSure and ($dualWanRound % 6) != 1) do={ :set isAsked false }',
  ];
}
