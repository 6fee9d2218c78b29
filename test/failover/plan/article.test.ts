/** The plan of the how-to's office: PPPoE and DHCP, nothing else said. */
import assert from "node:assert/strict";
import { addCommand } from "pulumi-routeros-provider";
import { leastVersion } from "../../../src/failover/args";
import { plain } from "../support/offices";
import { type Planned, planOf } from "../support/plans";

/** The steps as people read them: a line for each part. A * is a row that waits for its address. */
const shown = ({ steps }: Planned): readonly string[] =>
  [...new Set(steps.map(({ part }) => part))].map((part) => {
    const keys = steps.filter((step) => step.part === part && step.is !== "order");
    return `${part}: ${keys.map((step) => `${step.key}${step.is === "row" && step.args.disabled ? "*" : ""}`).join(", ")}`;
  });

/** A row as the command that adds it. */
function command({ office, rows }: Planned, key: string): string {
  const row = rows.find((one) => one.key === key);
  assert.ok(row, key);
  const { path, attributes } = addCommand(row.kind, row.args, leastVersion(office));
  const said = attributes.filter(([name]) => name !== "disabled" && name !== "comment");
  return `${path} ${said.map(([name, value]) => `${name}=${value}`).join(" ")}`;
}

const mangle =
  "mangle: ISP1 mark conn, ISP2 mark conn, ISP1 mark routing, ISP2 mark routing, ISP1 mark routing out, " +
  "ISP2 mark routing out, Own UDP follows the active line, ISP1 mangle*, ISP2 mangle*";
const lists =
  "lists: WAN list, ISP1 in WAN list, ISP2 in WAN list, local network 10.0.0.0/8, local network 172.16.0.0/12, " +
  "local network 192.168.0.0/16, ISP1 src IP*, ISP2 src IP*";
const lineRoutes = "line routes: ISP1 route, ISP1 blackhole, ISP2 gateway*, ISP2 route*, ISP2 blackhole";
const rest = [
  mangle,
  "filter: ISP1 restrict output*, ISP2 restrict output*, Invalid by a line, Marked past FastTrack",
  "default routes: GW1, GW2*",
  "scripts: upd_route_rules_sync, upd_route_rules, upd_route_rules_status, upd_route_rules_maintenance, upd_route_rules_setup",
  "first run: First run",
  "schedule: Schedule of upd_route_rules",
];

describe("the plan of the how-to's office", () => {
  const seven = planOf(plain);
  const six = planOf({ ...plain, dialect: 6 });

  it("RouterOS 7: is these rows, in this order", () => {
    assert.deepEqual(shown(seven), [
      "lines: ISP1 profile, ISP1 line",
      lists,
      "tables: ISP1 table, ISP2 table",
      lineRoutes,
      "NAT: ISP1 NAT, ISP2 NAT",
      "leases: ISP2 line",
      "rules: Known networks, ISP1 rule*, ISP2 rule*",
      ...rest,
    ]);
  });

  it("RouterOS 6: is these rows, in this order", () => {
    assert.deepEqual(shown(six), [
      "lines: ISP1 profile, ISP1 line",
      lists,
      lineRoutes,
      "NAT: ISP1 NAT, ISP2 NAT",
      "leases: ISP2 line",
      "rules: Known network 10.0.0.0/8, Known network 172.16.0.0/12, Known network 192.168.0.0/16, Active line rule, " +
        "ISP1 mark rule, ISP2 mark rule, ISP1 rule*, ISP2 rule*",
      ...rest,
    ]);
  });

  const same: readonly (readonly [key: string, seven: string, six?: string])[] = [
    [
      "ISP1 route",
      "/ip/route dst-address=0.0.0.0/0 gateway=pppoe-isp1 routing-table=ISP1 distance=1",
      "/ip/route dst-address=0.0.0.0/0 gateway=pppoe-isp1 routing-mark=ISP1 distance=1",
    ],
    [
      "ISP2 blackhole",
      "/ip/route dst-address=0.0.0.0/0 blackhole= routing-table=ISP2 distance=254",
      "/ip/route dst-address=0.0.0.0/0 type=blackhole routing-mark=ISP2 distance=254",
    ],
    [
      "GW2",
      "/ip/route dst-address=0.0.0.0/0 gateway=192.0.2.2%ether2 routing-table=main distance=2",
      "/ip/route dst-address=0.0.0.0/0 gateway=192.0.2.2%ether2 distance=2",
    ],
    [
      "ISP2 rule",
      "/routing/rule src-address=192.0.2.2 action=lookup-only-in-table table=ISP2",
      "/ip/route/rule src-address=192.0.2.2 action=lookup-only-in-table table=ISP2",
    ],
    [
      "ISP2 mark conn",
      "/ip/firewall/mangle chain=prerouting action=mark-connection connection-state=new connection-mark=no-mark in-interface=ether2 new-connection-mark=from-ISP2",
    ],
    [
      "ISP2 mark routing",
      "/ip/firewall/mangle chain=prerouting action=mark-routing connection-mark=from-ISP2 dst-address-type=!local dst-address-list=!local-networks in-interface-list=!WAN new-routing-mark=ISP2 passthrough=no",
      "/ip/firewall/mangle chain=prerouting action=mark-routing connection-mark=from-ISP2 dst-address-type=!local dst-address-list=!local-networks in-interface-list=!WAN new-routing-mark=to-ISP2 passthrough=no",
    ],
    [
      "ISP2 restrict output",
      "/ip/firewall/filter chain=output action=drop src-address-list=!ISP2_src_IPs dst-address=192.0.2.2 out-interface=ether2 ipsec-policy=out,none",
    ],
  ];
  for (const [key, inSeven, inSix = inSeven] of same) {
    it(`${key} is what the how-to has, without its defects`, () => {
      assert.deepEqual(sorted(command(seven, key)), sorted(inSeven));
      assert.deepEqual(sorted(command(six, key)), sorted(inSix));
    });
  }
});

/** The words of a command: the order of arguments means nothing. */
const sorted = (text: string): readonly string[] => text.split(" ").sort();
