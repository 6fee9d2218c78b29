/** Which routes have a reachable next hop, and which of those win. */
import type { Router } from "../behaviour";
import { isDisabled, type Row } from "../store/row";
import { interfaceNamed, isRunning } from "./interfaces";
import { isAddress, lengthOf, networkOf } from "./networks";

export interface RouteState {
  readonly reachable: boolean;
  readonly active: boolean;
  readonly ecmp: boolean;
  /** `10.0.0.1%ether1`, `pppoe-out1`; several with commas; empty when not reachable. */
  readonly immediate: string;
  /** v6: `10.0.0.1 reachable via  ether1`. */
  readonly gatewayStatus: string | undefined;
}

interface Candidate {
  readonly row: Row;
  readonly destination: string;
  readonly table: string;
  readonly distance: number;
  readonly scope: number;
  readonly targetScope: number;
  readonly hops: readonly string[];
  readonly blackhole: boolean;
}

const known = new WeakMap<Router, { revision: number; states: ReadonlyMap<string, RouteState> }>();

/** The state of every route by id; computed once for each change of the configuration. */
export function routeStates(router: Router): ReadonlyMap<string, RouteState> {
  const last = known.get(router);
  if (last?.revision === router.revision) return last.states;
  const states = compute(router);
  known.set(router, { revision: router.revision, states });
  return states;
}

function candidateOf(router: Router, row: Row): Candidate {
  const value = (name: string) => router.value("/ip/route", row, name);
  const { gateway = "" } = row.values;
  return {
    row,
    destination: value("dst-address") ?? "0.0.0.0/0",
    table: (router.major < 7 ? row.values["routing-mark"] : value("routing-table")) ?? "main",
    distance: Number(value("distance") ?? "1"),
    scope: Number(value("scope") ?? "30"),
    targetScope: Number(value("target-scope") ?? "10"),
    hops: gateway === "" ? [] : router.print(gateway).split(","),
    blackhole: "blackhole" in row.values || (row.values.type ?? "unicast") !== "unicast",
  };
}

function compute(router: Router): ReadonlyMap<string, RouteState> {
  const candidates = router
    .rows("/ip/route")
    .filter((row) => !isDisabled(row))
    .map((row) => candidateOf(router, row));
  const resolver = new Resolver(router, candidates);
  const resolved = new Map(candidates.map((route) => [route, resolver.resolve(route)]));
  const best = new Map<string, Candidate[]>();
  for (const route of candidates) {
    if ((resolved.get(route) ?? []).length === 0 && !route.blackhole) continue;
    const key = `${route.table} ${route.destination}`;
    const winners = best.get(key) ?? [];
    const distance = winners[0]?.distance ?? Number.POSITIVE_INFINITY;
    if (route.distance < distance) best.set(key, [route]);
    else if (route.distance === distance) best.set(key, [...winners, route]);
  }
  return new Map(
    candidates.map((route) => {
      const hops = resolved.get(route) ?? [];
      const winners = best.get(`${route.table} ${route.destination}`) ?? [];
      const active = winners.includes(route);
      const reachable = hops.length > 0 || route.blackhole;
      // Two routes of equal destination, distance and table become one of several next hops.
      const ecmp = active && (winners.length > 1 || hops.length > 1);
      const gatewayStatus = gatewayStatusOf(route, hops);
      return [route.row.id, { reachable, active, ecmp, immediate: hops.join(","), gatewayStatus }];
    }),
  );
}

class Resolver {
  /** Routes of the main table that can carry a gateway, by `network/length`. */
  private readonly main = new Map<string, Candidate[]>();
  private readonly known = new Map<string, string[]>();

  constructor(
    private readonly router: Router,
    candidates: readonly Candidate[],
  ) {
    for (const route of candidates) {
      if (route.table !== "main" || route.blackhole) continue;
      const key = `${networkOf(route.destination)}/${lengthOf(route.destination)}`;
      const others = this.main.get(key) ?? [];
      this.main.set(
        key,
        [...others, route].sort((left, right) => left.distance - right.distance),
      );
    }
  }

  /** The immediate next hops of a route; none if no gateway can be reached. */
  resolve(route: Candidate): string[] {
    return route.hops.flatMap((hop) => {
      const [, target = "", through] = /^([^%@]*)(?:%([^@]*))?/.exec(hop) ?? [];
      if (!isAddress(target)) return this.runs(target) ? [target] : [];
      if (through !== undefined) return this.runs(through) ? [`${target}%${through}`] : [];
      return this.viaMain(target, route.targetScope);
    });
  }

  /** Looks a gateway up in the main table: connected networks, and routes whose scope the target scope allows. */
  private viaMain(gateway: string, targetScope: number): string[] {
    const key = `${gateway} ${targetScope}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    // While it is being looked up it leads nowhere: a route does not resolve through itself.
    this.known.set(key, []);
    const found = this.lookUp(gateway, targetScope);
    this.known.set(key, found);
    return found;
  }

  private lookUp(gateway: string, targetScope: number): string[] {
    for (let length = 32; length >= 0; length--) {
      for (const route of this.main.get(`${networkOf(`${gateway}/${length}`)}/${length}`) ?? []) {
        if (route.scope > targetScope) continue;
        const hops = this.resolve(route);
        if (hops.length === 0) continue;
        // On a connected network the gateway itself is the next hop.
        return hops.map((hop) => (route.row.facts.connect === "true" ? `${gateway}%${hop}` : hop));
      }
    }
    return [];
  }

  private runs(name: string): boolean {
    const row = interfaceNamed(this.router, name);
    return row !== undefined && isRunning(this.router, row);
  }
}

function gatewayStatusOf({ hops }: Candidate, immediate: readonly string[]): string | undefined {
  if (hops.length === 0) return undefined;
  return hops
    .map((hop) => {
      const found = immediate.find((next) => next === hop || next.startsWith(`${hop}%`));
      if (found === undefined) return `${hop} unreachable`;
      const through = found.split("%")[1];
      return through === undefined ? `${hop} reachable` : `${hop} reachable via  ${through}`;
    })
    .join(",");
}
