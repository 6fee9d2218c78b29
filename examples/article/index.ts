/**
 * Two internet lines on one MikroTik router: the how-to "Резервирование интернет-канала на маршрутизаторах Mikrotik"
 * (2017, RouterOS 6), object by object, for RouterOS 7. Comments, lists and marks have the how-to's names, and the
 * stand-in addresses are its own: 1.1.1.10 on ISP1 (PPPoE), 2.2.2.20 on ISP2 (Ethernet).
 *
 * Where RouterOS 7 needs something else, or the how-to has a fault that is known, a comment that begins with "v7:" or
 * "Fault:" says what and why.
 *
 * What this is not: a failover to rely on. The addresses stand still (the how-to's script rewrites them in nine
 * places when a line gets another one), and the script decides by a single round of pings. DualWanFailover replaces both:
 * `../dual-wan` is the same office with it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  DhcpClient,
  FirewallAddressListEntry,
  FirewallFilter,
  FirewallMangle,
  FirewallNat,
  InterfaceList,
  InterfaceListMember,
  PppoeClient,
  Route,
  RoutingRule,
  RoutingTable,
  RuleOrder,
  Scheduler,
  Script,
} from "pulumi-routeros";

const config = new pulumi.Config();

/** The lines' addresses. In an office of your own, set them first: the filter below drops what has another one. */
const address1 = config.get("address1") ?? "1.1.1.10";
const address2 = config.get("address2") ?? "2.2.2.20";
const gateway2 = config.get("gateway2") ?? "2.2.2.1";

// ---- The lines ------------------------------------------------------------------------------------------------------

// The routes that the lines bring themselves stand behind our own: distances 11 and 12.
const isp1 = new PppoeClient("isp1", {
  name: "pppoe-isp1",
  interface: "ether1-isp1",
  user: config.get("pppoeUser") ?? "user1",
  password: config.requireSecret("pppoePassword"),
  allow: ["mschap2"],
  addDefaultRoute: true,
  defaultRouteDistance: 11,
  // Fault: the how-to has keepalive-timeout=disabled, and so never notices a dead line. 10 s is RouterOS's default.
  keepaliveTimeout: 10,
});
const isp2 = new DhcpClient("isp2", {
  interface: "ether2-isp2",
  defaultRouteDistance: 12,
  usePeerDns: false,
});

// v7: not in the how-to. The mangle rules need to tell what came from outside (see there).
const wan = new InterfaceList("wan", { name: "WAN" });
new InterfaceListMember("wan-isp1", { list: wan.name, interface: isp1.name });
new InterfaceListMember("wan-isp2", { list: wan.name, interface: isp2.interface });

// ---- Tables and routes ----------------------------------------------------------------------------------------------

// v7: tables are objects, and a routing mark is the name of a table. The how-to's marks to-ISP1 and to-ISP2 are
// therefore its tables' names ISP1 and ISP2, and its rules "routing-mark=to-ISP1 table=ISP1" are not needed.
const table1 = new RoutingTable("table1", { name: "ISP1", fib: true });
const table2 = new RoutingTable("table2", { name: "ISP2", fib: true });

// v7: a point-to-point line is a gateway by its name, so nothing has to follow the provider's gateway address.
new Route("isp1-route", {
  comment: "ISP1 route",
  gateway: isp1.name,
  routingTable: table1.name,
  distance: 1,
});
// After the line, because the gateway is in reach only once the line has its address.
new Route(
  "isp2-route",
  { comment: "ISP2 route", gateway: gateway2, routingTable: table2.name, distance: 1 },
  { dependsOn: [isp2] },
);

// The script moves the distance of GW1. It is the router's business after the first `up`: shown, but no drift.
const gw1 = new Route("gw1", {
  comment: "GW1",
  gateway: isp1.name,
  distance: 1,
  runtimeOwned: ["distance"],
});
const gw2 = new Route("gw2", { comment: "GW2", gateway: gateway2, distance: 2 }, { dependsOn: [isp2] });

// ---- Routing rules --------------------------------------------------------------------------------------------------

// v7: one rule for the how-to's three (192.168.0.0/16, 10.0.0.0/8, 172.16.0.0/12 to main). min-prefix=0 hides the
// default routes of main, so every network that the router knows is found there, and nothing else.
const known = new RoutingRule("known-networks", {
  section: "dual-wan",
  rank: 10,
  comment: "Known networks",
  action: "lookup",
  minPrefix: 0,
  table: "main",
});
// Fault: action=lookup goes on to table main when the line is down, and packets with ISP1's address leave by ISP2.
// lookup-only-in-table keeps them in.
const rule1 = new RoutingRule("isp1-rule", {
  section: "dual-wan",
  rank: 20,
  comment: "ISP1 rule",
  srcAddress: address1,
  action: "lookup-only-in-table",
  table: table1.name,
});
const rule2 = new RoutingRule("isp2-rule", {
  section: "dual-wan",
  rank: 30,
  comment: "ISP2 rule",
  srcAddress: address2,
  action: "lookup-only-in-table",
  table: table2.name,
});
new RuleOrder("routing-rules", { section: "dual-wan", rules: [known, rule1, rule2] });

