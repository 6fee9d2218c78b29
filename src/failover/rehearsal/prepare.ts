/** What a router has before the office's plan is on it: its inside, and what the arguments only name. */
import type { RouterConfiguration } from "routeros-simulator";
import type { DualWan, Line } from "../args";
import { ispOf, lan, portOf } from "./surroundings";

type Row = Readonly<Record<string, string>>;

/** As the checks before a deployment ask for: routes of others stand behind the office's own distances. */
const behindOurs = { "default-route-distance": "200" };

/** Head office, of TEST-NET-3 (RFC 5737): nobody answers there. */
const headOffice = "203.0.113.91";

/** Point-to-point lines that are set up elsewhere are LTE modems. */
const isModem = ({ access, gateway }: Line): boolean =>
  access.kind === "existing" && gateway.by === "interface";

/** What the router is built with: a port for each line and one for the inside, and modems. */
export const portsFor = ({ lines }: DualWan) => ({
  interfaces: [...new Set([...lines.filter((line) => !isModem(line)).map(portOf), "ether-lan"])],
  lte: lines.filter(isModem).map((line) => line.interface),
});

export function prepare(office: DualWan, { hand }: Pick<RouterConfiguration, "hand">): void {
  const named = (menu: string, name: string, rest: Row = {}) => {
    if (!hand.print(menu).some((row) => row.name === name)) hand.add(menu, { name, ...rest });
  };
  hand.add("/interface/bridge", { name: office.lan.interface });
  hand.set("/ip/dns", "", { servers: "9.9.9.9" });
  hand.add("/interface/bridge/port", { bridge: office.lan.interface, interface: "ether-lan" });
  hand.add("/ip/address", { address: lan.router, interface: office.lan.interface });
  for (const line of office.lines) {
    const { access, gateway } = line;
    if (access.kind === "pppoe" && access.profile !== undefined) named("/ppp/profile", access.profile);
    if (access.kind !== "existing") continue;
    if (gateway.by === "interface") hand.set("/interface/lte/apn", "default", behindOurs);
    if (gateway.by === "dhcp")
      hand.add("/ip/dhcp-client", { interface: line.interface, ...behindOurs, disabled: "no" });
    if (gateway.by === "address")
      hand.add("/ip/address", { address: String(ispOf(line).address), interface: line.interface });
  }
  for (const { peer, proposal } of office.ipsec) {
    named("/ip/ipsec/peer", peer, { address: headOffice });
    named("/ip/ipsec/proposal", proposal);
  }
}
