/** A small office with two lines, and its router by hand: what the tests of the network run on. */
import { type ManualClock, manualClock } from "../../../simulator/clock";
import {
  createConfigurationPlane,
  type PlaneOptions,
  type RouterConfiguration,
} from "../../../simulator/config";
import { CommandFailure, type PrintedRow, type RouterOsVersion } from "../../../simulator/config/contract";
import { createNetwork, type Network, type NetworkOptions } from "../../../simulator/network";
import { requestOf } from "../config/harness";

export interface Office {
  readonly router: RouterConfiguration;
  readonly clock: ManualClock;
  readonly network: Network;
  add(menu: string, properties: Readonly<Record<string, string>>): string;
  set(menu: string, rows: string, properties: Readonly<Record<string, string | null>>): void;
  /** Rows of a menu. */
  rows(menu: string, ...queries: string[]): PrintedRow[];
  /** Runs `/menu/command` with words, while the clock goes on as far as it has to. */
  run(path: string, words?: readonly string[]): Promise<{ rows: PrintedRow[]; took: number; trap?: string }>;
}

export const pppoeIsp = {
  name: "ISP1",
  access: "pppoe",
  interface: "ether1",
  address: "203.0.113.10",
  gateway: "203.0.113.1",
} as const;

export const dhcpIsp = {
  name: "ISP2",
  access: "dhcp",
  interface: "ether2",
  address: "198.51.100.20/24",
  gateway: "198.51.100.1",
} as const;

export const staticIsp = {
  name: "ISP3",
  access: "static",
  interface: "ether3",
  address: "192.0.2.2/24",
  gateway: "192.0.2.1",
} as const;

export const lteIsp = {
  name: "LTE",
  access: "lte",
  interface: "lte1",
  address: ["100.70.0.9", "100.70.0.10"],
  gateway: "100.70.0.1",
} as const;

export const host = {
  kind: "host",
  name: "desk",
  from: "192.168.88.10",
  interface: "bridge",
  to: "8.8.8.8",
} as const;

export function office(
  options: Partial<Omit<NetworkOptions, "router">> = {},
  version: RouterOsVersion = "7.21.5",
  device: Pick<PlaneOptions, "lte"> = {},
): Office {
  const clock = manualClock();
  const router = createConfigurationPlane({ version, clock, ...device });
  const { hand } = router;
  hand.add("/interface/bridge", { name: "bridge" });
  hand.add("/ip/address", { address: "192.168.88.1/24", interface: "bridge" });
  hand.add("/interface/list", { name: "WAN" });
  hand.add("/interface/list", { name: "LAN" });
  hand.add("/interface/list/member", { list: "LAN", interface: "bridge" });
  const network = createNetwork({ router, isps: [pppoeIsp, dhcpIsp], ...options });
  const caller = router.login("admin", "", "api", "192.168.88.9");
  if (caller === undefined) throw new Error("admin cannot log in");
  return {
    router,
    clock,
    network,
    add: (menu, properties) => hand.add(menu, properties),
    set: (menu, rows, properties) => hand.set(menu, rows, properties),
    rows: (menu, ...queries) => hand.print(menu, queries),
    run: async (path, words = []) => {
      const rows: PrintedRow[] = [];
      const begun = clock.now();
      let trap: string | undefined;
      const signal = new AbortController().signal;
      const output = { row: (row: PrintedRow) => void rows.push(row), signal };
      let over = 0;
      const running = router
        .execute(requestOf(path, words), caller, output)
        .catch((error) => {
          if (!(error instanceof CommandFailure)) throw error;
          trap = error.message;
        })
        .then(() => {
          over = clock.now();
        });
      for (let step = 0; over === 0 && step < 20_000; step++) await clock.advance(step === 0 ? 0 : 1);
      await running;
      return { rows, took: over - begun, ...(trap === undefined ? {} : { trap }) };
    },
  };
}

/** PPPoE on ISP1 at distance 1 and DHCP on ISP2 at distance 2, each with masquerade. */
export function twoLines(made: Office): Office {
  const { add, router } = made;
  const pppoe = { name: "pppoe-isp1", interface: "ether1", user: "u", password: "p", disabled: "no" };
  add("/interface/pppoe-client", { ...pppoe, "add-default-route": "yes", "default-route-distance": "1" });
  add("/ip/dhcp-client", { interface: "ether2", "default-route-distance": "2", disabled: "no" });
  router.hand.add("/interface/list/member", { list: "WAN", interface: "pppoe-isp1" });
  router.hand.add("/interface/list/member", { list: "WAN", interface: "ether2" });
  add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", "out-interface-list": "WAN" });
  return made;
}

/** Mangle and tables of two lines in the v7 form: what comes in on a WAN is answered by it. */
export function policyRouting({ add }: Office): void {
  for (const [name, port, gateway] of [
    ["ISP1", "pppoe-isp1", "pppoe-isp1"],
    ["ISP2", "ether2", "198.51.100.1"],
  ] as const) {
    add("/routing/table", { name, fib: "" });
    add("/ip/route", { gateway, "routing-table": name });
    add("/ip/firewall/mangle", {
      chain: "prerouting",
      action: "mark-connection",
      "connection-mark": "no-mark",
      "connection-state": "new",
      "in-interface": port,
      "new-connection-mark": `from-${name}`,
    });
    add("/ip/firewall/mangle", {
      chain: "prerouting",
      action: "mark-routing",
      "connection-mark": `from-${name}`,
      "in-interface-list": "LAN",
      "dst-address-type": "!local",
      "new-routing-mark": name,
      passthrough: "no",
    });
    add("/ip/firewall/mangle", {
      chain: "output",
      action: "mark-routing",
      "connection-mark": `from-${name}`,
      "new-routing-mark": name,
      passthrough: "no",
    });
  }
}
