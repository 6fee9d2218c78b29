/**
 * The sync script: brings addresses and gateways of the lines into every row that uses them, and puts a line that has lost
 * its link behind the others, so that its return alone moves no traffic. It asks nobody, waits for nothing, writes only
 * what differs, and may run beside itself.
 */
import type { DualWan } from "../args";
import { bare, complaints, flush, stubOf, tagged, wans } from "./phrases";
import { indented, quoted, script, type Text } from "./text";

/** Uptime in which a line that is not there yet counts as booting, not as lost. */
export const bootGrace = "1m";

export function syncSource(office: DualWan): string {
  const { names } = office;
  const { begin, end } = complaints(names.log, "dualWanSync");
  return script(
    `# ${names.log}, sync: brings the addresses and gateways of the lines into every row that uses them, and puts a line`,
    `# that has lost its link behind the others. Runs in every round of ${names.script.decide}, by the lines' hooks, and by`,
    `# hand: /system script run ${names.script.sync}. Writes only what differs.`,
    wans(office, (line) => ({
      gate: names.gateway(line.number),
      via: line.gateway.by === "dhcp" ? "dhcp" : "",
      home: line.address ?? "",
      stub: stubOf(line),
    })),
    begin,
    bare,
    rowChecks(names.log),
    office.flush.what === "departed-wan" && flush,
    "# Which lines have a link and an address; how many.",
    ':local lost [:toarray ""]',
    ":local alive 0",
    ":foreach wan in=$wans do={",
    indented(
      ':local wanTag ($wan->"tag")',
      ':local wanPort ($wan->"port")',
      ':local wanStub ($wan->"stub")',
      ":set ($lost->$wanTag) true",
      ":local ports [/interface find where name=$wanPort]",
      ":if ([:len $ports] != 1) do={",
      '  $complain ($wanTag . ": there is no interface " . $wanPort . ". Was it renamed?")',
      "} else={",
      indented(
        address(),
        office.lines.some(({ gateway }) => gateway.by === "dhcp") && leasedGateway(),
        ':if ([/interface get $ports running] and $wanAddress != "") do={',
        "  :set ($lost->$wanTag) false",
        "  :set alive ($alive + 1)",
        "}",
        interfaces(office),
        ':if ($wanAddress != "") do={',
        indented(addresses(office)),
        "}",
        gateways(office),
      ),
      "}",
    ),
    "}",
    moves(office) && demote(office),
    end,
  );
}

/** Whether the distances are the scripts' business: routes that check themselves are left alone. */
const moves = ({ strategy }: DualWan): boolean => strategy.kind === "script";

/** The line's address: the one that was named, else the one it was given, else the one that stands on it. */
function address(): Text {
  const found = (what: string) =>
    `[/ip address find where interface=$wanPort ${what} !disabled !invalid !(comment~"secondary")]`;
  return [
    "# Its own address: a dynamic one first, never one whose comment says secondary.",
    ':local wanAddress ($wan->"home")',
    ':if ($wanAddress != "") do={',
    '  :if ([:len [/ip address find where interface=$wanPort !disabled !invalid address~("^" . $wanAddress . "/")]] = 0) do={ :set wanAddress "" }',
    "} else={",
    `  :local own ${found("dynamic")}`,
    `  :if ([:len $own] = 0) do={ :set own ${found("!dynamic")} }`,
    '  :if ([:len $own] > 1) do={ $complain ($wanTag . ": " . $wanPort . " has several addresses; mark all but one with the comment secondary") }',
    "  :if ([:len $own] > 0) do={ :set wanAddress [$bare [/ip address get [:pick $own 0] address]] }",
    "}",
  ];
}

function leasedGateway(): Text {
  return [
    ':local wanGateway ""',
    ':if (($wan->"via") = "dhcp") do={',
    "  :local clients [/ip dhcp-client find where interface=$wanPort]",
    "  :if ([:len $clients] = 1) do={",
    "    :set wanGateway [:tostr [/ip dhcp-client get $clients gateway]]",
    '  } else={ $complain ($wanTag . ": needs one DHCP client on " . $wanPort . ", found " . [:len $clients]) }',
    '  :if ($wanGateway = "") do={ :set wanAddress "" }',
    "}",
  ];
}

