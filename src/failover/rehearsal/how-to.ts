/**
 * What a rehearsal compares with: an office set up by the how-to "Резервирование интернет-канала на маршрутизаторах Mikrotik"
 * (Voxlink, 2017), on RouterOS 6 as it is, on 7 in the form that RouterOS 7 takes (`examples/article`). The script is our own,
 * and behaves as the how-to's: every 45 s it brings addresses and gateways into the rows it finds by comment, pings four hosts
 * once by each line with a second between them, and takes the second line when the first answers none.
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
const tag = (line: Line): string => `ISP${line.number}`;

function configuration(office: DualWan): string {
  const { dialect, lines, lan } = office;
  const { rules, table, mark, start } = words[dialect];
  const each = (of: (line: Line) => readonly string[]) => lines.flatMap(of);
  const own = (line: Line) => placeholder(line);
  const gateway = (line: Line) =>
    dialect === 7 && line.gateway.by === "interface" ? line.interface : own(line);
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
      `/ip firewall filter add comment="${tag(line)} restrict output" chain=output out-interface=${quoted(line.interface)} src-address-list=!${tag(line)}_src_IPs action=drop`,
    ]),
    `/system script add name=upd_route_rules policy=read,write,test source=${quoted(script(office))}`,
    "/system script run upd_route_rules",
    `/system scheduler add name=upd_route_rules interval=${period} on-event=upd_route_rules policy=read,write,test start-date=${start} start-time=00:00:00`,
    "",
  ].join("\n");
}

/** The lines as the how-to sets them up: their own default routes at distances 11 and 12, a PPPoE line without keep-alive. */
function access(line: Line): string[] {
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
      return [
        `/ip address add address=${line.access.address} interface=${quoted(line.interface)}`,
        // A line whose gateway stands needs no route of its own to learn it from; the script looks for one all the same.
        `/ip route add gateway=${line.gateway.by === "address" ? line.gateway.address : quoted(line.interface)} distance=${distance}`,
      ];
    case "existing":
      return [];
  }
}

/** Behaves as the how-to's script does: one round, no memory, decided by a single ping to each host. */
function script(office: DualWan): string {
  const { dialect, lines } = office;
  const { rules } = words[dialect];
  const swap = (away: number, to: number) => [
    `/ip route set $route${to} distance=1`,
    `/ip route set $route${away} distance=2`,
    ...["5060", "4569", "4500", "500", "1701"].map(
      (port) => `/ip firewall connection remove [find where dst-address~".*:${port}"]`,
    ),
    '/ip firewall connection remove [find where protocol="ospf"]',
    `:log info "Switched to GW${to}"`,
  ];
  return [
    ...lines.flatMap((line) => follow(office, line, rules)),
    ":local answers1 0",
    ":local answers2 0",
    `:foreach host in={${targets.join(";")}} do={`,
    ...lines.map(
      (line) =>
        `:do { :set answers${line.number} ($answers${line.number} + [/ping $host count=1 interface=${quoted(line.interface)}]) } on-error={}`,
    ),
    ":delay 1s",
    "}",
    ':local route1 [/ip route find where comment="GW1"]',
    ':local route2 [/ip route find where comment="GW2"]',
    ":if ([:len $route1] = 1 and [:len $route2] = 1) do={",
    ":local way1 [/ip route get $route1 distance]",
    ":local way2 [/ip route get $route2 distance]",
    ":if ($answers1 > 0 and $way1 >= $way2) do={",
    ...swap(2, 1),
    "}",
    ":if ($answers1 = 0 and $answers2 > 0 and $way2 >= $way1) do={",
    ...swap(1, 2),
    "}",
    "}",
    "",
  ].join("\n");
}

/** Address and gateway of a line into the rows that have its comment. */
function follow({ dialect }: DualWan, line: Line, rules: string): string[] {
  const name = tag(line);
  const n = line.number;
  const port = quoted(line.interface);
  const gatewayOf =
    dialect === 7 && line.gateway.by === "interface"
      ? []
      : [
          `:local gateway${n} ""`,
          // The route that the line brought itself: of its distance, without a comment.
          `:foreach route in=[/ip route find where dst-address="0.0.0.0/0" distance=${10 + n} comment=""] do={ :set gateway${n} [:tostr [/ip route get $route gateway]] }`,
          ...[`comment="${name} route"`, `comment="GW${n}"`].map(
            (where) =>
              `:if ($gateway${n} != "") do={ :foreach route in=[/ip route find where ${where}] do={ :if ([:tostr [/ip route get $route gateway]] != $gateway${n}) do={ /ip route set $route gateway=$gateway${n}; :log info "updated ${name}" } } }`,
          ),
        ];
  const row = (menu: string, where: string, property: string) =>
    `:foreach row in=[${menu} find where comment="${where}"] do={ :if (!([:tostr [${menu} get $row ${property}]] ~ ("^" . $own${n} . "(/32)?\\$"))) do={ ${menu} set $row ${property}=$own${n}; :log info "updated ${where}" } }`;
  return [
    ...gatewayOf,
    `:local own${n} ""`,
    `:foreach row in=[/ip address find where interface=${port} !disabled] do={ :set own${n} [/ip address get $row address]; :set own${n} [:pick $own${n} 0 [:find $own${n} "/"]] }`,
    `:if ($own${n} != "") do={`,
    row(rules, `${name} rule`, "src-address"),
    row("/ip firewall mangle", `${name} mangle`, "src-address"),
    row("/ip firewall nat", `${name} NAT`, "to-addresses"),
    row("/ip firewall address-list", `${name} src IP`, "address"),
    "}",
  ];
}
