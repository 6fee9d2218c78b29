/** Doing it: distances, connections, and telling. */
import type { DualWan, Flush } from "../../args";
import { pinKey } from "../../plan/parts/mangle";
import { latest } from "../notify";
import { ends, inside } from "../phrases";
import { indented, map, members, quoted, type Text } from "../text";

export function move(office: DualWan): Text {
  const scripted = office.strategy.kind === "script";
  return [
    scripted ? distances(office) : followed,
    ":if ($want != $at) do={",
    indented(
      scripted && ":set dualWanMoved $nowUp",
      connections(office),
      office.flushDns && ':do { /ip dns cache flush } on-error={ $complain "cannot flush the DNS cache" }',
      office.updateCloudDns &&
        ':do { /ip cloud force-update } on-error={ $complain "cannot update the name at the cloud" }',
      ':set news (" " . $at . " -> " . $want . ": " . $reason . "." . $news)',
    ),
    "}",
    strands(office) && [
      "# What stayed on a dead line moves, now that the routes have: before, it would be marked for it again.",
      ":foreach gone in=$fallen do={",
      indented(":if ($gone != $want) do={", indented(ends(office, '($view->$gone->"home")')), "}"),
      "}",
    ],
    sweep(office),
    ":set dualWanAt $want",
    scripted && pins(office),
    scripted && status(office),
    tell(office),
  ];
}

/** The routes have chosen already. */
const followed: Text = [
  ":local at $dualWanAt",
  ':if ([:typeof ($view->$at)] != "array") do={ :set at $actual }',
  ":local want $actual",
  ':if ($want = "") do={ :set want $at }',
  ':local reason "the routes chose"',
];

/**
 * No two distances are ever equal, or RouterOS would use both; and no third line is used in between: what is in the way of the
 * line to use goes first, then that line, then the others from the last on.
 */
function distances({ lines }: DualWan): Text {
  // Of two, a standby that is down needs no write: nothing else could be used instead. Of more, it must not be the next.
  const passedOver = lines.length > 2 ? "($goal + 10)" : "$far";
  return [
    ":if (!$holds) do={",
    indented(
      ':local wantFar ($view->$want->"rank")',
      ":foreach stage in={1;2;3;4} do={",
      indented(
        `:for place from=${lines.length - 1} to=0 step=-1 do={`,
        indented(
          ":local wan ($wans->$place)",
          ':local wanTag ($wan->"tag")',
          ':local far ($view->$wanTag->"way")',
          ':local goal ($wan->"rank")',
          ":if ($wanTag != $want and $goal < $wantFar) do={ :set goal ($goal + 10) } else={",
          indented(
            `:if ($wanTag != $want and !($dualWanLines->$wanTag->"up")) do={ :set goal ${passedOver} }`,
          ),
          "}",
          ":local isDue ($stage = 4 or ($stage = 3 and $goal > $far) or ($stage = 2 and $wanTag = $want) or ($stage = 1 and $far = $wantFar and $wanTag != $want))",
          ':if ($isDue and $goal != $far and ($view->$wanTag->"gate") != "") do={',
          indented(
            ":do {",
            indented(
              '/ip route set ($view->$wanTag->"gate") distance=$goal',
              ':set ($view->$wanTag->"way") $goal',
              ':set ($dualWanLines->$wanTag->"way") $goal',
            ),
            '} on-error={ $complain ("cannot set the distance of " . ($wan->"gate")) }',
          ),
          "}",
        ),
        "}",
      ),
      "}",
    ),
    "}",
  ];
}

/** Connections stay with a line until they end, also with one that is not in use: they have to be told when it dies. */
export const strands = ({ flows, flush, strategy }: DualWan): boolean =>
  flows === "pin" && flush.what === "departed-wan" && strategy.kind === "script";

/** Connections that are not marked go where the routes say, whatever address they have. */
export const wander = ({ flows, flush }: DualWan): boolean =>
  flows === "follow" && flush.what === "departed-wan";

