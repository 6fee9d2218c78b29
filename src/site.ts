/**
 * The program of `Pulumi.yaml`: one stack is one office, and its configuration value `site` describes it: its lines, and
 * further objects of its router. Nothing but data differs between offices.
 *
 * @module
 */
import * as pulumi from "@pulumi/pulumi";
import { isSecret } from "./resources/secret-config";
import { declareSite } from "./site/declare";

const config = new pulumi.Config();
const { orders, failover } = declareSite(config.getObject("site") ?? {}, isSecret(`${config.name}:site`));

/** The order of each section of rules that the site declares itself, as it stands on the router. */
export const ruleOrders = pulumi.output(
  Object.fromEntries([...orders].map(([name, { order }]) => [name, order])),
);

/** Which line the office uses, since when and why; its lines' addresses and next hops. Only where the site has `wans`. */
export const activeWan = failover?.activeWan;
export const since = failover?.since;
export const reason = failover?.reason;
export const addresses = failover?.addresses;
export const gateways = failover?.gateways;
