import assert from "node:assert/strict";
import { facts, type Line } from "./facts";
import { lab } from "./harness";

const mangle: Line = ["/ip/firewall/mangle/add", "=chain=prerouting"];
const printMangle: Line = ["/ip/firewall/mangle/print"];
const routes: Line = ["/ip/route/print", "?static=true"];
const isp: Line = ["/ip/address/add", "=address=10.0.0.2/24", "=interface=ether1"];
const absent = (...names: string[]) => Object.fromEntries(names.map((name) => [name, undefined]));

describe("values as read back", () => {
  facts([
    {
      fact: "firewall: disabled, log and log-prefix are absent until written",
      given: [mangle],
      when: printMangle,
      rows: [{ action: "accept", ...absent("disabled", "log", "log-prefix", "comment", "src-address") }],
      versions: ["7.12.2", "7.24"],
    },
    {
      fact: "firewall: once written they are there",
      given: [[...mangle, "=disabled=no", "=log=no", "=log-prefix="]],
      when: printMangle,
      rows: [{ disabled: "false", log: "false", "log-prefix": "" }],
    },
    {
      fact: "firewall: enable writes disabled",
      given: [mangle, ["/ip/firewall/mangle/disable", "=.id=*1"], ["/ip/firewall/mangle/enable", "=.id=*1"]],
      when: printMangle,
      rows: [{ disabled: "false" }],
    },
    {
      fact: "mangle passthrough is shown from 7.19",
      given: [mangle],
      when: printMangle,
      rows: [{ passthrough: "true" }],
      versions: ["7.21.5", "7.24"],
    },
    {
      fact: "mangle passthrough is absent at its default before",
      given: [mangle],
      when: printMangle,
      rows: [{ passthrough: undefined }],
      versions: ["7.12.2", "7.18.2"],
    },
    {
      fact: "an empty comment is absent",
      given: [
        [...mangle, "=comment=x"],
        ["/ip/firewall/mangle/comment", "=numbers=*1", "=comment="],
      ],
      when: printMangle,
      rows: [{ comment: undefined }],
    },
    {
      fact: "set !name unsets a matcher",
      given: [
        [...mangle, "=src-address=10.0.0.0/8"],
        ["/ip/firewall/mangle/set", "=.id=*1", "=!src-address="],
      ],
      when: printMangle,
      rows: [{ "src-address": undefined }],
    },
    {
      fact: "unset does the same",
      given: [
        [...mangle, "=src-address=10.0.0.0/8"],
        ["/ip/firewall/mangle/unset", "=numbers=*1", "=value-name=src-address"],
      ],
      when: printMangle,
      rows: [{ "src-address": undefined }],
    },
    {
      fact: "action cannot be unset",
      given: [mangle],
      when: ["/ip/firewall/mangle/unset", "=numbers=*1", "=value-name=action"],
      traps: ["input does not match any value of value-name"],
    },
    {
      fact: "routing-table cannot be unset",
      given: [["/ip/route/add", "=gateway=10.0.0.1"]],
      when: ["/ip/route/unset", "=numbers=0", "=value-name=routing-table"],
      traps: ["input does not match any value of value-name"],
    },
    {
      fact: "address lists have no unset",
      when: ["/ip/firewall/address-list/unset", "=numbers=0", "=value-name=comment"],
      traps: ["no such command"],
    },
    {
      fact: "scripts have no unset before 7.24",
      when: ["/system/script/unset", "=numbers=0", "=value-name=comment"],
      traps: ["no such command"],
      versions: ["7.22.3"],
    },
    {
      fact: "a negated matcher reads back with its sign",
      given: [[...mangle, "=src-address=!10.0.0.0/8", "=in-interface=!ether1"]],
      when: printMangle,
      rows: [{ "src-address": "!10.0.0.0/8", "in-interface": "!ether1" }],
    },
    {
      fact: "booleans read true and false",
      given: [["/interface/pppoe-client/add", "=interface=ether1", "=add-default-route=yes"]],
      when: ["/interface/pppoe-client/print"],
      rows: [{ "add-default-route": "true", "use-peer-dns": "false" }],
    },
    {
      fact: "enums that contain yes and no keep them",
      given: [["/ip/dhcp-client/add", "=interface=ether1"]],
      when: ["/ip/dhcp-client/print"],
      rows: [{ "add-default-route": "yes" }],
    },
    {
      fact: "a presence flag reads as nothing when on",
      given: [["/routing/table/add", "=name=t", "=fib="]],
      when: ["/routing/table/print", "?name=t"],
      rows: [{ fib: "" }],
    },
    {
      fact: "any value turns a presence flag on, even no",
      given: [["/ip/route/add", "=blackhole=no"]],
      when: routes,
      rows: [{ blackhole: "" }],
    },
    {
      fact: "a presence flag is absent when off",
      given: [["/routing/table/add", "=name=t"]],
      when: ["/routing/table/print", "?name=t"],
      rows: [{ fib: undefined }],
    },
    {
      fact: "a presence flag goes only by unset",
      given: [
        ["/ip/route/add", "=blackhole="],
        ["/ip/route/unset", "=numbers=0", "=value-name=blackhole"],
      ],
      when: routes,
      rows: [{ blackhole: undefined }],
    },
    {
      fact: "a /32 in an address list is stored bare",
      given: [["/ip/firewall/address-list/add", "=list=l", "=address=1.1.1.1/32"]],
      when: ["/ip/firewall/address-list/print"],
      rows: [{ address: "1.1.1.1", disabled: "false", dynamic: "false" }],
    },
    {
      fact: "a range that is a prefix is rewritten",
      given: [["/ip/firewall/address-list/add", "=list=l", "=address=192.168.0.0-192.168.1.255"]],
      when: ["/ip/firewall/address-list/print"],
      rows: [{ address: "192.168.0.0/23" }],
    },
    {
      fact: "pppoe-client: generated name, disabled by default, texts as nothing",
      given: [["/interface/pppoe-client/add", "=interface=ether1"]],
      when: ["/interface/pppoe-client/print"],
      rows: [
        {
          name: "pppoe-out1",
          disabled: "true",
          user: "",
          "service-name": "",
          "max-mtu": "auto",
          "keepalive-timeout": "10",
          "host-uniq": undefined,
        },
      ],
    },
    {
      fact: "the second generated name",
      given: [
        ["/interface/pppoe-client/add", "=interface=ether1"],
        ["/interface/pppoe-client/add", "=interface=ether2"],
      ],
      when: ["/interface/pppoe-client/print", "=.proplist=name"],
      rows: [{ name: "pppoe-out1" }, { name: "pppoe-out2" }],
    },
    {
      fact: "dhcp-clients have generated names since 7.22",
      given: [["/ip/dhcp-client/add", "=interface=ether1"]],
      when: ["/ip/dhcp-client/print"],
      rows: [{ name: "client1" }],
      versions: ["7.22.3", "7.24"],
    },
    {
      fact: "dhcp-clients have no names before",
      given: [["/ip/dhcp-client/add", "=interface=ether1"]],
      when: ["/ip/dhcp-client/print"],
      rows: [{ name: undefined }],
      versions: ["7.12.2", "7.21.5"],
    },
    {
      fact: "the network of an address is computed",
      given: [["/ip/address/add", "=address=192.168.88.1/24", "=interface=ether2"]],
      when: ["/ip/address/print"],
      rows: [
        {
          address: "192.168.88.1/24",
          network: "192.168.88.0",
          "actual-interface": "ether2",
          dynamic: "false",
          invalid: "false",
          slave: "false",
          vrf: "main",
        },
      ],
    },
    {
      fact: "a set address has another network",
      given: [
        ["/ip/address/add", "=address=192.168.88.1/24", "=interface=ether2"],
        ["/ip/address/set", "=.id=*1", "=address=10.9.9.9/30"],
      ],
      when: ["/ip/address/print"],
      rows: [{ network: "10.9.9.8" }],
    },
  ]);
});

