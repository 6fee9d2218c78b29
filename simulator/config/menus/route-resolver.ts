/** How a route's gateways become immediate next hops. */
import type { Router } from "../behaviour";
import type { Row } from "../store/row";
import { interfaceNamed, isRunning, pointToPoint } from "./interfaces";
import { isAddress, lengthOf, networkOf } from "./networks";

/** An enabled route, read for computing. */
export interface Candidate {
  readonly row: Row;
  readonly destination: string;
  readonly table: string;
  readonly distance: number;
  readonly scope: number;
  readonly targetScope: number;
  readonly hops: readonly string[];
  /** check-gateway */
  readonly check: string | undefined;
  readonly blackhole: boolean;
}

export interface HopState {
  /** As written: `10.0.0.1`, `10.0.0.1%ether1`, `pppoe-out1`. */
  readonly written: string;
  /** Its address; undefined for an interface. */
  readonly address: string | undefined;
  /** Immediate next hops that lead to it, whatever check-gateway says. */
  readonly candidates: readonly string[];
  /** Those that check-gateway has not found dead. */
  readonly immediate: readonly string[];
}

export class Resolver {
  /** Routes that can carry a gateway, by `table network/length`. */
  private readonly routes = new Map<string, Candidate[]>();
  private readonly known = new Map<string, readonly string[]>();
  private readonly states = new Map<Candidate, readonly HopState[]>();

  constructor(
    private readonly router: Router,
    candidates: readonly Candidate[],
  ) {
    for (const route of candidates) {
      const key = keyOf(route.table, route.destination, lengthOf(route.destination));
      const others = this.routes.get(key) ?? [];
      this.routes.set(
        key,
        [...others, route].sort((left, right) => left.distance - right.distance),
      );
    }
  }

  resolve(route: Candidate): readonly HopState[] {
    const known = this.states.get(route);
    if (known !== undefined) return known;
    // While it is being resolved it leads nowhere: a route does not resolve through itself.
    this.states.set(route, []);
    const states = route.blackhole ? [] : route.hops.map((hop) => this.hop(route, hop));
    this.states.set(route, states);
    return states;
  }

  private hop(route: Candidate, written: string): HopState {
    const [, target = "", through, table = "main"] = /^([^%@]*)(?:%([^@]*))?(?:@(.*))?$/.exec(written) ?? [];
    const checked = route.check !== undefined && route.check !== "none";
    if (!isAddress(target)) {
      // check-gateway has no address to ask: on Ethernet that leaves the route inactive (French PCC report, 7.21).
      const hops = this.runs(target) && !(checked && !this.isPointToPoint(target)) ? [target] : [];
      return { written, address: undefined, candidates: hops, immediate: hops };
    }
    const candidates =
      through === undefined
        ? this.lookUp(target, route.targetScope, table)
        : this.runs(through)
          ? [`${target}%${through}`]
          : [];
    const down = (hop: string) => this.router.network?.gatewayDown(target, hop, route.check ?? "") === true;
    const immediate = checked ? candidates.filter((hop) => !down(hop)) : candidates;
    return { written, address: target, candidates, immediate };
  }

  /** Looks a gateway up: connected networks, and routes whose scope the target scope allows. */
  private lookUp(gateway: string, targetScope: number, table: string): readonly string[] {
    const key = `${table} ${gateway} ${targetScope}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.known.set(key, []);
    const found = this.search(gateway, targetScope, table);
    this.known.set(key, found);
    return found;
  }

  private search(gateway: string, targetScope: number, table: string): readonly string[] {
    for (let length = 32; length >= 0; length--) {
      for (const route of this.routes.get(keyOf(table, gateway, length)) ?? []) {
        if (route.scope > targetScope) continue;
        if (route.blackhole) return [];
        const hops = this.resolve(route).flatMap(({ immediate }) => immediate);
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

  private isPointToPoint(name: string): boolean {
    const row = interfaceNamed(this.router, name);
    return row !== undefined && pointToPoint.has(row.menu);
  }
}

const keyOf = (table: string, address: string, length: number): string =>
  `${table} ${networkOf(`${address.split("/")[0]}/${length}`)}/${length}`;
