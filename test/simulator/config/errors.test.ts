import { type Fact, facts } from "./facts";

describe("errors in RouterOS's words", () => {
  facts([
    {
      fact: "an unknown argument",
      when: ["/ip/address/add", "=address=1.1.1.1/24", "=interface=ether1", "=vrf=main"],
      traps: ["unknown parameter vrf"],
      versions: ["7.12.2", "7.24"],
    },
    {
      fact: "an unknown argument on v6",
      when: ["/ip/address/add", "=vrf=main"],
      traps: ["unknown parameter"],
      versions: ["6.49"],
    },
    {
      fact: "an argument of a later version",
      when: ["/ip/dhcp-client/add", "=interface=ether1", "=default-route-tables=main"],
      traps: ["unknown parameter default-route-tables"],
      versions: ["7.12.2"],
    },
    {
      fact: "the same where it exists",
      when: ["/ip/dhcp-client/add", "=interface=ether1", "=default-route-tables=main"],
      ret: "*1",
      versions: ["7.18.2", "7.24"],
    },
    {
      fact: "two required arguments",
      when: ["/ip/address/add"],
      traps: ["missing value(s) of argument(s) address interface"],
    },
    {
      fact: "chain is required",
      when: ["/ip/firewall/nat/add"],
      traps: ["missing value(s) of argument(s) chain"],
    },
    {
      fact: "list is required",
      when: ["/ip/firewall/address-list/add"],
      traps: ["missing value(s) of argument(s) list"],
    },
    {
      fact: "pppoe-client says it in its own words",
      when: ["/interface/pppoe-client/add"],
      traps: ["failure: no interfaces provided"],
    },
    {
      fact: "ipsec policy says it in its own words",
      when: ["/ip/ipsec/policy/add"],
      traps: ["failure: Peer not set!"],
    },
    {
      fact: "user group says it in its own words",
      when: ["/user/group/add"],
      traps: ["failure: invalid group name"],
    },
    ...["filter", "nat", "mangle"].flatMap((menu): Fact[] => [
      {
        fact: `ports in ${menu} need a protocol that has them`,
        when: [`/ip/firewall/${menu}/add`, "=chain=c", "=protocol=!tcp", "=dst-port=80"],
        traps: ["failure: ports can be specified if proto is tcp,udp,udp-lite,dccp,sctp"],
        versions: ["6.49", "7.24"],
      },
      {
        fact: `the protocol of ${menu} may be its number`,
        when: [`/ip/firewall/${menu}/add`, "=chain=c", "=protocol=17", "=port=80"],
        ret: "*1",
      },
    ]),
    {
      fact: "a protocol that ports need cannot go before them",
      given: [["/ip/firewall/nat/add", "=chain=srcnat", "=protocol=tcp", "=src-port=80"]],
      when: ["/ip/firewall/nat/set", "=.id=*1", "=!protocol="],
      traps: ["failure: ports can be specified if proto is tcp,udp,udp-lite,dccp,sctp"],
    },
    { fact: "nothing is required of a route", when: ["/ip/route/add"], ret: /^\*8/ },
    { fact: "nothing is required of a routing rule", when: ["/routing/rule/add"], ret: "*1" },
    { fact: "nothing is required of a routing table", when: ["/routing/table/add"], ret: "*1" },
    { fact: "nothing is required of a script", when: ["/system/script/add"], ret: "*1" },
    {
      fact: "a mistyped directory fails twice",
      when: ["/ip/adress/print"],
      traps: ["no such command or directory (adress)", "no such command prefix"],
    },
    {
      fact: "a mistyped root",
      when: ["/nonsense/print"],
      traps: ["no such command or directory (nonsense)", "no such command prefix"],
    },
    { fact: "a command that a menu has not", when: ["/ip/address/fly"], traps: ["no such command"] },
    { fact: "a directory is no command", when: ["/ip/address"], traps: ["no such command"] },
    {
      fact: "/ip/route/rule exists on v6 only",
      when: ["/ip/route/rule/print"],
      traps: ["no such command or directory (rule)", "no such command prefix"],
    },
    {
      fact: "/ip/route/rule on v6",
      when: ["/ip/route/rule/add", "=routing-mark=x", "=table=x"],
      ret: "*1",
      versions: ["6.49"],
    },
    {
      fact: "/routing/table does not exist on v6",
      when: ["/routing/table/print"],
      traps: ["no such command or directory (table)", "no such command prefix"],
      versions: ["6.49"],
    },
    {
      fact: "a bad interface is told by its type",
      when: ["/ip/firewall/mangle/add", "=chain=forward", "=in-interface=nope"],
      traps: ["input does not match any value of interface"],
    },
    {
      fact: "a bad interface list is told by its type",
      when: ["/ip/firewall/mangle/add", "=chain=forward", "=in-interface-list=nope"],
      traps: ["input does not match any value of interface-list"],
    },
    {
      fact: "a mark that is no table",
      when: ["/ip/firewall/mangle/add", "=chain=forward", "=action=mark-routing", "=new-routing-mark=ISP1"],
      traps: ["input does not match any value of new-routing-mark"],
    },
    {
      fact: "v6 takes any routing mark",
      when: [
        "/ip/firewall/mangle/add",
        "=chain=prerouting",
        "=action=mark-routing",
        "=new-routing-mark=ISP1",
      ],
      ret: "*1",
      versions: ["6.49"],
    },
    {
      fact: "a table that does not exist",
      when: ["/ip/route/add", "=gateway=10.0.0.1", "=routing-table=nope"],
      traps: ["input does not match any value of routing-table"],
    },
    {
      fact: "a gateway that is neither address nor interface",
      when: ["/ip/route/add", "=gateway=nope"],
      traps: ["invalid or unexpected argument base"],
    },
    {
      fact: "an empty interface",
      when: ["/ip/firewall/mangle/add", "=chain=forward", "=in-interface="],
      traps: ["ambiguous value of interface, more than one possible value matches input"],
    },
    {
      fact: "an unknown word of an enum",
      when: ["/ip/firewall/mangle/add", "=chain=forward", "=action=fly"],
      traps: ["input does not match any value of action"],
    },
    {
      fact: "no address, range or DNS name",
      when: ["/ip/firewall/address-list/add", "=list=l", "=address=a b"],
      traps: ["failure: a b is not a valid dns name"],
    },
    {
      fact: "a list entry twice",
      given: [["/ip/firewall/address-list/add", "=list=l", "=address=1.1.1.1"]],
      when: ["/ip/firewall/address-list/add", "=list=l", "=address=1.1.1.1/32", "=comment=other"],
      traps: ["failure: already have such entry"],
    },
    {
      fact: "a list entry twice, one with a timeout",
      given: [["/ip/firewall/address-list/add", "=list=l", "=address=1.1.1.1"]],
      when: ["/ip/firewall/address-list/add", "=list=l", "=address=1.1.1.1", "=timeout=1h"],
      traps: ["failure: already have such entry"],
    },
    {
      fact: "a disabled twin of a list entry is allowed",
      given: [["/ip/firewall/address-list/add", "=list=l", "=address=1.1.1.1"]],
      when: ["/ip/firewall/address-list/add", "=list=l", "=address=1.1.1.1", "=disabled=yes"],
      ret: "*2",
    },
    {
      fact: "enabling the twin is not",
      given: [
        ["/ip/firewall/address-list/add", "=list=l", "=address=1.1.1.1"],
        ["/ip/firewall/address-list/add", "=list=l", "=address=1.1.1.1", "=disabled=yes"],
      ],
      when: ["/ip/firewall/address-list/enable", "=.id=*2"],
      traps: ["failure: already have such entry"],
    },
    {
      fact: "the same address in another list",
      given: [["/ip/firewall/address-list/add", "=list=l", "=address=1.1.1.1"]],
      when: ["/ip/firewall/address-list/add", "=list=m", "=address=1.1.1.1"],
      ret: "*2",
    },
    {
      fact: "an address twice",
      given: [["/ip/address/add", "=address=10.0.0.1/24", "=interface=ether1"]],
      when: ["/ip/address/add", "=address=10.0.0.1/24", "=interface=ether1"],
      traps: ["failure: already have such address"],
    },
    {
      fact: "an interface name twice, in whatever menu",
      given: [["/interface/gre/add", "=name=t", "=remote-address=1.1.1.1"]],
      when: ["/interface/pppoe-client/add", "=name=t", "=interface=ether1"],
      traps: ["failure: already have interface with such name"],
    },
    {
      fact: "a rename to a name that is taken",
      when: ["/interface/set", "=.id=ether1", "=name=ether2"],
      traps: ["failure: already have interface with such name"],
    },
    {
      fact: "a second dhcp-client on an interface",
      given: [["/ip/dhcp-client/add", "=interface=ether1"]],
      when: ["/ip/dhcp-client/add", "=interface=ether1"],
      traps: ["failure: dhcp-client on that interface already exists"],
    },
    {
      fact: "a soft reference takes any text",
      when: ["/ip/firewall/mangle/add", "=chain=forward", "=action=jump", "=jump-target=nowhere"],
      ret: "*1",
    },
    {
      fact: "the fasttrack counter row",
      given: [["/ip/firewall/filter/add", "=chain=forward", "=action=fasttrack-connection"]],
      when: ["/ip/firewall/filter/remove", "=.id=0"],
      traps: ["failure: cannot change builtin"],
    },
    {
      fact: "a scheduler entry while device-mode is home",
      options: { deviceMode: { mode: "home" } },
      when: ["/system/scheduler/add", "=name=s"],
      traps: ["failure: not allowed by device-mode"],
    },
    {
      fact: "a scheduler entry while device-mode scheduler=no",
      options: { deviceMode: { scheduler: false } },
      when: ["/system/scheduler/add", "=name=s"],
      traps: ["failure: not allowed by device-mode"],
    },
    {
      fact: "the script language is no silent success",
      when: ["/execute", "=script=:put 1"],
      traps: ["failure: the simulator does not implement the script language (/execute)"],
    },
    {
      fact: "what is not simulated says so",
      when: ["/system/script/run", "=number=0"],
      traps: ["failure: the simulator does not implement the command /system/script/run"],
    },
  ]);
});