describe("routes as read back", () => {
  facts([
    {
      fact: "defaults, and an active route",
      given: [isp, ["/ip/route/add", "=gateway=10.0.0.1"]],
      when: routes,
      rows: [
        {
          "dst-address": "0.0.0.0/0",
          gateway: "10.0.0.1",
          distance: "1",
          scope: "30",
          "target-scope": "10",
          "routing-table": "main",
          active: "true",
          inactive: "false",
          dynamic: "false",
          "immediate-gw": "10.0.0.1%ether1",
          ...absent("disabled", "connect", "dhcp", "ecmp", "check-gateway", "pref-src", "blackhole"),
        },
      ],
    },
    {
      fact: "an unreachable gateway",
      given: [["/ip/route/add", "=gateway=10.0.0.1"]],
      when: routes,
      rows: [{ inactive: "true", active: undefined, "immediate-gw": "" }],
    },
    {
      fact: "a disabled route is a reduced object",
      given: [isp, ["/ip/route/add", "=gateway=10.0.0.1", "=disabled=yes"]],
      when: ["/ip/route/print", "?disabled=true"],
      rows: [
        {
          disabled: "true",
          inactive: "false",
          gateway: "10.0.0.1",
          ...absent(
            "distance",
            "routing-table",
            "scope",
            "target-scope",
            "dynamic",
            "active",
            "immediate-gw",
          ),
        },
      ],
    },
    {
      fact: "a candidate that loses on distance is neither active nor inactive",
      given: [
        isp,
        ["/ip/route/add", "=gateway=10.0.0.1"],
        ["/ip/route/add", "=gateway=10.0.0.3", "=distance=2"],
      ],
      when: routes,
      rows: [{ active: "true" }, { active: undefined, inactive: "false", "immediate-gw": "10.0.0.3%ether1" }],
    },
    {
      fact: "two of equal distance are ECMP",
      given: [isp, ["/ip/route/add", "=gateway=10.0.0.1"], ["/ip/route/add", "=gateway=10.0.0.3"]],
      when: routes,
      rows: [
        { active: "true", ecmp: "true" },
        { active: "true", ecmp: "true" },
      ],
    },
    {
      fact: "a recursive route resolves through a host route of low scope",
      given: [
        isp,
        ["/ip/route/add", "=dst-address=1.1.1.1/32", "=gateway=10.0.0.1", "=scope=10"],
        ["/ip/route/add", "=gateway=1.1.1.1", "=target-scope=11"],
      ],
      when: ["/ip/route/print", "?dst-address=0.0.0.0/0"],
      rows: [{ active: "true", "immediate-gw": "10.0.0.1%ether1" }],
    },
    {
      fact: "and not through one of scope 30",
      given: [
        isp,
        ["/ip/route/add", "=dst-address=1.1.1.1/32", "=gateway=10.0.0.1"],
        ["/ip/route/add", "=gateway=1.1.1.1", "=target-scope=11"],
      ],
      when: ["/ip/route/print", "?dst-address=0.0.0.0/0"],
      rows: [{ inactive: "true" }],
    },
    {
      fact: "v6 prints flags of routes only as true, and type only where it is not unicast",
      given: [isp, ["/ip/route/add", "=gateway=10.9.9.9"]],
      when: routes,
      rows: [{ static: "true", active: undefined, dynamic: undefined, type: undefined, disabled: "false" }],
      versions: ["6.49"],
    },
    {
      fact: "v6 prints connected routes without a target scope",
      given: [isp],
      when: ["/ip/route/print", "?connect=true"],
      rows: [
        {
          ...{ gateway: "ether1", "gateway-status": "ether1 reachable", distance: "0", scope: "10" },
          ...{ "target-scope": undefined, type: undefined, active: "true", dynamic: "true" },
        },
      ],
      versions: ["6.49"],
    },
    {
      fact: "v6 prints the type of a blackhole",
      given: [["/ip/route/add", "=dst-address=10.7.0.0/16", "=type=blackhole"]],
      when: ["/ip/route/print"],
      rows: [{ type: "blackhole" }],
      versions: ["6.49"],
    },
    {
      fact: "v6 shows the gateway's state as text",
      given: [isp, ["/ip/route/add", "=gateway=10.0.0.1"]],
      when: routes,
      rows: [{ "gateway-status": "10.0.0.1 reachable via  ether1", "immediate-gw": undefined }],
      versions: ["6.49"],
    },
    {
      fact: "a query on a property that routes do not have matches nothing",
      given: [["/ip/route/add", "=gateway=10.0.0.1"]],
      when: ["/ip/route/print", "?routing-mark=x"],
      rows: [],
    },
  ]);
});

