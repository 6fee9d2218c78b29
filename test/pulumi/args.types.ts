/** Compiled, never run: what the options of the resource classes take and refuse. */
import type { FirewallMangleArgs, RouteArgs, ScriptArgs } from "../../src";

const rule = { comment: "a", chain: "prerouting" } as const;

export const mangle: FirewallMangleArgs = { ...rule, adoptWithout: ["inInterfaceList", "dstAddressType"] };
export const route: RouteArgs = { comment: "a", gateway: "192.0.2.1", adoptWithout: ["routingTable"] };
export const script: ScriptArgs = { name: "a", source: ":put 1", sensitive: ["source"] };

// @ts-expect-error an action is no condition
export const noCondition: FirewallMangleArgs = { ...rule, adoptWithout: ["action"] };
// @ts-expect-error scripts have no conditions
export const noConditions: ScriptArgs = { name: "a", adoptWithout: [] };
// @ts-expect-error no such property
export const noProperty: ScriptArgs = { name: "a", sensitive: ["sauce"] };