/**
 * After a boot, and when the line in use was gone between two rounds, connections have begun on other lines that the routes
 * now send by this one.
 */
function sweep(office: DualWan): Text {
  if (!wander(office)) return false;
  return [":if ($isFirst or $blinked) do={", indented(sweepTo(office, "$want")), "}"];
}

/** Ends the connections of every line but one. */
function sweepTo(office: DualWan, kept: string): Text {
  return [
    ":foreach wan in=$wans do={",
    ` :if (($wan->"tag") != ${kept}) do={`,
    indented(indented(ends(office, '($view->($wan->"tag")->"home")', '($wan->"tag")'))),
    " }",
    "}",
  ];
}

/** While the router boots nothing is decided, but lines come one after the other: connections have begun on another line. */
export const settle = (office: DualWan): Text => [
  "# Booting: nothing is decided, but connections may have begun on a line that is not used any more.",
  ":if ($footing != $dualWanFooting) do={",
  indented(sweepTo(office, "$actual")),
  "}",
];

/**
 * A DHCP line has its link before its lease, and may lose its lease alone. Masquerade gives what leaves meanwhile an address of the
 * inside (as Linux does), and the connection keeps it for as long as it lives. Such connections end when something has changed
 * about the lines; those to hosts inside (hairpin) are none of them.
 */
export function strays(office: DualWan): Text {
  const { natMode, lines, lan, flush } = office;
  const happens = natMode === "masquerade" && lines.some(({ gateway }) => gateway.by === "dhcp");
  if (!happens || flush.what !== "departed-wan") return false;
  const menu = "/ip firewall connection";
  return [
    "# Connections that began while a line had no address were translated to one of the inside.",
    ":if ($footing != $dualWanFooting) do={",
    indented(
      inside(lan.networks),
      ":foreach item in=[/ip address find where !disabled] do={",
      indented(
        ":local isInside true",
        ":local itemPort [/ip address get $item interface]",
        ':foreach wan in=$wans do={ :if (($wan->"port") = $itemPort) do={ :set isInside false } }',
        ":local lent [$bare [/ip address get $item address]]",
        ":if ($isInside) do={",
        indented(
          `:foreach entry in=[${menu} find where reply-dst-address~("^" . $lent . "(:|\\$)")] do={`,
          indented(
            ":do {",
            `  :if (![$inside [${menu} get $entry reply-src-address]]) do={ ${menu} remove $entry }`,
            "} on-error={}",
          ),
          "}",
        ),
        "}",
      ),
      "}",
    ),
    "}",
  ];
}

/** Which connections end. Pinned ones stay with a line that still works until they end by themselves. */
function connections(office: DualWan): Text {
  const { flush, flows, strategy } = office;
  switch (flush.what) {
    case "nothing":
      return false;
    case "services":
      return services(office.dialect, flush);
    case "departed-wan": {
      const end = ends(office, '($view->$at->"home")', "$at");
      return flows === "pin" && strategy.kind === "script"
        ? [':if (!($dualWanLines->$at->"up")) do={', indented(end), "}"]
        : end;
    }
  }
}

/** Connections of services, wherever they go. RouterOS 6 writes the port behind the address. */
function services(dialect: 6 | 7, { services: wanted }: Extract<Flush, { what: "services" }>): Text {
  const ends = (data: readonly string[], where: string): Text =>
    data.length > 0 && [
      ":foreach service in={",
      members(data),
      "} do={",
      ` :foreach entry in=[/ip firewall connection find where ${where}] do={`,
      "  :do { /ip firewall connection remove $entry } on-error={}",
      " }",
      "}",
    ];
  const port = '($service->"port")';
  return [
    ends(
      wanted
        .filter((service) => service.port !== undefined)
        .map((service) => map({ protocol: service.protocol, port: service.port ?? 0 })),
      `protocol=($service->"protocol") ${dialect === 7 ? `dst-port=${port}` : `dst-address~(":" . ${port} . "\\$")`}`,
    ),
    ends(
      wanted.filter((service) => service.port === undefined).map(({ protocol }) => quoted(protocol)),
      "protocol=$service",
    ),
  ];
}