describe("what add stores by itself", () => {
  const gre: Line = ["/interface/gre/add", "=remote-address=192.0.2.9"];
  facts([
    {
      fact: "gre keepalive",
      given: [gre],
      when: ["/interface/gre/print"],
      rows: [{ name: "gre-tunnel1", keepalive: "10s,10" }],
    },
    {
      fact: "it can be unset",
      given: [gre, ["/interface/gre/set", "=.id=gre-tunnel1", "=!keepalive="]],
      when: ["/interface/gre/print"],
      rows: [{ keepalive: undefined }],
    },
    {
      fact: "copy-from copies everything but the name",
      given: [
        [...gre, "=name=a", "=comment=x", "=keepalive=5s,3"],
        ["/interface/gre/add", "=copy-from=a"],
      ],
      when: ["/interface/gre/print"],
      rows: [
        { name: "a", keepalive: "5s,3" },
        { name: "gre-tunnel1", comment: "x", "remote-address": "192.0.2.9", keepalive: "5s,3" },
      ],
    },
  ]);
});

describe("references", () => {
  const list: Line[] = [
    ["/interface/list/add", "=name=WAN"],
    [...mangle, "=in-interface-list=WAN", "=out-interface=ether1"],
  ];
  facts([
    {
      fact: "a rename shows everywhere",
      given: [
        ...list,
        ["/interface/set", "=.id=ether1", "=name=wan1"],
        ["/interface/list/set", "=.id=WAN", "=name=LINES"],
      ],
      when: printMangle,
      rows: [{ "in-interface-list": "LINES", "out-interface": "wan1" }],
    },
    {
      fact: "a removed row reads as its id",
      given: [...list, ["/interface/list/remove", "=.id=WAN"]],
      when: printMangle,
      rows: [{ "in-interface-list": "*1" }],
    },
    {
      fact: "a new row of the old name does not relink",
      given: [...list, ["/interface/list/remove", "=.id=WAN"], ["/interface/list/add", "=name=WAN"]],
      when: printMangle,
      rows: [{ "in-interface-list": "*1" }],
    },
    {
      fact: "a gateway follows its interface's name",
      given: [
        isp,
        ["/ip/route/add", "=gateway=10.0.0.1%ether1"],
        ["/interface/set", "=.id=ether1", "=name=wan1"],
      ],
      when: routes,
      rows: [{ gateway: "10.0.0.1%wan1", active: "true" }],
    },
    {
      fact: "a removed table leaves its id in routes",
      given: [
        ["/routing/table/add", "=name=ISP1", "=fib="],
        ["/ip/route/add", "=gateway=10.0.0.1", "=routing-table=ISP1"],
        ["/routing/table/remove", "=.id=ISP1"],
      ],
      when: routes,
      rows: [{ "routing-table": "*1" }],
    },
  ]);
});