// ---- Mangle: answers leave by the line that the question came in by ---------------------------------------------------

/** What the four kinds of rules have in common for one of the lines. */
function mangleOf(
  line: string,
  rank: number,
  table: pulumi.Output<string>,
  address: string,
  wanPort: pulumi.Output<string>,
) {
  const marked = {
    section: "dual-wan",
    connectionMark: `from-${line}`,
    action: "mark-routing",
    newRoutingMark: table,
  } as const;
  return [
    new FirewallMangle(`${line}-mark-conn`, {
      section: "dual-wan",
      rank,
      comment: `${line} mark conn`,
      chain: "prerouting",
      inInterface: wanPort,
      connectionState: ["new"],
      // Fault: without this, a connection that has a mark already can get the other line's.
      connectionMark: "no-mark",
      action: "mark-connection",
      newConnectionMark: `from-${line}`,
    }),
    new FirewallMangle(`${line}-mark-routing`, {
      ...marked,
      rank: rank + 100,
      comment: `${line} mark routing`,
      chain: "prerouting",
      // v7: a marked packet is looked up in the mark's table before any routing rule. Packets that came in by a line,
      // or are for the router itself, would be sent out again by that line: these two conditions keep them.
      inInterfaceList: pulumi.interpolate`!${wan.name}`,
      dstAddressType: "!local",
      passthrough: false,
    }),
    new FirewallMangle(`${line}-mark-routing-out`, {
      ...marked,
      rank: rank + 200,
      comment: `${line} mark routing out`,
      chain: "output",
      passthrough: false,
    }),
    new FirewallMangle(`${line}-mangle`, {
      section: "dual-wan",
      rank: rank + 300,
      comment: `${line} mangle`,
      chain: "output",
      srcAddress: address,
      action: "mark-routing",
      newRoutingMark: table,
      passthrough: false,
    }),
  ];
}
const mangle1 = mangleOf("ISP1", 10, table1.name, address1, isp1.name);
const mangle2 = mangleOf("ISP2", 20, table2.name, address2, isp2.interface);

// The how-to's order: for each kind of rule, ISP1 and then ISP2.
new RuleOrder("mangle-rules", {
  section: "dual-wan",
  rules: mangle1.flatMap((rule, index) => [rule, ...mangle2.slice(index, index + 1)]),
});

// ---- NAT ------------------------------------------------------------------------------------------------------------

// src-nat, because the addresses stand still here. For an address that changes, masquerade needs no script.
new FirewallNat("isp1-nat", {
  comment: "ISP1 NAT",
  chain: "srcnat",
  outInterface: isp1.name,
  action: "src-nat",
  toAddresses: address1,
});
new FirewallNat("isp2-nat", {
  comment: "ISP2 NAT",
  chain: "srcnat",
  outInterface: isp2.interface,
  action: "src-nat",
  toAddresses: address2,
});

// ---- Nothing leaves with the other line's address -------------------------------------------------------------------

// Known by its comment: in the how-to, a script keeps the address in it up to date.
const source1 = new FirewallAddressListEntry("isp1-src", {
  list: "ISP1_src_IPs",
  address: address1,
  comment: "ISP1 src IP",
  keyBy: "comment",
});
const source2 = new FirewallAddressListEntry("isp2-src", {
  list: "ISP2_src_IPs",
  address: address2,
  comment: "ISP2 src IP",
  keyBy: "comment",
});
// By naming the list through its entry, the rule waits for the entry: an empty list would let nothing out.
new FirewallFilter("isp1-restrict", {
  comment: "ISP1 restrict output",
  chain: "output",
  outInterface: isp1.name,
  srcAddressList: pulumi.interpolate`!${source1.list}`,
  action: "drop",
});
new FirewallFilter("isp2-restrict", {
  comment: "ISP2 restrict output",
  chain: "output",
  outInterface: isp2.interface,
  srcAddressList: pulumi.interpolate`!${source2.list}`,
  action: "drop",
});

// ---- The script -----------------------------------------------------------------------------------------------------

// v7: routes have no gateway-status, which the how-to's script is built on. This one has only its decision left: with
// standing addresses and the line's name as gateway, there is nothing to look for. It runs last, on a complete router.
const script = new Script(
  "script",
  {
    name: "upd_route_rules",
    policy: ["read", "write", "test"],
    source: readFileSync(join(__dirname, "upd_route_rules.rsc"), "utf8")
      .replace("{{address1}}", address1)
      .replace("{{address2}}", address2),
  },
  { dependsOn: [gw1, gw2, rule1, rule2, ...mangle1, ...mangle2] },
);
new Scheduler("schedule", {
  name: "upd_route_rules",
  onEvent: script.name,
  interval: "45s",
  policy: ["read", "write", "test"],
  // v7: dates are written as ISO dates (from 7.10); the how-to has jan/01/1970.
  startDate: "1970-01-01",
  startTime: "00:00:00",
});
