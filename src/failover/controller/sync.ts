/**
 * The sync script: brings addresses and gateways of the lines into every row that uses them, and puts a line that has lost
 * its link behind the others, so that its return alone moves no traffic. It asks nobody, waits for nothing, writes only
 * what differs, and may run beside itself.
 */
import type { DualWan } from "../args";
import { bare, complaints, flush, isSingle, stubOf, tagged, wans } from "./phrases";
import { indented, members, quoted, script, type Text } from "./text";

/** Uptime in which a line that is not there yet counts as booting, not as lost. */
export const bootGrace = "1m";

export function syncSource(office: DualWan): string {
  const { names } = office;
  const { begin, end } = complaints(names.log, "dualWanSync", true);
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
    differs(names.log),
    flush(false),
    "# Which lines have a link and an address; how many.",
    ':local lost [:toarray ""]',
    ":local alive 0",
    ":foreach wan in=$wans do={",
    indented(
      ':local wanTag ($wan->"tag")',
      ':local wanPort ($wan->"port")',
      ':local wanStub ($wan->"stub")',
      ':local rowName ""',
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
        ':if ($wanAddress != "") do={',
        indented(rows(office)),
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
    '  :local held [/ip address find where interface=$wanPort !disabled !invalid address~("^" . $wanAddress . "/")]',
    '  :if ([:len $held] = 0) do={ :set wanAddress "" }',
    "} else={",
    `  :local own ${found("dynamic")}`,
    `  :if ([:len $own] = 0) do={ :set own ${found("!dynamic")} }`,
    "  :if ([:len $own] > 1) do={",
    '    $complain ($wanTag . ": " . $wanPort . " has several addresses; mark all but one with the comment secondary")',
    "  }",
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

/** A property that must hold a value. */
interface Value {
  readonly property: string;
  /** Expression of the value it should have, and of what stands for one that is not known yet. */
  readonly wanted: string;
  readonly stub?: string;
  /** Form of the value as it is written, where that differs. */
  readonly written?: string;
  /** What is written with it: `action=src-nat`. */
  readonly along?: string;
  /** Remembers what was there before. */
  readonly remember?: boolean;
}

/** Rows are written only when they differ, which is logged. */
const differs = (log: string): Text => [
  "# Whether a value differs, which is logged.",
  ":local differs do={",
  "  :if ($1 = $2) do={ :return false }",
  `  :log info (${quoted(`${log}: `)} . $3 . ": " . $1 . " -> " . $2)`,
  "  :return true",
  "}",
];

/** One property of the row `$ids`. A row with the stand-in is switched on with its first value. */
function hold(menu: string, { property, wanted, stub, written = wanted, along, remember }: Value): Text {
  const get = `[/${menu} get $ids ${property}]`;
  const set = `/${menu} set $ids ${property}=${written}${along === undefined ? "" : ` ${along}`}`;
  if (stub === undefined)
    return [`:if ([$differs [:tostr ${get}] ${wanted} $rowName]) do={`, indented(set), "}"];
  return [
    `:local before [$bare ${get}]`,
    `:if ([$differs $before ${wanted} $rowName]) do={`,
    indented(
      set,
      `:if ($before = ${stub}) do={ /${menu} enable $ids }`,
      remember === true && ":set oldAddress $before",
    ),
    "}",
  ];
}

/** One row and what it must hold. */
const follow = (menu: string, comment: string, ...values: readonly Value[]): Text =>
  one(menu, comment, ...values.map((value) => hold(menu, value)));

/** The same for several rows that must hold the same. */
const followAll = (menu: string, comments: readonly string[], value: Value): Text => [
  ":foreach rowName in={",
  members(comments),
  "} do={",
  indented(theOne(menu, hold(menu, value))),
  "}",
];

/** Something that is done with the one row that has a comment. */
const one = (menu: string, comment: string, ...what: readonly Text[]): Text => [
  `:set rowName ${comment}`,
  theOne(menu, ...what),
];

/** What is done with the row whose comment is in `rowName`. What fails is said, and the rest still done. */
function theOne(menu: string, ...what: readonly Text[]): Text {
  return [
    ":do {",
    indented(
      `:local ids [/${menu} find where comment=$rowName]`,
      `:if (${isSingle}) do={`,
      indented(...what),
      "}",
    ),
    '} on-error={ $complain ("cannot write " . $rowName) }',
  ];
}

/** The line's address, and what stands for it. */
const own = { wanted: "$wanAddress", stub: "$wanStub" } as const;

/**
 * Every row that holds the line's address or names its interface: the list before the rule that drops what is not in it. The
 * interface as in the how-to: another name in the data above is carried into the rows.
 */
function rows(office: DualWan): Text {
  const { dialect, natMode, sourceGuard, flows } = office;
  const tag = (what: string) => tagged(office, what);
  const port = (property: string): Value => ({ property, wanted: "$wanPort" });
  const mangle = "ip firewall mangle";
  return [
    ':local oldAddress ""',
    follow(dialect === 7 ? "routing rule" : "ip route rule", tag("rule"), {
      property: "src-address",
      ...own,
      remember: true,
    }),
    follow(mangle, tag("mark conn"), port("in-interface")),
    follow(mangle, tag("mangle"), { property: "src-address", ...own }),
    flows === "pin" &&
      followAll(mangle, [tag("mark leaving"), tag("mark own leaving")], port("out-interface")),
    follow(
      "ip firewall nat",
      tag("NAT"),
      port("out-interface"),
      ...(natMode === "src-nat"
        ? [{ property: "to-addresses", wanted: own.wanted, along: "action=src-nat" }]
        : []),
    ),
    sourceGuard && [
      follow("ip firewall address-list", tag("src IP"), { property: "address", ...own }),
      guard(office),
    ],
    tunnels(office),
    probes(office),
    "# What was translated to the old address cannot be answered any more, whatever a switch ends.",
    ':if ($oldAddress != "" and $oldAddress != $wanStub) do={ $flush $oldAddress }',
  ];
}

/** The rule that drops what has another address is switched on once, when the list has the address. */
function guard(office: DualWan): Text {
  const menu = "ip firewall filter";
  return one(
    menu,
    tagged(office, "restrict output"),
    hold(menu, { property: "out-interface", wanted: "$wanPort" }),
    `:if ([$bare [/${menu} get $ids dst-address]] = $wanStub) do={`,
    `  /${menu} set $ids !dst-address disabled=no`,
    `  :log info (${quoted(`${office.names.log}: `)} . $rowName . ": on")`,
    "}",
  );
}

/** Tunnels are found by their comment, whoever made them: those of the how-to are called the same. */
function tunnels(office: DualWan): Text {
  const each = (menu: string, where: string, property: string, write: string): Text => [
    `:foreach item in=[/${menu} find where ${where}] do={`,
    indented(
      ":do {",
      `  :if ([$differs [$bare [/${menu} get $item ${property}]] $wanAddress $rowName]) do={`,
      `    /${menu} set $item ${write}`,
      "  }",
      '} on-error={ $complain ("cannot write " . $rowName) }',
    ),
    "}",
  ];
  return [
    `:set rowName ${tagged(office, "GRE")}`,
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
  return [
    `:for number from=1 to=${strategy.probing.targets.length} do={`,
    indented(
      follow("tool netwatch", `(${tagged(office, "probe ").slice(1, -1)} . $number)`, {
        property: "src-address",
        ...own,
      }),
    ),
    "}",
  ];
}

/** Routes over a lease follow its gateway. */
function gateways(office: DualWan): Text {
  const { names, strategy, lines } = office;
  if (!lines.some(({ gateway }) => gateway.by === "dhcp")) return false;
  const routes = (...comments: readonly string[]): Text =>
    followAll("ip route", comments, {
      property: "gateway",
      wanted: '($wanGateway . "%" . $wanPort)',
      stub: '($wanStub . "%" . $wanPort)',
    });
  const canaries = strategy.kind === "recursive" ? strategy.checking.canaries : [];
  return [
    ':if (($wan->"via") = "dhcp" and $wanGateway != "") do={',
    indented(
      follow("ip route", tagged(office, "gateway"), {
        property: "dst-address",
        wanted: "$wanGateway",
        written: '($wanGateway . "/32")',
        stub: "$wanStub",
      }),
      routes(tagged(office, "route"), ...(strategy.kind === "script" ? ['($wan->"gate")'] : [])),
      lines.map(({ gateway, name, number }) => {
        const own = canaries[number - 1];
        if (gateway.by !== "dhcp" || own === undefined) return false;
        return [
          `:if ($wanTag = ${quoted(name)}) do={`,
          indented(routes(...own.map((canary) => quoted(names.ofLine(name, `canary ${canary}`))))),
          "}",
        ];
      }),
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
