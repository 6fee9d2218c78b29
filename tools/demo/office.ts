/** The article's office as a simulated router: two lines that are up, a local network, and rules of its own. */
import { type SimulatedRouter, startRouter } from "../../simulator/index";

export const user = "admin";

/** Starts the router. Its password is made up for this run. */
export async function startOffice(password: string): Promise<SimulatedRouter> {
  const router = await startRouter({
    version: "7.21.5",
    identity: "office-12",
    serialNumber: "HEX0DEMO0012",
    users: [{ name: user, password, group: "full" }],
    interfaces: ["ether1-isp1", "ether2-isp2", "ether3", "ether4", "ether5"],
    port: false,
    tls: true,
  });
  const { config } = router;
  config.line("ether1-isp1", { state: "up", address: "1.1.1.10", gateway: "1.1.1.1" });
  config.line("ether2-isp2", { state: "up", address: "2.2.2.20/24", gateway: "2.2.2.1" });
  config.add("/interface/bridge", { name: "bridge-lan" });
  config.add("/ip/address", { address: "192.168.88.1/24", interface: "bridge-lan" });
  // What the engineer of this office typed in years ago; it is not declared, and must be left alone.
  config.add("/ip/firewall/filter", { chain: "input", action: "accept", comment: "allow Winbox" });
  config.add("/ip/firewall/filter", {
    chain: "forward",
    action: "fasttrack-connection",
    comment: "fasttrack",
  });
  return router;
}

/** A change by hand: what the colleague typed, and the same done to the simulated router. */
export interface HandEdit {
  readonly typed: string;
  apply(router: SimulatedRouter): void;
}

export const handEdits: readonly HandEdit[] = [
  {
    typed: '/ip/firewall/mangle/disable [find comment="ISP1 mark conn"]',
    apply: ({ config }) =>
      config.set("/ip/firewall/mangle", find(config, "/ip/firewall/mangle", "ISP1 mark conn"), {
        disabled: "yes",
      }),
  },
  {
    typed: '/ip/route/set [find comment="GW2"] distance=5',
    apply: ({ config }) => config.set("/ip/route", find(config, "/ip/route", "GW2"), { distance: "5" }),
  },
  {
    typed: '/ip/firewall/nat/remove [find comment="ISP2 NAT"]',
    apply: ({ config }) => config.remove("/ip/firewall/nat", find(config, "/ip/firewall/nat", "ISP2 NAT")),
  },
];

function find(config: SimulatedRouter["config"], menu: string, comment: string): string {
  const [row] = config.print(menu, [`comment=${comment}`]);
  if (row?.[".id"] === undefined) throw new Error(`no row with comment "${comment}" in ${menu}`);
  return row[".id"];
}
