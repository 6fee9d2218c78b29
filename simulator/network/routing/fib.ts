/** Active routes, table by table, as packets look them up. */
import { routeStates, tableOf } from "../../config/menus/route-state";
import type { Router } from "../../config/router";
import { isDisabled, type Row } from "../../config/store/row";
import { addressNumber, rangeOf, within } from "../addresses";
import type { Interface, Interfaces } from "../interfaces";

export interface Path {
  readonly out: Interface;
  /** Where the packet is handed on; undefined: to its destination itself. */
  readonly gateway: number | undefined;
  /** The source of a packet of the router's own that has none. */
  readonly source: number | undefined;
}

export interface Route {
  readonly length: number;
  /** `blackhole`, and in v6 `prohibit` and `unreachable`: the packet ends here. */
  readonly end: string | undefined;
  readonly paths: readonly Path[];
}

interface Length {
  readonly length: number;
  readonly size: number;
  readonly routes: Map<number, Route>;
}

export interface Fib {
  /**
   * The longest match in a table. Routes as short as `suppressed` do not count (`min-prefix`), nor do, with `through`,
   * those that lead elsewhere.
   */
  find(table: string, destination: number, suppressed?: number, through?: string): Route | undefined;
  has(table: string): boolean;
}

export function readFib(router: Router, interfaces: Interfaces): Fib {
  const tables = new Map<string, Length[]>();
  const states = routeStates(router);
  const looked = tablesLookedUp(router);
  for (const row of router.rows("/ip/route")) {
    const state = states.get(row.id);
    const table = tableOf(router, row);
    if (state?.active !== true || looked?.has(table) === false) continue;
    const range = rangeOf(router.value("/ip/route", row, "dst-address") ?? "0.0.0.0/0");
    const size = range.to - range.from + 1;
    const length = 32 - Math.round(Math.log2(size));
    const kind = row.values.type ?? "unicast";
    const end = state.blackhole ? (kind === "unicast" ? "blackhole" : kind) : undefined;
    const paths = state.hops.flatMap((hop) => pathOf(router, row, hop, interfaces));
    const { routes } = lengthIn(tables, table, length, size);
    const other = routes.get(range.from);
    // Routes of equal distance are one with several paths; a blackhole among them ends it.
    routes.set(range.from, {
      length,
      end: end ?? other?.end,
      paths: [...(other?.paths ?? []), ...paths],
    });
  }
  for (const lengths of tables.values()) lengths.sort((left, right) => right.length - left.length);
  return {
    has: (table) => tables.has(table),
    find: (table, destination, suppressed = -1, through) => {
      for (const { length, size, routes } of tables.get(table) ?? []) {
        if (length <= suppressed) return undefined;
        const route = routes.get(Math.floor(destination / size) * size);
        if (route === undefined) continue;
        if (through === undefined || route.end !== undefined) return route;
        const paths = route.paths.filter(({ out }) => out.name === through);
        if (paths.length > 0) return { ...route, paths };
      }
      return undefined;
    },
  };
}

/** v7 looks up only in tables with the flag `fib`; v6 has no such thing. */
function tablesLookedUp(router: Router): ReadonlySet<string> | undefined {
  if (router.major < 7) return undefined;
  const rows = router.rows("/routing/table").filter((row) => "fib" in row.values && !isDisabled(row));
  return new Set(rows.map((row) => row.values.name ?? ""));
}

function lengthIn(tables: Map<string, Length[]>, table: string, length: number, size: number): Length {
  const lengths = tables.get(table) ?? [];
  tables.set(table, lengths);
  const known = lengths.find((entry) => entry.length === length);
  if (known !== undefined) return known;
  const added = { length, size, routes: new Map<number, Route>() };
  lengths.push(added);
  return added;
}

/** `10.0.0.1%ether1`, or an interface alone. */
function pathOf(router: Router, row: Row, hop: string, interfaces: Interfaces): Path[] {
  const [first = "", through] = hop.split("%");
  const out = interfaces.named(through ?? first);
  if (out === undefined) return [];
  const gateway = through === undefined ? undefined : addressNumber(first);
  const written = router.value("/ip/route", row, "pref-src");
  const own = row.facts["local-address"];
  const preferred = written ?? (own === undefined ? undefined : router.print(own).split("%")[0]);
  return [
    { out, gateway, source: preferred ? addressNumber(preferred) : sourceOn(interfaces, out, gateway) },
  ];
}

/**
 * The interface's address in the gateway's network; else its first; an interface without one borrows the first address of
 * the router (Linux, `inet_select_addr`). Undefined: the router has none.
 */
export function sourceOn(
  { firstAddress }: Interfaces,
  out: Interface,
  gateway: number | undefined,
): number | undefined {
  const near = out.addresses.find(({ network }) => gateway !== undefined && within(network, gateway));
  return (near ?? out.addresses[0])?.address ?? firstAddress;
}
