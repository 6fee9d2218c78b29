/** Which routes have a reachable next hop, and which of those win. */
import type { Router } from "../behaviour";
import { isDisabled, type Row } from "../store/row";
import { type Candidate, type HopState, Resolver } from "./route-resolver";

/** Something that check-gateway asks: an address, through an immediate next hop. */
export interface GatewayProbe {
  readonly gateway: string;
  /** `10.0.0.1%ether1` or `pppoe-out1` */
  readonly through: string;
  readonly kind: string;
}

export interface RouteState {
  readonly reachable: boolean;
  readonly active: boolean;
  readonly ecmp: boolean;
  /** `10.0.0.1%ether1`, `pppoe-out1`; several with commas; empty when not reachable. */
  readonly immediate: string;
  /** The same as a list. */
  readonly hops: readonly string[];
  /** What check-gateway asks for this route. */
  readonly probes: readonly GatewayProbe[];
  readonly blackhole: boolean;
  /** v6: `10.0.0.1 reachable via  ether1`. */
  readonly gatewayStatus: string | undefined;
}

const known = new WeakMap<Router, { revision: number; states: ReadonlyMap<string, RouteState> }>();

/** Stores that routes depend on; `gateways` is what check-gateway finds. */
export const routeSources = [
  ...["lines", "gateways", "/interface", "/ip/address", "/ip/route", "/routing/table"],
  ...["/interface/bridge/port"],
];

/** The state of every route by id; computed once for each change of what it depends on. */
export function routeStates(router: Router): ReadonlyMap<string, RouteState> {
  const last = known.get(router);
  const revision = router.revisionOf(routeSources);
  if (last?.revision === revision) return last.states;
  const states = compute(router);
  known.set(router, { revision, states });
  return states;
}

function candidateOf(router: Router, row: Row): Candidate {
  const value = (name: string) => router.value("/ip/route", row, name);
  const { gateway = "" } = row.values;
  const scope = Number(value("scope") ?? "30");
  const targetScope = Number(value("target-scope") ?? "10");
  return {
    row,
    destination: value("dst-address") ?? "0.0.0.0/0",
    table: tableOf(router, row),
    distance: Number(value("distance") ?? "1"),
    // v7 raises a scope that is not greater than the target scope, and does not show it (manual).
    scope: router.major < 7 ? scope : Math.max(scope, targetScope + 1),
    targetScope,
    hops: gateway === "" ? [] : router.print(gateway).split(","),
    check: row.values["check-gateway"],
    blackhole: "blackhole" in row.values || (row.values.type ?? "unicast") !== "unicast",
  };
}

/** The table a route is in; in v6 the routing mark that leads to it. */
export function tableOf(router: Router, row: Row): string {
  const table =
    router.major < 7 ? row.values["routing-mark"] : router.value("/ip/route", row, "routing-table");
  return table ?? "main";
}

function compute(router: Router): ReadonlyMap<string, RouteState> {
  const candidates = router
    .rows("/ip/route")
    .filter((row) => !isDisabled(row))
    .map((row) => candidateOf(router, row));
  const resolver = new Resolver(router, candidates);
  const resolved = new Map(candidates.map((route) => [route, resolver.resolve(route)]));
  const hopsOf = (route: Candidate) => (resolved.get(route) ?? []).flatMap(({ immediate }) => immediate);
  const best = new Map<string, Candidate[]>();
  for (const route of candidates) {
    if (hopsOf(route).length === 0 && !route.blackhole) continue;
    const key = `${route.table} ${route.destination}`;
    const winners = best.get(key) ?? [];
    const distance = winners[0]?.distance ?? Number.POSITIVE_INFINITY;
    if (route.distance < distance) best.set(key, [route]);
    // v6 keeps one of equal distance, and does not say which (manual v6): here the first. v7 makes them one with ECMP.
    else if (route.distance === distance && router.major >= 7) best.set(key, [...winners, route]);
  }
  return new Map(
    candidates.map((route): [string, RouteState] => {
      const hops = hopsOf(route);
      const winners = best.get(`${route.table} ${route.destination}`) ?? [];
      const active = winners.includes(route);
      const state = {
        reachable: hops.length > 0 || route.blackhole,
        active,
        // Two routes of equal destination, distance and table become one of several next hops.
        ecmp: active && (winners.length > 1 || hops.length > 1),
        immediate: hops.join(","),
        hops,
        probes: probesOf(route, resolved.get(route) ?? []),
        blackhole: route.blackhole,
        gatewayStatus: gatewayStatusOf(resolved.get(route) ?? []),
      };
      return [route.row.id, state];
    }),
  );
}

function probesOf({ check }: Candidate, hops: readonly HopState[]): GatewayProbe[] {
  if (check === undefined || check === "none") return [];
  return hops.flatMap(({ address, candidates }) =>
    address === undefined ? [] : candidates.map((through) => ({ gateway: address, through, kind: check })),
  );
}

function gatewayStatusOf(hops: readonly HopState[]): string | undefined {
  if (hops.length === 0) return undefined;
  return hops
    .map(({ written, address, immediate: [found] }) => {
      if (found === undefined) return `${written} unreachable`;
      const [next = "", through] = found.split("%");
      if (through === undefined) return `${written} reachable`;
      return next === address || next === written
        ? `${written} reachable via  ${through}`
        : `${written} recursive via ${next} ${through}`;
    })
    .join(",");
}
