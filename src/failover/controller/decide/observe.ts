/** What the router says of each line right now: link, address, route, and whether a probe could leak. */
import type { DualWan } from "../../args";
import { tagged } from "../phrases";
import { indented, quoted, type Text } from "../text";

/**
 * Fills `view`, by line: `rank`, `linked` (link, address and route are there), `ready` (may be probed), `home` (its address, the last one
 * known), `gate` (id of its default route; empty if there is not exactly one), `way` (that route's distance), `downs` (how often
 * its link was lost); `actual`, the line whose route is in use; `blinked`, whether the line in use was lost since the last round;
 * and `footing`, which changes with the lines that are linked, with their addresses, and with the one in use.
 */
export function observe(office: DualWan): Text {
  const rules = office.dialect === 7 ? "routing rule" : "ip route rule";
  const rule = tagged(office, "rule");
  return [
    ':local view [:toarray ""]',
    ':local actual ""',
    ":local nearest 256",
    ':local footing ""',
    ":foreach wan in=$wans do={",
    indented(
      ':local wanTag ($wan->"tag")',
      ':local wanPort ($wan->"port")',
      ':local seen {rank=($wan->"rank");linked=false;ready=false;home="";gate="";way=($wan->"rank");downs=0}',
      ":do {",
      indented(
        ":local routed false",
        route(office.dialect),
        ':local own [/ip address find where interface=$wanPort !disabled !invalid !(comment~"secondary")]',
        "# An address that went and came, too, is another row.",
        ":set footing ($footing . [:tostr $own])",
        ":local ports [/interface find where name=$wanPort running]",
        ":if ([:len $ports] = 1) do={",
        '  :set ($seen->"downs") [/interface get $ports link-downs]',
        '  :set ($seen->"linked") ($routed and [:len $own] > 0)',
        "}",
        "# Without its rule a probe would leave by whichever line is in use.",
        `:local rules [/${rules} find where comment=${rule}]`,
        ":if ([:len $rules] = 1) do={",
        indented(
          `:set ($seen->"home") [$bare [/${rules} get $rules src-address]]`,
          `:if ([/${rules} get $rules disabled] = true) do={`,
          `  $complain (${quoted('the rule "')} . ${rule} . ${quoted('" is switched off: the line is not probed')})`,
          '} else={ :set ($seen->"ready") ($seen->"linked") }',
        ),
        "} else={",
        indented(
          ':if ([:len $own] > 0) do={ :set ($seen->"home") [$bare [/ip address get [:pick $own 0] address]] }',
          `$complain (${quoted('needs one rule "')} . ${rule} . ${quoted('", found ')} . [:len $rules] . ": the line is not probed")`,
        ),
        "}",
      ),
      '} on-error={ $complain ($wanTag . ": cannot be looked at") }',
      ":set ($view->$wanTag) $seen",
      "# Lost and back between two rounds: other lines were used meanwhile.",
      ":if ($wanTag = $dualWanAt) do={",
      '  :if (($seen->"downs") > ($dualWanDowns->$wanTag)) do={ :set blinked true }',
      "}",
      ':set ($dualWanDowns->$wanTag) ($seen->"downs")',
      ':set footing ($footing . ($seen->"linked") . " ")',
    ),
    "}",
    ":set footing ($footing . $actual)",
    strangers(office),
  ];
}

/** The line's default route: there once, switched on, and with a gateway that can be reached. */
function route(dialect: 6 | 7): Text {
  return [
    ':local gates [/ip route find where comment=($wan->"gate")]',
    ":if ([:len $gates] = 1) do={",
    indented(
      ":if ([/ip route get $gates disabled] = true) do={",
      `  $complain (${quoted('the route "')} . ($wan->"gate") . ${quoted('" is switched off')})`,
      "} else={",
      indented(
        ':set ($seen->"gate") [:pick $gates 0]',
        ":local far [/ip route get $gates distance]",
        ':set ($seen->"way") $far',
        ":if ([/ip route get $gates active] = true) do={",
        "  :if ($far < $nearest) do={ :set actual $wanTag; :set nearest $far }",
        "}",
        // RouterOS 6 has no such flag; a route that lost its gateway is not active there, as one that lost on distance.
        dialect === 7
          ? ":if ([/ip route get $gates inactive] = true) do={ :set routed false } else={ :set routed true }"
          : ":set routed true",
      ),
      "}",
    ),
    `} else={ $complain (${quoted('needs one route "')} . ($wan->"gate") . ${quoted('", found ')} . [:len $gates]) }`,
  ];
}

/** A default route of somebody else's that is in use, alone or beside ours, takes the office's traffic. */
function strangers({ dialect, names }: DualWan): Text {
  const main = dialect === 7 ? "routing-table=main" : "!routing-mark";
  const ours = names.gateway(1).replace(/1$/, "[1-9]");
  return [
    `:foreach other in=[/ip route find where dst-address="0.0.0.0/0" ${main} active !(comment~"^${ours}\\$")] do={`,
    indented(
      ":local through [:tostr [/ip route get $other gateway]]",
      '$complain ("another default route is in use, by " . $through . ": traffic follows it, whatever is decided here")',
    ),
    "}",
  ];
}
