import assert from "node:assert/strict";
import type { RouterOsVersion } from "../../../simulator/config/contract";
import { scriptLab } from "./harness";

type Row = readonly [rule: string, source: string, ...printed: string[]];

const setup = [
  "/ip address",
  "add address=10.0.0.1/24 interface=ether1 comment=lan",
  "add address=10.0.1.1/24 interface=ether2 disabled=yes",
  "/ip firewall address-list add list=a address=1.1.1.1",
  "/ip firewall address-list add list=a address=2.2.2.0/24 comment=net",
  "",
].join("\n");

const rules: readonly Row[] = [
  ["a path alone changes the menu", "/ip address\n:put [:len [find]]\n/\n:put ok", "2", "ok"],
  ["braces enter a menu", "/ip address { :put [:len [find]] }\n:put [:len [/interface find]]", "2", "6"],
  [".. goes back", "/ip address\n..\naddress\n:put [:len [find]]", "2"],
  [
    "paths with slashes and with blanks",
    ":put [/ip/address/get 0 interface]; :put [/ip address get 0 interface]",
    "ether1",
    "ether1",
  ],
  [
    "menus and commands may be abbreviated",
    ":put [/int eth get ether1 name]; /ip addr pri count-only",
    "ether1",
    "2",
  ],
  [
    "find in brackets has the menu of the command around it",
    "/ip address remove [find comment=lan]; :put [:len [/ip address find]]",
    "1",
  ],
  [
    "several terms mean and",
    ":put [:len [/ip address find interface=ether1 comment=lan]]; :put [:len [/ip address find interface=ether2 comment=lan]]",
    "1",
    "0",
  ],
  [
    "a bare property tests a flag",
    ":put [:len [/ip address find disabled]]; :put [:len [/ip address find !disabled]]",
    "1",
    "1",
  ],
  [
    "a presence flag is a word of its own",
    '/routing table add disabled=no fib name=a; /ip route add blackhole dst-address=10.9.0.0/16; /ip route add dst-address=10.8.0.0/16 gateway=ether1 routing-table=a; /ip route set [find dst-address="10.8.0.0/16"] blackhole; :put [:len [/ip route find blackhole]]; /ip route set [find blackhole] !blackhole; :put [:len [/ip route find blackhole]]; :put [:typeof [/routing table get a fib]]',
    "2",
    "0",
    "bool",
  ],
  [
    "or, parentheses, match",
    ':put [:len [/ip address find (interface=ether1 or interface=ether2)]]; :put [:len [/ip address find where comment~"^l"]]',
    "2",
    "1",
  ],
  [
    "a variable named like a property is the property",
    ":local interface ether1; :put [:len [/ip address find interface=$interface]]; :local mine ether1; :put [:len [/ip address find interface=$mine]]",
    "2",
    "1",
  ],
  [
    "text of an address is no prefix: quote it",
    ':put [:len [/ip address find address=10.0.0.1/24]]; :put [:len [/ip address find address="10.0.0.1/24"]]',
    "0",
    "1",
  ],
  [
    "a route's prefix is found either way",
    ':put [:len [/ip route find dst-address=10.0.0.0/24]]; :put [:len [/ip route find dst-address="10.0.0.0/24"]]',
    "1",
    "1",
  ],
  ["a property that the menu has not matches nothing", ":put [:len [/ip route find routing-mark=x]]", "0"],
  ["rows without the property match the empty text", ':put [:len [/ip address find comment=""]]', "1"],
  [
    "no match is an empty array",
    ':put [:typeof [/ip address find comment=x]]; :put ([/ip address find comment=x] = "")',
    "array",
    "true",
  ],
  [
    "get of no row",
    "/ip address get [find comment=x] address",
    "!invalid internal item number (/ip/address/get; line 1)",
  ],
  [
    "get of two rows",
    "/ip address get [find] address",
    "!invalid internal item number (/ip/address/get; line 1)",
  ],
  ["get of a row that is gone", "/ip address get *FF address", "!no such item (/ip/address/get; line 1)"],
  [
    "set and remove of no rows do nothing",
    "/ip address set [find comment=x] disabled=yes; /ip address remove [find comment=x]; :put ok",
    "ok",
  ],
  [
    "set of several rows",
    "/ip firewall address-list set [find list=a] list=b; :put [:len [/ip firewall address-list find list=b]]",
    "2",
  ],
  [
    "! takes a property away",
    "/interface ethernet set ether1 comment=x; /ip route add gateway=10.0.0.9 check-gateway=ping; /ip route set [find gateway=10.0.0.9] !check-gateway; :put [:typeof [/ip route get [find gateway=10.0.0.9] check-gateway]]",
    "str",
  ],
  [
    "add gives the id",
    ":local i [/ip firewall address-list add list=z address=9.9.9.9]; :put [:typeof $i]; :put [/ip firewall address-list get $i list]",
    "id",
    "z",
  ],
  [
    "values have types",
    ":put [:typeof [/ip address get 0 disabled]]; :put [:typeof [/ip address get 0 address]]; :put [:typeof [/system resource get uptime]]; :put [:typeof [/ip address get 0 comment]]",
    "bool",
    "str",
    "time",
    "str",
  ],
  [
    "get without a property is a map",
    ':local r [/ip address get 0]; :put ($r->"interface"); :put [:typeof ($r->"disabled")]',
    "ether1",
    "bool",
  ],
  [
    "print as-value is always a list of maps",
    ':local r [/ip address print as-value where comment=lan]; :put [:len $r]; :put ($r->0->"address")',
    "1",
    "10.0.0.1/24",
  ],
  ["print count-only", ':put [/ip address print count-only where interface~"ether"]', "2"],
  ["print count-only shows the number", '/ip address print count-only where interface~"ether"', "2"],
  [
    "a single row needs no number",
    "/system identity set name=office; :put [/system identity get name]",
    "office",
  ],
  [
    "a list is joined with commas",
    ":local p {80;443}; /ip firewall filter add chain=input protocol=tcp dst-port=$p action=accept; :put [/ip firewall filter get [find chain=input] dst-port]",
    "80,443",
  ],
  [
    "errors of menus are RouterOS's",
    "/ip address add address=10.9.0.1/24 interface=nope",
    "!input does not match any value of interface (/ip/address/add; line 1)",
  ],
  [
    "the first line that fails ends the script",
    "/ip address add address=10.9.0.1/24 interface=ether3\n/ip address add address=x interface=ether3\n:put never",
    "!invalid value for argument address (/ip/address/add; line 2)",
  ],
  ["log", ':log warning "low"; :put [/log get [find message=low] topics]', "script,warning"],
  [
    "ping gives the number of replies and takes time",
    ":put [/ping 10.0.0.1 count=2 ]; :put [:time {/ping 9.9.9.9 count=2}]",
  ],
  [
    "ping as-value of one request is a map",
    ':local r [/ping 10.0.0.1 count=1 as-value]; :put $r; :put [:typeof ($r->"time")]; :put [:typeof ($r->"status")]',
    ".id=*0;host=10.0.0.1;seq=0;size=56;time=00:00:00.001;ttl=64",
    "time",
    "nothing",
  ],
  [
    "ping as-value of a request without a reply has a status and no time",
    ':local r [/ping 9.9.9.9 count=1 as-value]; :put $r; :put [:typeof ($r->"time")]',
    ".id=*0;host=9.9.9.9;seq=0;status=timeout",
    "nothing",
  ],
  [
    "ping as-value of several requests is a list of maps",
    ':local r [/ping 10.0.0.1 count=3 as-value]; :put [:len $r]; :put [:typeof ($r->"time")]; :foreach one in=$r do={ :put (($one->"seq") . " " . ($one->"time")) }',
    "3",
    "nothing",
    "0 00:00:00.001",
    "1 00:00:00.001",
    "2 00:00:00.001",
  ],
  [
    "monitor as-value of one row is a map, and without as-value nothing",
    ':put ([/interface ethernet monitor ether1 once as-value]->"status"); :put [:typeof [/interface ethernet monitor ether1 once]]',
    "link-ok",
    " 0 name=ether1 status=link-ok auto-negotiation=done rate=1Gbps full-duplex=true",
    "nothing",
  ],
  [
    "a menu that the simulator has not says so",
    "/caps-man manager set enabled=yes",
    "!failure: the simulator does not implement /caps-man/manager/set (/caps-man/manager/set; line 1)",
  ],
  [
    "an argument that is none is an error of the whole script",
    ":put 1; /ip route add routing-mark=x gateway=1.1.1.1",
    "!expected end of command (line 1 column 23)",
  ],
  [
    "an argument given twice",
    "/ip address add interface=ether1 interface=ether2",
    "!expected end of command (line 1 column 34)",
  ],
  [
    "arguments may be abbreviated",
    "/ip dhcp-client add interface=ether3 add-def=no; :put [/ip dhcp-client get [find interface=ether3] add-default-route]",
    "no",
  ],
  [
    "a menu that this version has not",
    ":put 1; /ip route rule add table=main",
    "1",
    "!bad command name rule (line 1 column 19)",
  ],
  [
    "nothing can be entered that is not there",
    ":put 1; /ip/route/rule/add table=main",
    "!syntax error (line 1 column 23)",
  ],
  [
    "scripts run each other",
    '/system script add name=s source=":put in; :global z 3"; /system script run s; :global z; :put $z; :put [/system script get s run-count]',
    "in",
    "3",
    "1",
  ],
  [
    "execute as a job of its own",
    ':global g 1; :execute ":global g; :set g 2"; :put $g; :delay 1s; :put $g',
    "1",
    "2",
  ],
  [
    "execute with its output",
    ':put [:execute ":put hi; :put (1 / 0)" as-string]',
    "hi\ndivision by zero (:put; line 1)\n",
  ],
  ["execute of a block", ":put [:execute {:put x} as-string]", "x\n"],
  [
    "one instance by the table of jobs",
    ":put [/system script job print count-only where script=[:jobname]]",
    "1",
  ],
  ["environment is short for its menu", ":global gg 7; :put [:len [/environment find name=gg]]", "1"],
  [
    "a command that the simulator has not says so",
    "/tool/wol mac=02:00:00:00:00:01",
    "!failure: the simulator does not implement /tool/wol (/tool/wol; line 1)",
  ],
  [
    "unnamed arguments of what it has not, too",
    "/terminal style error",
    "!failure: the simulator does not implement /terminal/style (/terminal/style; line 1)",
  ],
  ["globals are rows", ":global gg 7; :put [/system script environment get [find name=gg] value]", "7"],
];

