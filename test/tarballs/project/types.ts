/** What the types refuse. Types that could not be resolved would refuse nothing, and tsc would say so here. */
import { FirewallMangle, type FirewallMangleArgs, Route } from "pulumi-routeros";

// @ts-expect-error: RouterOS knows no such property
export const unknownProperty: FirewallMangleArgs = { chain: "prerouting", action: "accept", colour: "red" };

// @ts-expect-error: and no such action
export const unknownAction: FirewallMangleArgs = { chain: "prerouting", action: "mark-everything" };

export function never(): Route {
  // @ts-expect-error: a distance is a number
  new Route("route", { comment: "GW1", gateway: "192.0.2.1", distance: "near" });
  // @ts-expect-error: the outputs are typed too
  return new FirewallMangle("rule", { chain: "prerouting", action: "accept" }).comment;
}
