/**
 * The program of `Pulumi.yaml`: one stack is one office, and its configuration value `site` describes the router's
 * objects. Nothing but data differs between offices.
 *
 * @module
 */
import * as pulumi from "@pulumi/pulumi";
import { declareSite } from "./site/declare";

const { orders } = declareSite(new pulumi.Config().getObject("site") ?? {});

/** The order of each section of rules, as it stands on the router. */
export const ruleOrders = pulumi.output(
  Object.fromEntries([...orders].map(([name, { order }]) => [name, order])),
);
