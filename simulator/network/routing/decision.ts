/** The routing decision: where a packet goes. */
import { broadcast, isMulticast, within } from "../addresses";
import { Gap } from "../gaps";
import type { Interfaces } from "../interfaces";
import type { Packet } from "../packet";
import { type Fib, type Path, type Route, sourceOn } from "./fib";
import type { Policy, RoutingRule } from "./rules";

export type Decision =
  /** To the router itself. */
  | { readonly to: "local" }
  /** `paths`: those of ECMP that it was chosen of. */
  | { readonly to: "path"; readonly path: Path; readonly paths: readonly Path[] }
  /** Nowhere: no route, or one that says so. `swallowed`: a blackhole, or a rule that drops (`EINVAL` in Linux). */
  | { readonly to: "nowhere"; readonly reason: string; readonly swallowed: boolean };

export interface RoutingTables {
  readonly interfaces: Interfaces;
  readonly fib: Fib;
  readonly policy: Policy;
}

type Ends = Pick<Packet, "source" | "destination" | "in" | "routingMark">;

const local: Decision = { to: "local" };
/** Why a packet goes nowhere that no table has a route for; also what `/ping` says then. */
export const noRouteToHost = "no route to host";
const noRoute: Decision = { to: "nowhere", reason: noRouteToHost, swallowed: false };

/** @param through the interface a socket is bound to: only it will do, and what it has no route for is on its link */
export function decide(tables: RoutingTables, packet: Ends, through?: string): Decision {
  const { policy } = tables;
  if (policy.orderGap !== undefined) throw policy.orderGap;
  for (const step of policy.steps) {
    const decision = steps[step](tables, packet, through);
    if (decision === noRoute) break;
    if (decision !== undefined) return decision;
  }
  if (through === undefined) return noRoute;
  const out = tables.interfaces.named(through);
  if (out === undefined || !out.running) return noRoute;
  const path = { out, gateway: undefined, source: sourceOn(tables.interfaces, out, undefined) };
  return { to: "path", path, paths: [path] };
}

/** The same for who only looks: what the simulator does not have is a reason like any other. */
export function lookUp(tables: RoutingTables, packet: Ends): Decision {
  try {
    return decide(tables, packet);
  } catch (error) {
    if (!(error instanceof Gap)) throw error;
    return { to: "nowhere", reason: error.message, swallowed: false };
  }
}

type StepOf = (tables: RoutingTables, packet: Ends, through: string | undefined) => Decision | undefined;

const steps: Readonly<Record<Policy["steps"][number], StepOf>> = {
  // No fall-back while the table has a match; without one the decision goes on (manual, Policy Routing).
  mangle: ({ fib }, packet, through) =>
    packet.routingMark === ""
      ? undefined
      : follow(fib.find(packet.routingMark, packet.destination, undefined, through), packet),
  local: ({ interfaces }, packet) => (isLocal(interfaces, packet.destination) ? local : undefined),
  user: (tables, packet, through) => {
    if (tables.policy.gap !== undefined) throw tables.policy.gap;
    for (const rule of tables.policy.rules) {
      if (!matches(rule, packet)) continue;
      const decision = applied(rule, tables, packet, through);
      if (decision !== undefined) return decision;
    }
    return undefined;
  },
  main: ({ fib }, packet, through) =>
    follow(fib.find("main", packet.destination, undefined, through), packet),
};

export const isLocal = (interfaces: Interfaces, address: number): boolean =>
  interfaces.isOwn(address) ||
  interfaces.isBroadcast(address) ||
  address === broadcast ||
  isMulticast(address);

function matches(rule: RoutingRule, packet: Ends): boolean {
  return (
    (rule.source === undefined || within(rule.source, packet.source)) &&
    (rule.destination === undefined || within(rule.destination, packet.destination)) &&
    (rule.interface === undefined || rule.interface === packet.in?.name) &&
    (rule.mark === undefined || rule.mark === packet.routingMark)
  );
}

function applied(
  rule: RoutingRule,
  { fib, interfaces }: RoutingTables,
  packet: Ends,
  through: string | undefined,
): Decision | undefined {
  switch (rule.action) {
    case "drop":
    case "unreachable":
      return {
        to: "nowhere",
        reason: `routing rule: ${rule.action}`,
        swallowed: rule.action === "drop",
      };
    default: {
      if (rule.table === "local") return isLocal(interfaces, packet.destination) ? local : undefined;
      const found = follow(fib.find(rule.table, packet.destination, rule.suppressed, through), packet);
      if (found !== undefined) return found;
      // `lookup` goes on with the next rule: the leak that `lookup-only-in-table` closes.
      return rule.action === "lookup-only-in-table" ? noRoute : undefined;
    }
  }
}

function follow(route: Route | undefined, packet: Ends): Decision | undefined {
  if (route === undefined) return undefined;
  const { end } = route;
  if (end !== undefined) return { to: "nowhere", reason: `${end} route`, swallowed: end === "blackhole" };
  const { paths } = route;
  const path = paths.length > 1 ? paths[spread(packet) % paths.length] : paths[0];
  return path === undefined ? undefined : { to: "path", path, paths };
}

/** ECMP by source and destination (`ipv4-multipath-hash-policy=l3`); which path a pair gets is not RouterOS's choice. */
function spread({ source, destination }: Ends): number {
  let value = (source ^ Math.imul(destination, 0x9e3779b1)) >>> 0;
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b) >>> 0;
  return (value ^ (value >>> 13)) >>> 0;
}
