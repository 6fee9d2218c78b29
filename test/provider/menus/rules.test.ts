import assert from "node:assert/strict";
import { brokenRules, menus } from "../../../provider/menus";
import { type Menu, unknownMarker, unset } from "../../../provider/menus/language";

const rule = { chain: "prerouting", comment: "x" };
const route = { comment: "x", dstAddress: "0.0.0.0/0" };
const entry = { name: "x", startDate: "1970-01-01", startTime: "00:00:00" };

type Case = readonly [menu: Menu, inputs: Record<string, never> | object, property: string, message: RegExp];

const refused: readonly Case[] = [
  [
    menus.FirewallMangle,
    { ...rule, action: "mark-connection" },
    "newConnectionMark",
    /action "mark-connection" needs newConnectionMark/,
  ],
  [menus.FirewallMangle, { ...rule, action: "mark-routing" }, "newRoutingMark", /needs newRoutingMark/],
  [menus.FirewallMangle, { ...rule, newPacketMark: "a" }, "newPacketMark", /only with action "mark-packet"/],
  [menus.FirewallMangle, { ...rule, action: "jump" }, "jumpTarget", /action "jump" needs jumpTarget/],
  [menus.FirewallMangle, { ...rule, action: "jump", jumpTarget: unset }, "jumpTarget", /needs jumpTarget/],
  [
    menus.FirewallMangle,
    { ...rule, chain: "forward", action: "mark-routing", newRoutingMark: "a" },
    "chain",
    /prerouting or output/,
  ],
  [menus.FirewallMangle, { ...rule, dstPort: "80" }, "dstPort", /dstPort needs protocol "tcp" or "udp"/],
  [menus.FirewallMangle, { ...rule, dstPort: "80", protocol: "gre" }, "dstPort", /needs protocol/],
  [menus.FirewallFilter, { ...rule, action: "add-src-to-address-list" }, "addressList", /needs addressList/],
  [
    menus.FirewallFilter,
    { ...rule, action: "reject", rejectWith: "tcp-reset" },
    "rejectWith",
    /needs protocol "tcp"/,
  ],
  [menus.FirewallFilter, { ...rule, tcpFlags: ["syn"], protocol: "udp" }, "tcpFlags", /needs protocol "tcp"/],
  [
    menus.FirewallNat,
    { ...rule, chain: "srcnat", action: "masquerade", toAddresses: "1.1.1.1" },
    "toAddresses",
    /only with action "dst-nat" or "src-nat"/,
  ],
  [
    menus.FirewallNat,
    { ...rule, chain: "dstnat", action: "masquerade" },
    "chain",
    /masquerade does not work in chain dstnat; use srcnat/,
  ],
  [menus.FirewallNat, { ...rule, chain: "srcnat", action: "redirect" }, "chain", /use dstnat/],
  [menus.Route, route, "gateway", /needs a gateway, or blackhole: true/],
  [menus.Route, { ...route, blackhole: false }, "gateway", /needs a gateway/],
  [menus.RoutingRule, { comment: "x" }, "table", /action "lookup" needs table/],
  [
    menus.FirewallAddressListEntry,
    { list: "a", address: "1.1.1.1", timeout: "1h" },
    "timeout",
    /makes an address-list entry with a timeout dynamic/,
  ],
  [menus.Scheduler, entry, "startTime", /would never run/],
  [menus.Scheduler, { ...entry, interval: "0s" }, "startTime", /would never run/],
  [
    menus.GreTunnel,
    { name: "x", remoteAddress: "1.1.1.1", ipsecSecret: "s" },
    "allowFastPath",
    /allowFastPath: false/,
  ],
  [menus.IpsecPolicy, { comment: "x" }, "peer", /needs peer/],
];

const taken: readonly (readonly [Menu, object])[] = [
  [menus.FirewallMangle, { ...rule, action: "mark-connection", newConnectionMark: "a" }],
  [menus.FirewallMangle, { ...rule, action: "mark-connection", newConnectionMark: unknownMarker }],
  [menus.FirewallMangle, { ...rule, action: unknownMarker, newConnectionMark: "a", jumpTarget: "b" }],
  [menus.FirewallMangle, { ...rule, dstPort: "80", protocol: unknownMarker }],
  [menus.FirewallMangle, { ...rule, chain: "own", action: "mark-routing", newRoutingMark: "a" }],
  [menus.FirewallMangle, { ...rule, newPacketMark: unset }],
  [menus.FirewallNat, { ...rule, chain: "srcnat", action: "src-nat", toAddresses: "1.1.1.1" }],
  [menus.FirewallFilter, { ...rule, action: "reject", rejectWith: "tcp-reset", protocol: "tcp" }],
  [menus.Route, { ...route, gateway: unknownMarker }],
  [menus.Route, { ...route, blackhole: true }],
  [menus.RoutingRule, { comment: "x", action: "drop" }],
  [menus.RoutingRule, { comment: "x", action: unknownMarker }],
  [menus.Scheduler, { ...entry, interval: "15s" }],
  [menus.Scheduler, { ...entry, interval: unknownMarker }],
  [menus.Scheduler, { ...entry, startTime: "startup" }],
  [menus.Scheduler, { ...entry, startDate: "2040-01-01" }],
  [menus.GreTunnel, { name: "x", remoteAddress: "1.1.1.1", ipsecSecret: "s", allowFastPath: false }],
  [menus.IpsecPolicy, { comment: "x", template: true }],
];

describe("rules over several properties", () => {
  for (const [menu, inputs, property, message] of refused)
    it(`refuse ${menu.kind} ${JSON.stringify(inputs)}`, () => {
      const broken = brokenRules(menu, inputs as never);
      const found = broken.find((each) => each.property === property);
      assert.match(found?.message ?? `only ${JSON.stringify(broken)}`, message);
    });

  for (const [menu, inputs] of taken)
    it(`take ${menu.kind} ${JSON.stringify(inputs)}`, () => {
      assert.deepEqual(brokenRules(menu, inputs as never), []);
    });
});
