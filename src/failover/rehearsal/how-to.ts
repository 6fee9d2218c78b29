/**
 * What a rehearsal compares with: an office set up by the how-to "Резервирование интернет-канала на маршрутизаторах Mikrotik"
 * (Voxlink, 2017). The script is our own text, and behaves as the how-to's, faults included: every 45 s it brings addresses and
 * gateways into the rows it finds by comment, pings four hosts once by each line with a second between them, and takes the
 * second line when the first answers none.
 *
 * On RouterOS 7 it is what a careful person makes of it there, as in `examples/article`: tables, marks and conditions in the
 * form that RouterOS 7 takes; the line itself as the gateway of a point-to-point line; `immediate-gw` for `gateway-status`,
 * which RouterOS 7 lacks; and a flush by `reply-dst-address`, because the how-to's own (`dst-address~".*:5060"`) matches nothing
 * where ports are columns of their own.
 */
import type { DualWan, Line } from "../args";
import { quoted } from "../controller/text";
import { placeholder } from "../plan/placeholder";
import type { Controller } from "./stage";

/** Between two runs, as the how-to says. */
const period = "45s";

/** The hosts that it pings. */
const targets = ["77.88.8.8", "8.8.8.8", "94.100.180.200", "208.67.222.222"];

export const howTo: Controller = {
  name: "the how-to",
  hosts: targets,
  beginsAnew: true,
  unfit: ({ lines }) => (lines.length > 2 ? "the how-to is for two lines" : undefined),
  install: (office) => ({ rsc: configuration(office) }),
};

interface Words {
  readonly rules: string;
  /** What puts a route into a line's table. */
  readonly table: (line: string) => string;
  /** Routing mark of a line. */
  readonly mark: (line: string) => string;
  readonly start: string;
}

const words: Readonly<Record<6 | 7, Words>> = {
  6: {
    rules: "/ip route rule",
    table: (line) => `routing-mark=${line}`,
    mark: (line) => `to-${line}`,
    start: "jan/01/1970",
  },
  7: {
    rules: "/routing rule",
    table: (line) => `routing-table=${line}`,
    mark: (line) => line,
    start: "1970-01-01",
  },
};

/** The names of the how-to, whatever the lines are called. */
const tag = (line: Pick<Line, "number">): string => `ISP${line.number}`;

function configuration(office: DualWan): string {
  const { dialect, lines, lan } = office;
  const { rules, table, mark, start } = words[dialect];
  const each = (of: (line: Line) => readonly string[]) => lines.flatMap(of);
  const own = (line: Line) => placeholder(line);
  const gateway = (line: Line) => standingGateway(office, line) ?? own(line);
  return [
    ...each(access),
    ...(dialect === 7
      ? [
          `/interface list add name=${lan.wanList}`,
          ...each((line) => [
            `/interface list member add list=${lan.wanList} interface=${quoted(line.interface)}`,
            `/routing table add name=${tag(line)} fib=yes`,
          ]),
        ]
      : []),
    ...each((line) => [
      `/ip firewall mangle add comment="${tag(line)} mark conn" chain=prerouting connection-state=new in-interface=${quoted(line.interface)} action=mark-connection new-connection-mark=from-${tag(line)}`,
    ]),
    ...each((line) => [
      `/ip firewall mangle add chain=prerouting connection-mark=from-${tag(line)}${dialect === 7 ? ` in-interface-list=!${lan.wanList} dst-address-type=!local` : ""} action=mark-routing new-routing-mark=${mark(tag(line))}`,
    ]),
    ...each((line) => [
      `/ip firewall mangle add chain=output connection-mark=from-${tag(line)} action=mark-routing new-routing-mark=${mark(tag(line))}`,
    ]),
    ...each((line) => [
      `/ip firewall mangle add comment="${tag(line)} mangle" chain=output src-address=${own(line)} action=mark-routing new-routing-mark=${mark(tag(line))}`,
      `/ip firewall nat add comment="${tag(line)} NAT" chain=srcnat out-interface=${quoted(line.interface)} action=src-nat to-addresses=${own(line)}`,
      `/ip route add comment="${tag(line)} route" distance=1 gateway=${quoted(gateway(line))} ${table(tag(line))}`,
      `/ip route add comment=GW${line.number} distance=${line.number} gateway=${quoted(gateway(line))}`,
    ]),
    ...each((line) => [
      `${rules} add comment="${tag(line)} rule" src-address=${own(line)}/32 table=${tag(line)} action=lookup`,
    ]),
    ...["192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12"].map(
      (network) => `${rules} add dst-address=${network} table=main action=lookup`,
    ),
    ...(dialect === 6
      ? each((line) => [`${rules} add routing-mark=to-${tag(line)} table=${tag(line)}`])
      : []),
    ...each((line) => [
      `/ip firewall address-list add list=${tag(line)}_src_IPs address=${own(line)} comment="${tag(line)} src IP"`,
      ...line.secondaryAddresses.map(
        (address) =>
          `/ip firewall address-list add list=${tag(line)}_src_IPs address=${address.split("/")[0]}`,
      ),
      `/ip firewall filter add comment="${tag(line)} restrict output" chain=output out-interface=${quoted(line.interface)} src-address-list=!${tag(line)}_src_IPs action=drop`,
    ]),
    ...office.gre.map(
      ({ name, line, remoteAddress }) =>
        `/interface gre add name=${quoted(name)} comment="${tag(line)} GRE" local-address=${own(line)} remote-address=${remoteAddress}`,
    ),
    ...office.ipsec.map(
      ({ line, peer, dstAddress, proposal }) =>
        `/ip ipsec policy add comment="${tag(line)} IPSec policy" peer=${quoted(peer)} src-address=${own(line)}/32 sa-src-address=${own(line)} dst-address=${dstAddress} proposal=${quoted(proposal)}`,
    ),
    `/system script add name=upd_route_rules policy=read,write,test source=${quoted(script(office))}`,
    "/system script run upd_route_rules",
    `/system scheduler add name=upd_route_rules interval=${period} on-event=upd_route_rules policy=read,write,test start-date=${start} start-time=00:00:00`,
    "",
  ].join("\n");
}