interface Follower {
  /** RouterOS menu, with blanks. */
  readonly menu: string;
  /** What the row is known by, as an expression. */
  readonly comment: string;
  readonly property: string;
  /** Expression of the value it should have, and of what stands for one that is not known yet. */
  readonly wanted: string;
  readonly stub?: string;
  /** Form of the value as it is written, where that differs. */
  readonly written?: string;
  /** Remembers what was there before. */
  readonly remember?: boolean;
}

/** What every row below needs: to be there once, and to be written only when it differs. */
function rowChecks(log: string): Text {
  return [
    "# Whether there is exactly one row; whether a value differs, which is logged.",
    ":local single do={",
    "  :local ids $1",
    "  :if ([:len $ids] = 1) do={ :return true }",
    '  [$3 ("needs one row "" . $2 . "", found " . [:len $ids])]',
    "  :return false",
    "}",
    ":local differs do={",
    "  :if ($1 = $2) do={ :return false }",
    `  :log info (${quoted(`${log}: `)} . $3 . ": " . $1 . " -> " . $2)`,
    "  :return true",
    "}",
  ];
}

/** One row that must hold a value. A row with the stand-in is switched on with its first value. */
function follow({ menu, comment, property, wanted, stub, written = wanted, remember }: Follower): Text {
  const wake = stub === undefined ? "" : `; :if ($before = ${stub}) do={ /${menu} enable $ids }`;
  const keep = remember === true ? "; :set oldAddress $before" : "";
  return [
    ":do {",
    indented(
      `:local rowName ${comment}`,
      `:local ids [/${menu} find where comment=$rowName]`,
      ":if ([$single $ids $rowName $complain]) do={",
      indented(
        `:local before [$bare [/${menu} get $ids ${property}]]`,
        `:if ([$differs $before ${wanted} $rowName]) do={ /${menu} set $ids ${property}=${written}${wake}${keep} }`,
      ),
      "}",
    ),
    `} on-error={ $complain ("cannot write " . ${comment}) }`,
  ];
}

/** Every row that holds the line's address: the list before the rule that drops what is not in it. */
function addresses(office: DualWan): Text {
  const { dialect } = office;
  const holder = { wanted: "$wanAddress", stub: "$wanStub" } as const;
  const row = (menu: string, what: string, property: string, more: Partial<Follower> = {}): Text =>
    follow({ menu, comment: tagged(office, what), property, ...holder, ...more });
  return [
    ':local oldAddress ""',
    row(dialect === 7 ? "routing rule" : "ip route rule", "rule", "src-address", { remember: true }),
    row("ip firewall mangle", "mangle", "src-address"),
    office.natMode === "src-nat" && row("ip firewall nat", "NAT", "to-addresses"),
    office.sourceGuard && [row("ip firewall address-list", "src IP", "address"), guard(office)],
    tunnels(office),
    probes(office),
    office.flush.what === "departed-wan" && [
      "# What was translated to the old address cannot be answered any more.",
      ':if ($oldAddress != "" and $oldAddress != $wanStub) do={ $flush $oldAddress }',
    ],
  ];
}

/** The rule that drops what has another address is switched on once, when the list has the address. */
function guard(office: DualWan): Text {
  const menu = "ip firewall filter";
  return [
    ":do {",
    indented(
      `:local rowName ${tagged(office, "restrict output")}`,
      `:local ids [/${menu} find where comment=$rowName]`,
      ":if ([$single $ids $rowName $complain]) do={",
      indented(
        `:if ([$bare [/${menu} get $ids dst-address]] = $wanStub) do={`,
        `  /${menu} set $ids !dst-address disabled=no`,
        `  :log info (${quoted(`${office.names.log}: `)} . $rowName . ": on")`,
        "}",
      ),
      "}",
    ),
    `} on-error={ $complain ("cannot write " . ${tagged(office, "restrict output")}) }`,
  ];
}

/** Tunnels are found by their comment, whoever made them: those of the how-to are called the same. */
function tunnels(office: DualWan): Text {
  const each = (menu: string, where: string, property: string, write: string): Text => [
    `:foreach item in=[/${menu} find where ${where}] do={`,
    indented(
      ":do {",
      `  :if ([$differs [$bare [/${menu} get $item ${property}]] $wanAddress $rowName]) do={ /${menu} set $item ${write} }`,
      '} on-error={ $complain ("cannot write " . $rowName) }',
    ),
    "}",
  ];
  return [
    `:local rowName ${tagged(office, "GRE")}`,
    each("interface gre", "comment=$rowName", "local-address", "local-address=$wanAddress"),
    `:set rowName ${tagged(office, "IPSec policy")}`,
    each(
      "ip ipsec policy",
      'comment~("^" . $rowName)',
      "src-address",
      'sa-src-address=$wanAddress src-address=($wanAddress . "/32")',
    ),
  ];
}