/** Pins with a way out: off while their line is down, on again with it. */
function pins(office: DualWan): Text {
  const loose = office.pins.filter(({ mode }) => mode === "fallback");
  if (loose.length === 0) return false;
  const data = loose.map((pin) => map({ row: pinKey(office, pin), line: pin.line.name }));
  return [
    "# Pins with a way out are off while their line is down.",
    ":foreach pin in={",
    members(data),
    "} do={",
    indented(
      ":do {",
      indented(
        ':local ids [/ip firewall mangle find where comment=($pin->"row")]',
        ":if ([:len $ids] = 1) do={",
        indented(
          ":local isOff ([/ip firewall mangle get $ids disabled] = true)",
          ':local isDown (!($dualWanLines->($pin->"line")->"up"))',
          ":if ($isOff != $isDown) do={",
          indented(
            "/ip firewall mangle set $ids disabled=$isDown",
            office.flush.what === "departed-wan" && [
              ":if ($isDown) do={",
              indented(ends(office, '($view->($pin->"line")->"home")')),
              "}",
            ],
            `:log info (${quoted(`${office.names.log}: `)} . ($pin->"row") . ", off: " . $isDown)`,
          ),
          "}",
        ),
        `} else={ $complain (${quoted('needs one row "')} . ($pin->"row") . ${quoted('" in /ip firewall mangle, found ')} . [:len $ids]) }`,
      ),
      '} on-error={ $complain ("cannot switch " . ($pin->"row")) }',
    ),
    "}",
  ];
}

/** One row says what is used, since when and why: written when another line is used, and never else. */
function status({ names }: DualWan): Text {
  const record = quoted(names.script.status);
  return [
    `:local records [/system script find where name=${record}]`,
    ":if ([:len $records] = 1) do={",
    indented(
      ":local written [:tostr [/system script get $records source]]",
      ':if ([:typeof [:find $written ("wan=" . $want . ";")]] != "num") do={',
      indented(
        ":local turns 0",
        ':local place [:find $written "switches="]',
        ':if ([:typeof $place] = "num") do={ :set turns ([:tonum [:pick $written ($place + 9) [:len $written]]] + 1) }',
        ":local when [:tostr [/system clock get date]]",
        "# Without a battery the clock says 1970 until NTP has answered.",
        ':if ($when ~ "1970") do={ :set when ("uptime " . $nowUp) } else={ :set when ($when . " " . [/system clock get time]) }',
        ':if ($reason = "") do={ :set reason "set up" }',
        ':local record ("wan=" . $want . ";since=" . $when . ";why=" . $reason . ";switches=" . $turns)',
        ":do {",
        '  /system script set $records source=$record comment=($want . " since " . $when . ": " . $reason)',
        `} on-error={ $complain ${quoted(`cannot write ${names.script.status}`)} }`,
      ),
      "}",
    ),
    `} else={ $complain ${quoted(`needs one script ${names.script.status}`)} }`,
  ];
}

/** Hands the news to the notify script, one copy for each that is to be told. */
function tell({ notify, names }: DualWan): Text {
  const log = `:if ($news != "") do={ :log warning (${quoted(`${names.log}:`)} . $news) }`;
  if (notify.length === 0) return log;
  return [
    log,
    ":global dualWanQueue",
    ':if ([:typeof $dualWanQueue] != "array") do={ :set dualWanQueue [:toarray ""] }',
    ':if ($news != "") do={',
    indented(
      `:for reader from=0 to=${notify.length - 1} do={ :set dualWanQueue ($dualWanQueue , ($reader . "|" . $news)) }`,
      latest,
    ),
    "}",
  ];
}