describe("menus in scripts", () => {
  for (const [rule, source, ...printed] of rules) {
    it(rule, async () => {
      const lab = scriptLab();
      assert.equal((await lab.run(setup)).error, undefined);
      const { out, error } = await lab.run(source);
      const got = error === undefined ? out : [...out, `!${error}`];
      if (printed.length > 0) assert.deepEqual(got, printed);
      else
        assert.deepEqual([out.filter((line) => /^\d+$|:/.test(line)), error], [["2", "00:00:02"], undefined]);
    });
  }

  const refused: readonly (readonly [RouterOsVersion, string, string])[] = [
    // The column is that of as-value (measured on 6.49.13).
    ["6.49", ":put [/ping address=10.0.0.1 count=2 as-value]", "expected end of command (line 1 column 38)"],
    ["7.21.5", ":put [/ping no.such.name count=1]", "failure: resolve failed (/ping; line 1)"],
    ["6.49", "/ip route get *FFFF gateway", "no such item (4) (/ip/route/get; line 1)"],
    ["7.21.5", "/routing table add name=a fib fib", "expected end of command (line 1 column 31)"],
    ["7.21.5", "/routing table add name=a fi", "expected end of command (line 1 column 27)"],
    ["7.21.5", "/ip address add blackhole", "expected end of command (line 1 column 17)"],
    ["6.49", "/ip route add dst-address=10.9.0.0/16 blackhole", "expected end of command (line 1 column 39)"],
    ["7.21.5", "/ip route get *FFFF gateway", "no such item (/ip/route/get; line 1)"],
  ];
  for (const [version, source, error] of refused) {
    it(`${version}: ${error}`, async () => assert.equal((await scriptLab(version).run(source)).error, error));
  }

  it("logs an error that nothing caught since 7.15", async () => {
    for (const [version, logged] of [
      ["7.12.2", 0],
      ["7.21.5", 1],
    ] as const) {
      const lab = scriptLab(version);
      await lab.run(":put (1 / 0)");
      const lines = lab.plane.hand.print("/log").filter(({ topics }) => topics === "script,error");
      assert.equal(lines.length, logged, version);
    }
  });
});
