/** The configuration as packets meet it, each part computed anew after it has changed. */

import { routeSources } from "../../config/menus/route-state";
import type { Router } from "../../config/router";
import type { CountConnections } from "../firewall/limits";
import { listMenu, readLists } from "../firewall/lists";
import type { Surroundings } from "../firewall/matchers";
import type { Chains } from "../firewall/rules";
import { type Counters, readChains } from "../firewall/rules";
import type { Interfaces } from "../interfaces";
import { readInterfaces } from "../interfaces";
import { type Memo, memosOf } from "../memo";
import type { Random } from "../random";
import type { RoutingTables } from "../routing/decision";
import { readFib } from "../routing/fib";
import { readPolicy } from "../routing/rules";
import type { TrackingSettings } from "../tracking/table";
import { isLoose, isTracking, readTimeouts } from "../tracking/timeouts";

/** Stores that interfaces and their addresses depend on. */
export const interfaceSources = [
  ...["lines", "/interface", "/ip/address", "/interface/list", "/interface/list/member"],
  "/interface/bridge/port",
];

export interface Settings {
  readonly forward: boolean;
  /** `no`, `loose` or `strict` */
  readonly reversePath: string;
}

export interface Configured {
  readonly interfaces: Memo<Interfaces>;
  readonly routing: Memo<RoutingTables>;
  readonly filter: Memo<Chains>;
  readonly nat: Memo<Chains>;
  readonly mangle: Memo<Chains>;
  readonly raw: Memo<Chains>;
  readonly settings: Memo<Settings>;
  readonly tracking: Memo<TrackingSettings>;
}

export const tables = {
  filter: "/ip/firewall/filter",
  nat: "/ip/firewall/nat",
  mangle: "/ip/firewall/mangle",
  raw: "/ip/firewall/raw",
} as const;

export function readConfigured(
  router: Router,
  counters: Counters,
  random: Random,
  connectionsFrom: CountConnections,
): Configured {
  const memo = memosOf(router);
  const interfaces = memo(interfaceSources, () => readInterfaces(router));
  const lists = memo([listMenu], () => readLists(router));
  const routing = memo(
    [...routeSources, ...interfaceSources, "/routing/rule", "/ip/route/rule", "/routing/settings"],
    () => ({
      interfaces: interfaces.get(),
      fib: readFib(router, interfaces.get()),
      policy: readPolicy(router),
    }),
  );
  const around: Surroundings = {
    interfaces: () => interfaces.get(),
    lists: () => lists.get(),
    blackholed: (address) => routing.get().fib.find("main", address)?.end === "blackhole",
    now: () => router.clock.now(),
    wall: () => router.wall(),
    random,
    connectionsFrom,
  };
  const chains = (menu: string) =>
    memo(
      // Names of interfaces, lists and tables stand in rules.
      [menu, "/interface", "/interface/list", "/routing/table", "/interface/bridge/port"],
      () => readChains(router, menu, counters, around),
    );
  return {
    interfaces,
    routing,
    filter: chains(tables.filter),
    nat: chains(tables.nat),
    mangle: chains(tables.mangle),
    raw: chains(tables.raw),
    settings: memo(["/ip/settings"], () => readSettings(router)),
    tracking: memo(["/ip/firewall/connection/tracking", ...Object.values(tables)], () => ({
      enabled: isTracking(router),
      loose: isLoose(router),
      timeouts: readTimeouts(router),
    })),
  };
}

function readSettings(router: Router): Settings {
  const [row] = router.rows("/ip/settings");
  const value = (name: string) => (row === undefined ? undefined : router.value("/ip/settings", row, name));
  return { forward: value("ip-forward") !== "false", reversePath: value("rp-filter") ?? "no" };
}
