/** Asking the targets by one line. */
import { type DualWan, type Probing, probingLimit } from "../../args";
import { tagged } from "../phrases";
import { indented, quoted, type Text, time } from "../text";

/**
 * Sets `heard` (answers), `sentNow` and `lostNow` (probes that count and those lost), and `askedNow`. A target that is silent in
 * the third round in a row while others answer is itself dead and does not count: sooner, loss would hide itself.
 */
export function probe(office: DualWan, probing: Probing): Text {
  return [
    ":local heard 0",
    ":local askedNow 0",
    ":local sentNow 0",
    ":local lostNow 0",
    ':local got [:toarray ""]',
    ":if ($isAsked) do={",
    indented(
      probing.kind === "ping"
        ? [
            ":do {",
            indented(ping(office, probing)),
            "# It says nothing of the line that we may not ask.",
            '} on-error={ :set askedNow 0; $complain ("cannot ping by " . $wanTag) }',
          ]
        : netwatch(office, probing),
      count,
    ),
    "}",
  ];
}

function ping(office: DualWan, probing: Probing): Text {
  const { packets, wait } = probing;
  const limit = Math.ceil(probingLimit(office.lines, probing) / 1000);
  const again = packets > 1;
  return [
    again && `:for turn from=1 to=${packets} do={`,
    (again ? indented : linesAsTheyAre)(
      ":foreach target in=$targets do={",
      indented(
        again ? ":local asks ($turn = 1)" : ":local asks true",
        again && "# Further pings only where the first was answered.",
        again && ":if ($turn > 1 and ($got->$target) > 0) do={ :set asks true }",
        "# A round has to end before the next begins.",
        `:if (([/system resource get uptime] - $nowUp) > ${limit}s) do={ :set asks false }`,
        ":if ($asks) do={",
        indented(
          ":set askedNow ($askedNow + 1)",
          again ? ":if ($turn = 1) do={ :set ($got->$target) 0 }" : ":set ($got->$target) 0",
          again && ":if ($turn > 1) do={ :set sentNow ($sentNow + 1) }",
          echo(time(wait), again),
        ),
        "}",
      ),
      "}",
    ),
    again && "}",
  ];
}

const linesAsTheyAre = (...parts: readonly Text[]): readonly Text[] => parts;

/** One ping. An answer that takes longer than `interval` is none (manual, "Ping"): what is too late counts as lost. */
function echo(wait: string, again: boolean): Text {
  return [
    `:local answers [/ping $target count=1 interval=${wait} src-address=($seen->"home")]`,
    ":if ($answers > 0) do={",
    "  :set heard ($heard + 1)",
    "  :set ($got->$target) (($got->$target) + 1)",
    again ? "} else={ :if ($turn > 1) do={ :set lostNow ($lostNow + 1) } }" : "}",
  ];
}

/**
 * Netwatch asks by itself. Its counters tell what became of the tests since the last round; its state alone would hide one that
 * failed and was followed by a good one. RouterOS before the counters has the state only.
 */
function netwatch(office: DualWan, { targets }: Probing): Text {
  return [
    ':local before ($mind->"tests")',
    ':local tests [:toarray ""]',
    `:for number from=1 to=${targets.length} do={`,
    indented(
      ":local target [:pick $targets ($number - 1)]",
      ":do {",
      indented(
        `:local rowName (${tagged(office, "probe ").slice(1, -1)} . $number)`,
        ":local watched [/tool netwatch find where comment=$rowName]",
        ":if ([:len $watched] = 1) do={",
        indented(
          ":local done [/tool netwatch get $watched done-tests]",
          ":local failed [/tool netwatch get $watched failed-tests]",
          ':if ([:typeof $failed] != "num") do={',
          '  :set done (($before->$target->"done") + 1)',
          '  :set failed ($before->$target->"failed")',
          '  :if ([/tool netwatch get $watched status] = "down") do={ :set failed ($failed + 1) }',
          "}",
          ":set ($tests->$target) {done=$done;failed=$failed}",
          ':if ([:typeof ($before->$target)] = "array" and $done > ($before->$target->"done")) do={',
          indented(
            ':local fresh ($done - ($before->$target->"done"))',
            ':set ($got->$target) ($fresh - ($failed - ($before->$target->"failed")))',
            ":set askedNow ($askedNow + $fresh)",
            ":set heard ($heard + ($got->$target))",
          ),
          "}",
        ),
        `} else={ $complain (${quoted('needs one row "')} . $rowName . ${quoted('", found ')} . [:len $watched]) }`,
      ),
      '} on-error={ $complain ("cannot read the netwatch of " . $wanTag) }',
    ),
    "}",
    ':set ($mind->"tests") $tests',
  ];
}

/** First probes: lost ones count, except those to a target that is dead while others answer. */
const count: Text = [
  ":if ($askedNow > 0) do={",
  indented(
    ':local mute ($mind->"mute")',
    ":foreach target in=$targets do={",
    indented(
      ':if ([:typeof ($got->$target)] = "num") do={',
      indented(
        ":local silent ($mute->$target)",
        ':if ([:typeof $silent] != "num") do={ :set silent 0 }',
        ":if (($got->$target) > 0) do={",
        "  :set ($mute->$target) 0",
        "  :set sentNow ($sentNow + 1)",
        "} else={",
        "  :set ($mute->$target) ($silent + 1)",
        "  :if ($silent < 2 or $heard = 0) do={ :set sentNow ($sentNow + 1); :set lostNow ($lostNow + 1) }",
        "}",
      ),
      "}",
    ),
    "}",
    ':set ($mind->"mute") $mute',
  ),
  "}",
];