/** Probes of netwatch leave from the line's address. */
function probes(office: DualWan): Text {
  const { strategy } = office;
  if (strategy.kind !== "script" || strategy.probing.kind === "ping") return false;
  const { targets } = strategy.probing;
  return [
    `:foreach number in={${targets.map((_, index) => index + 1).join(";")}} do={`,
    indented(
      follow({
        menu: "tool netwatch",
        comment: `(${tagged(office, "probe ").slice(1, -1)} . $number)`,
        property: "src-address",
        wanted: "$wanAddress",
        stub: "$wanStub",
      }),
    ),
    "}",
  ];
}

/** The rows that name the line's interface, as in the how-to: another name in the data above is carried into them. */
function interfaces(office: DualWan): Text {
  const { flows, sourceGuard } = office;
  const row = (menu: string, what: string, property: string): Text =>
    follow({ menu, comment: tagged(office, what), property, wanted: "$wanPort" });
  return [
    row("ip firewall mangle", "mark conn", "in-interface"),
    row("ip firewall nat", "NAT", "out-interface"),
    sourceGuard && row("ip firewall filter", "restrict output", "out-interface"),
    flows === "pin" && [
      row("ip firewall mangle", "mark leaving", "out-interface"),
      row("ip firewall mangle", "mark own leaving", "out-interface"),
    ],
  ];
}

/** Routes over a lease follow its gateway. */
function gateways(office: DualWan): Text {
  const { names, strategy, lines } = office;
  if (!lines.some(({ gateway }) => gateway.by === "dhcp")) return false;
  const hop = '($wanGateway . "%" . $wanPort)';
  const stub = '($wanStub . "%" . $wanPort)';
  const route = (comment: string): Text =>
    follow({ menu: "ip route", comment, property: "gateway", wanted: hop, stub });
  const canaries = strategy.kind === "recursive" ? strategy.checking.canaries : [];
  return [
    ':if (($wan->"via") = "dhcp" and $wanGateway != "") do={',
    indented(
      follow({
        menu: "ip route",
        comment: tagged(office, "gateway"),
        property: "dst-address",
        wanted: "$wanGateway",
        written: '($wanGateway . "/32")',
        stub: "$wanStub",
      }),
      route(tagged(office, "route")),
      strategy.kind === "script" && route('($wan->"gate")'),
      lines.map((line) =>
        line.gateway.by === "dhcp" && canaries[line.number - 1] !== undefined
          ? [
              `:if ($wanTag = ${quoted(line.name)}) do={`,
              indented(
                (canaries[line.number - 1] ?? []).map((canary) =>
                  route(quoted(names.ofLine(line.name, `canary ${canary}`))),
                ),
              ),
              "}",
            ]
          : false,
      ),
    ),
    "}",
  ];
}

/** A line without a link goes behind the others, while one of them has one. */
function demote(office: DualWan): Text {
  const { names, dialect } = office;
  const rules = dialect === 7 ? "routing rule" : "ip route rule";
  return [
    ":local upFor [/system resource get uptime]",
    `:if ($alive > 0 and $upFor > ${bootGrace}) do={`,
    indented(
      ":foreach wan in=$wans do={",
      indented(
        ':local wanTag ($wan->"tag")',
        ":if ($lost->$wanTag) do={",
        indented(
          ':local gates [/ip route find where comment=($wan->"gate")]',
          ":if ([:len $gates] = 1) do={",
          indented(
            ':if ([/ip route get $gates distance] = ($wan->"rank")) do={',
            indented(
              '/ip route set $gates distance=(($wan->"rank") + 10)',
              `:log info (${quoted(`${names.log}: `)} . $wanTag . ": no link or no address, moved behind the others")`,
              office.flush.what === "departed-wan" && [
                `:local ids [/${rules} find where comment=${tagged(office, "rule")}]`,
                `:if ([:len $ids] = 1) do={ $flush [$bare [/${rules} get $ids src-address]] }`,
              ],
            ),
            "}",
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