/**
 * The gateway as a person writes it into the line's rows, once: one that stands, or a point-to-point line itself. Undefined where
 * the script finds it. A PPPoE line of RouterOS 6 has the provider's address.
 */
function standingGateway({ dialect }: DualWan, { gateway, access, interface: port }: Line) {
  // Whether an address from elsewhere is in its gateway's network is not known: the interface makes it reachable all the same.
  if (gateway.by === "address")
    return access.kind === "existing" ? `${gateway.address}%${port}` : gateway.address;
  if (gateway.by === "interface" && (dialect === 7 || access.kind !== "pppoe")) return port;
  return undefined;
}

/** The lines as the how-to sets them up: their own default routes at distances 11 and 12, a PPPoE line without keep-alive. */
function access(line: Line): string[] {
  return [
    ...ownAddress(line),
    ...line.secondaryAddresses.map((address) => addressRow(line, address, "secondary")),
  ];
}

function ownAddress(line: Line): string[] {
  const distance = 10 + line.number;
  switch (line.access.kind) {
    case "pppoe": {
      const { port, user, password } = line.access;
      return [
        `/interface pppoe-client add name=${quoted(line.interface)} interface=${quoted(port)} user=${quoted(user)} password=${quoted(password)} add-default-route=yes default-route-distance=${distance} keepalive-timeout=disabled disabled=no`,
      ];
    }
    case "dhcp":
      return [
        `/ip dhcp-client add interface=${quoted(line.interface)} default-route-distance=${distance} use-peer-dns=no disabled=no`,
      ];
    case "static":
      return [addressRow(line, line.access.address, "")];
    case "existing":
      return [];
  }
}

const addressRow = (line: Line, address: string, comment: string): string =>
  `/ip address add address=${address} interface=${quoted(line.interface)} comment=${quoted(comment)}`;

/** One round, no memory, decided by a single ping to each host. A route GW1 or GW2 that is missing or double ends it. */
function script(office: DualWan): string {
  const { lines } = office;
  return [
    ...lines.flatMap((line) => begin(office, line)),
    ...lines.flatMap(followGateway),
    ...lines.flatMap((line) => followAddress(office, line)),
    ...lines.map(({ number }) => `:local answers${number} 0`),
    `:foreach host in={${targets.join(";")}} do={`,
    ...lines.map(
      ({ number: n }) =>
        `:if (!$off${n}) do={ :set answers${n} ($answers${n} + [/ping $host count=1 interface=$port${n}]) }`,
    ),
    ":delay 1s",
    "}",
    ':local route1 [/ip route find where comment="GW1"]',
    ':local route2 [/ip route find where comment="GW2"]',
    ":local way1 [/ip route get $route1 distance]",
    ":local way2 [/ip route get $route2 distance]",
    ":if ($answers1 > 0 and $way1 >= $way2) do={",
    ...take(office, { line: 1, distances: [1, 2] }),
    "}",
    ":if ($answers1 = 0 and $answers2 > 0 and $way2 >= $way1) do={",
    ...take(office, { line: 2, distances: [2, 1] }),
    "}",
    "",
  ].join("\n");
}

interface Taken {
  readonly line: 1 | 2;
  /** Of GW1 and GW2. */
  readonly distances: readonly [number, number];
}

/** GW1 is written first, whichever line is taken. */
const take = ({ dialect }: DualWan, { line, distances }: Taken): string[] => [
  `/ip route set $route1 distance=${distances[0]}`,
  `/ip route set $route2 distance=${distances[1]}`,
  ...flush[dialect](line === 1 ? 2 : 1),
  `:log info "Switched to GW${line}"`,
];

