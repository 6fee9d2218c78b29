/** An office that was set up by hand with the how-to's commands: on RouterOS 6 as they are, and as RouterOS 7 takes them. */

import type { SimulatedRouter } from "../../simulator/index";
import { runScript } from "../../simulator/index";
import { script } from "../simulator/script/article";

const perLine = (of: (line: "ISP1" | "ISP2", port: string, address: string) => string): string =>
  [of("ISP1", "pppoe-isp1", "1.1.1.10"), of("ISP2", "ether2-isp2", "2.2.2.20")].join("\n");

const lines = `/interface pppoe-client
add add-default-route=yes default-route-distance=11 disabled=no interface=ether1-isp1 keepalive-timeout=disabled name=pppoe-isp1 password=secret_password user=user1 allow=mschap2
/ip dhcp-client
add default-route-distance=12 disabled=no interface=ether2-isp2 use-peer-dns=no`;

const marks = `/ip firewall mangle
${perLine((line, port) => `add comment="${line} mark conn" action=mark-connection chain=prerouting connection-state=new in-interface=${port} new-connection-mark=from-${line}`)}`;

const translation = `/ip firewall nat
${perLine((line, port, address) => `add action=src-nat chain=srcnat comment="${line} NAT" out-interface=${port} to-addresses=${address}`)}`;

const restriction = `/ip firewall address-list
${perLine((line, _, address) => `add address=${address} comment="${line} src IP" list=${line}_src_IPs`)}
/ip firewall filter
${perLine((line, port) => `add action=drop chain=output comment="${line} restrict output" out-interface=${port} src-address-list=!${line}_src_IPs`)}`;

/** By family. The rows without a comment are the how-to's. */
export const howTo: Readonly<Record<6 | 7, string>> = {
  6: `${lines}
${marks}
add action=mark-routing chain=prerouting connection-mark=from-ISP1 new-routing-mark=to-ISP1
add action=mark-routing chain=prerouting connection-mark=from-ISP2 new-routing-mark=to-ISP2
add action=mark-routing chain=output connection-mark=from-ISP1 new-routing-mark=to-ISP1
add action=mark-routing chain=output connection-mark=from-ISP2 new-routing-mark=to-ISP2
${perLine((line, _, address) => `add action=mark-routing chain=output comment="${line} mangle" new-routing-mark=to-${line} src-address=${address}`)}
${translation}
/ip route
add comment="ISP1 route" distance=1 gateway=1.1.1.1 routing-mark=ISP1
add comment="ISP2 route" distance=1 gateway=2.2.2.1 routing-mark=ISP2
add comment=GW1 distance=1 gateway=1.1.1.1
add comment=GW2 distance=2 gateway=2.2.2.1
/ip route rule
${perLine((line, _, address) => `add comment="${line} rule" src-address=${address}/32 table=${line}`)}
add dst-address=192.168.0.0/16 table=main
add dst-address=10.0.0.0/8 table=main
add dst-address=172.16.0.0/12 table=main
add routing-mark=to-ISP1 table=ISP1
add routing-mark=to-ISP2 table=ISP2
${restriction}
`,
  7: `${lines}
/interface list member
add list=WAN interface=pppoe-isp1
add list=WAN interface=ether2-isp2
/routing table
add name=ISP1 fib=yes
add name=ISP2 fib=yes
${marks}
add action=mark-routing chain=prerouting connection-mark=from-ISP1 in-interface-list=!WAN dst-address-type=!local new-routing-mark=ISP1 passthrough=no
add action=mark-routing chain=prerouting connection-mark=from-ISP2 in-interface-list=!WAN dst-address-type=!local new-routing-mark=ISP2 passthrough=no
add action=mark-routing chain=output connection-mark=from-ISP1 new-routing-mark=ISP1 passthrough=no
add action=mark-routing chain=output connection-mark=from-ISP2 new-routing-mark=ISP2 passthrough=no
${perLine((line, _, address) => `add action=mark-routing chain=output comment="${line} mangle" new-routing-mark=${line} src-address=${address} passthrough=no`)}
${translation}
/ip route
add comment="ISP1 route" distance=1 gateway=pppoe-isp1 routing-table=ISP1
add comment="ISP2 route" distance=1 gateway=2.2.2.1 routing-table=ISP2
add comment=GW1 distance=1 gateway=pppoe-isp1
add comment=GW2 distance=2 gateway=2.2.2.1
/routing rule
add action=lookup min-prefix=0 table=main
${perLine((line, _, address) => `add comment="${line} rule" src-address=${address}/32 action=lookup-only-in-table table=${line}`)}
${restriction}
`,
};

/** Types it in, and the script with its scheduler entry. */
export async function typeHowTo(router: SimulatedRouter, family: 6 | 7): Promise<void> {
  const { plane, scripts } = router;
  const caller = plane.login("admin", "", "console", "");
  if (caller === undefined) throw new Error("admin cannot log in");
  try {
    await runScript(howTo[family], scripts.host({ caller, signal: new AbortController().signal }));
  } finally {
    plane.logout(caller);
  }
  const policy = "read,write,test";
  router.config.add("/system/script", { name: "upd_route_rules", policy, source: script });
  router.config.add("/system/scheduler", {
    ...{ name: "upd_route_rules", "on-event": "upd_route_rules", policy, interval: "45s" },
    "start-time": "00:00:00",
    "start-date": family === 6 ? "jan/01/1970" : "1970-01-01",
  });
}