describe("built-in rows", () => {
  facts([
    {
      fact: "interface lists",
      when: ["/interface/list/print"],
      rows: ["all", "none", "dynamic", "static"].map((name) => ({ name, builtin: "true" })),
    },
    {
      fact: "the table main is dynamic",
      when: ["/routing/table/print"],
      rows: [{ name: "main", dynamic: "true", fib: "" }],
    },
    {
      fact: "the table main cannot be removed",
      when: ["/routing/table/remove", "=.id=main"],
      traps: ["failure: cannot remove dynamic routing table"],
    },
    {
      fact: "no built-in routing rules before 7.22",
      when: ["/routing/rule/print"],
      rows: [],
      versions: ["7.12.2", "7.21.5"],
    },
    {
      fact: "built-in routing rules since 7.22",
      when: ["/routing/rule/print"],
      rows: ["mangle", "vrf-lookup", "vrf-unreach", "local", "main"].map((chain) => ({
        chain,
        default: "true",
      })),
      versions: ["7.22.3", "7.24"],
    },
    {
      fact: "they cannot be changed",
      when: ["/routing/rule/disable", "=.id=0"],
      traps: ["failure: cannot change builtin"],
      versions: ["7.22.3"],
    },
    {
      fact: "ppp profiles",
      when: ["/ppp/profile/print"],
      rows: [
        { name: "default", default: "true" },
        { name: "default-encryption", default: "true" },
      ],
    },
    {
      fact: "user groups",
      when: ["/user/group/print", "=.proplist=name"],
      rows: [{ name: "read" }, { name: "write" }, { name: "full" }],
    },
    {
      fact: "ethernet ports in /interface",
      when: ["/interface/print", "?type=ether"],
      rows: [1, 2, 3, 4, 5].map((n) => ({
        name: `ether${n}`,
        type: "ether",
        running: "true",
        disabled: "false",
      })),
    },
    { fact: "the identity of a CHR", when: ["/system/identity/print"], rows: [{ name: "CHR" }] },
    {
      fact: "the identity of hardware",
      options: { serialNumber: "ABC" },
      when: ["/system/identity/print"],
      rows: [{ name: "MikroTik" }],
    },
    {
      fact: "the serial number",
      options: { serialNumber: "HGJ0A1B2C3D" },
      when: ["/system/routerboard/print"],
      rows: [{ routerboard: "true", "serial-number": "HGJ0A1B2C3D" }],
    },
    {
      fact: "the system id of a CHR",
      options: { systemId: "fpxhCgf9OCJ" },
      when: ["/system/license/print"],
      rows: [{ "system-id": "fpxhCgf9OCJ" }],
    },
    {
      fact: "the version with its channel",
      when: ["/system/resource/print"],
      rows: [{ version: "7.21.5 (stable)", uptime: "0s" }],
    },
    {
      fact: "bridge slaves make a rule invalid, after success",
      given: [
        ["/interface/bridge/add", "=name=bridgeLocal"],
        ["/interface/bridge/port/add", "=bridge=bridgeLocal", "=interface=ether1"],
        [...mangle, "=in-interface=ether1"],
      ],
      when: printMangle,
      rows: [
        {
          invalid: "true",
          ".about":
            "in/out-interface matcher not possible when interface (ether1) is slave - use master instead (bridgeLocal)",
        },
      ],
    },
    {
      fact: "a dhcp-client on a slave is invalid",
      given: [
        ["/interface/bridge/add", "=name=b"],
        ["/interface/bridge/port/add", "=bridge=b", "=interface=ether1"],
        ["/ip/dhcp-client/add", "=interface=ether1", "=disabled=no"],
      ],
      when: ["/ip/dhcp-client/print"],
      rows: [{ invalid: "true", ".about": "DHCP client can not run on slave or passthrough interface!" }],
    },
    {
      fact: "a scheduler entry is filled in",
      given: [["/system/scheduler/add", "=name=s", "=interval=1m"]],
      when: ["/system/scheduler/print"],
      rows: [
        {
          name: "s",
          disabled: "false",
          "on-event": "",
          interval: "1m",
          "start-date": "2026-01-01",
          "start-time": "00:00:00",
          owner: "admin",
          "run-count": "0",
          "next-run": "2026-01-01 00:01:00",
          policy: "ftp,reboot,read,write,policy,test,password,sniff,sensitive,romon",
        },
      ],
    },
    {
      fact: "a script has its owner",
      given: [["/system/script/add", "=name=s", "=source=:put 1\r\n"]],
      when: ["/system/script/print"],
      rows: [
        {
          source: ":put 1\r\n",
          owner: "admin",
          "run-count": "0",
          "last-started": undefined,
          disabled: undefined,
        },
      ],
    },
    {
      fact: "a bridge prints what VLAN filtering and IGMP snooping need only while they are on",
      given: [
        ["/interface/bridge/add", "=name=plain"],
        ["/interface/bridge/add", "=name=filtering", "=vlan-filtering=yes", "=igmp-snooping=yes"],
      ],
      when: ["/interface/bridge/print"],
      rows: [
        {
          ...{ name: "plain", pvid: undefined, "frame-types": undefined, "ether-type": undefined },
          ...{ "ingress-filtering": undefined, "igmp-version": undefined, "port-cost-mode": "long" },
        },
        {
          ...{ name: "filtering", pvid: "1", "frame-types": "admit-all", "ether-type": "0x8100" },
          ...{ "ingress-filtering": "true", "igmp-version": "2", "multicast-querier": "false" },
        },
      ],
    },
    {
      fact: "the loopback interface has an MTU and an empty MAC address",
      when: ["/interface/print", "?type=loopback"],
      rows: [{ name: "lo", mtu: "65536", "actual-mtu": "65536", "mac-address": "00:00:00:00:00:00" }],
    },
    {
      fact: "a protocol's number reads back as its name, if it has one",
      given: ["6", "!17", "253"].map((number): Line => {
        return ["/ip/firewall/filter/add", "=chain=c", `=protocol=${number}`];
      }),
      when: ["/ip/firewall/filter/print"],
      rows: [{ protocol: "tcp" }, { protocol: "!udp" }, { protocol: "253" }],
    },
    {
      fact: "the package of v6 is named after the architecture",
      when: ["/system/package/print"],
      rows: [{ name: "routeros-x86" }],
      versions: ["6.49"],
    },
    {
      fact: "netwatch waits for its startup delay",
      given: [["/tool/netwatch/add", "=host=1.1.1.1"]],
      when: ["/tool/netwatch/print"],
      rows: [{ status: "unknown", disabled: undefined }],
    },
  ]);

  it("counts a scheduler entry's owner from who added it", async () => {
    const { must, login } = lab();
    await must("/system/scheduler/add", ["=name=s"], login("writer"));
    const [row] = (await must("/system/scheduler/print")).rows;
    assert.equal(row?.owner, "writer");
    assert.equal(row?.policy, "reboot,read,write,test,password,sniff,romon");
  });
});