/** Which connections are ended when a line is left. */
const flush: Readonly<Record<6 | 7, (left: number) => readonly string[]>> = {
  6: () => [
    ...["5060", "4569", "4500", "500", "1701"].map(
      (port) => `/ip firewall connection remove [find where dst-address~".*:${port}"]`,
    ),
    '/ip firewall connection remove [find where protocol="ospf"]',
  ],
  // The address that they were translated to, as the NAT rule has it: the line may have none any more.
  7: (left) => [
    `:local left [:tostr [/ip firewall nat get [find where comment="ISP${left} NAT"] to-addresses]]`,
    ":foreach entry in=[/ip firewall connection find where reply-dst-address=$left] do={ :do { /ip firewall connection remove $entry } on-error={} }",
  ],
};

const begin = ({ dialect }: DualWan, line: Line): string[] => {
  const n = line.number;
  // The default route that the line brought, or somebody else: any that has no comment.
  const through =
    dialect === 6 ? `gateway-status~"reachable .* $port${n}\\$"` : `immediate-gw~"%$port${n}\\$"`;
  return [
    `:local port${n} ${quoted(line.interface)}`,
    `:local off${n} true`,
    `:do { :set off${n} [/interface get [find where name=$port${n}] disabled] } on-error={}`,
    `:local gateway${n} ""`,
    `:foreach route in=[/ip route find where dst-address="0.0.0.0/0" ${through}] do={ :if ([/ip route get $route comment] = "") do={ :set gateway${n} [:tostr [/ip route get $route gateway]] } }`,
    `:local own${n} ""`,
    `:foreach row in=[/ip address find where interface=$port${n}] do={ :if (!([/ip address get $row comment] ~ "secondary") and ![/ip address get $row disabled]) do={ :set own${n} ${bare(`[/ip address get $row address]`)} } }`,
  ];
};

/** An address without its length. */
const bare = (value: string): string => `[:pick [:tostr ${value}] 0 [:find ([:tostr ${value}] . "/") "/"]]`;

/** Every route of the line's table, and the one row GW. */
function followGateway(line: Line): string[] {
  const n = line.number;
  const wanted = `$gateway${n}`;
  const set = (row: string, what: string) =>
    `:if ([:tostr [/ip route get ${row} gateway]] != ${wanted}) do={ /ip route set ${row} gateway=${wanted}; :log info "updated ${what}" }`;
  return [
    `:if (${wanted} != "") do={`,
    `:do { :foreach row in=[/ip route find where comment="${tag(line)} route"] do={ ${set("$row", `${tag(line)} route`)} } } on-error={}`,
    `:do { :local row [/ip route find where comment="GW${n}"]; ${set("$row", `GW${n}`)} } on-error={}`,
    "}",
  ];
}

/** Address and interface of a line into the rows that have its comment. A row that is missing or double is passed over in silence. */
function followAddress({ dialect }: DualWan, line: Line): string[] {
  const n = line.number;
  const own = `$own${n}`;
  const port = `$port${n}`;
  const name = (what: string) => `${tag(line)} ${what}`;
  const differing = (menu: string, property: string, value: string, what: string) =>
    `:if (${bare(`[${menu} get $row ${property}]`)} != ${value}) do={ ${menu} set $row ${property}=${value}; :log info "updated ${what}" }`;
  const one = (menu: string, what: string, values: readonly (readonly [property: string, value: string])[]) =>
    `:do { :local row [${menu} find where comment="${name(what)}"]; ${values
      .map(([property, value]) => differing(menu, property, value, name(what)))
      .join("; ")} } on-error={}`;
  const each = (menu: string, what: string, then: string) =>
    `:do { :foreach row in=[${menu} find where comment="${name(what)}"] do={ ${then} } } on-error={}`;
  const policy = "/ip ipsec policy";
  return [
    `:if (${own} != "") do={`,
    one(words[dialect].rules, "rule", [["src-address", own]]),
    one("/ip firewall mangle", "mangle", [["src-address", own]]),
    one("/ip firewall nat", "NAT", [
      ["to-addresses", own],
      ["out-interface", port],
    ]),
    each(
      policy,
      "IPSec policy",
      `:if (${bare(`[${policy} get $row sa-src-address]`)} != ${own} or ${bare(`[${policy} get $row src-address]`)} != ${own}) do={ ${policy} set $row sa-src-address=${own} src-address=(${own} . "/32"); :log info "updated ${name("IPSec policy")}" }`,
    ),
    each("/interface gre", "GRE", differing("/interface gre", "local-address", own, name("GRE"))),
    one("/ip firewall address-list", "src IP", [["address", own]]),
    one("/ip firewall filter", "restrict output", [["out-interface", port]]),
    "}",
    one("/ip firewall mangle", "mark conn", [["in-interface", port]]),
  ];
}
