import * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../failover/args/place";
import { DualWanFailover, type DualWanFailoverArgs } from "../failover/component";
import { programError } from "../program-error";
import { resourceKinds } from "../resources/kinds";
import { MenuResource } from "../resources/menu-resource";
import { RuleOrder } from "../resources/rule-order";
import { parseSite, type Site, SiteError } from "./schema";

/** What a site declared, by name. */
export interface DeclaredSite {
  readonly objects: ReadonlyMap<string, pulumi.CustomResource>;
  readonly orders: ReadonlyMap<string, RuleOrder>;
  /** The office's lines and what decides between them; undefined where the site has no `wans`. */
  readonly failover: DualWanFailover | undefined;
}

/**
 * Declares everything a site describes.
 *
 * @param value the site as it stands in the stack's configuration.
 * @param isSecret whether it is, or holds, a secret there.
 * @throws pulumi.RunError that lists what is wrong with it.
 */
export function declareSite(value: unknown, isSecret: boolean): DeclaredSite {
  const site = readable(value);
  requireSecretSite(site, isSecret);
  const objects = new Map<string, pulumi.CustomResource>();
  for (const { name, kind, args, after } of inOrder(site.objects)) {
    const dependsOn = after.map((other) => objects.get(other)).filter((one) => one !== undefined);
    objects.set(name, new (constructorOf(kind))(name, args, { dependsOn }));
  }
  const orders = new Map<string, RuleOrder>();
  for (const { name, rules, ...args } of site.orders) {
    orders.set(name, new RuleOrder(name, { ...args, rules: rules.map((rule) => ruleOf(rule, objects)) }));
  }
  return { objects, orders, failover: failoverOf(site) };
}

/** @throws pulumi.RunError with the mistakes of a site */
function readable(value: unknown): Site {
  try {
    return parseSite(value);
  } catch (error) {
    if (!(error instanceof SiteError)) throw error;
    const list = error.mistakes.map((one) => `- ${one}`).join("\n");
    throw programError(`The configuration value "site" of this stack is not usable:\n${list}`);
  }
}

/**
 * Refuses credentials of lines and notifications that lie in the stack's file in clear: Pulumi copies stack configuration
 * into its state. A configuration value is secret as a whole when any part of it is.
 */
function requireSecretSite({ failover }: Site, isSecret: boolean): void {
  if (failover === undefined || isSecret) return;
  const [at] = credentialsIn(failover.args);
  if (at === undefined) return;
  throw programError(
    `The configuration value "site" of this stack holds site.${at} in clear, and Pulumi would keep it so in its state. ` +
      `Set it as a secret: pulumi config set --secret --path 'site.${at}' (it asks for the value), and change it at its ` +
      "provider, because the old one is in the stack file's history.",
  );
}

/** Places of what a site's office keeps secret: `wans[0].password`. */
function credentialsIn(value: unknown, at: readonly PropertyKey[] = []): readonly string[] {
  if (typeof value !== "object" || value === null)
    return ["password", "token", "url"].includes(String(at.at(-1))) ? [placeOf(at)] : [];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return members.flatMap(([key, member]) => credentialsIn(member, [...at, key]));
}

/** The component is named after the site, else after the stack: one office, one stack. */
function failoverOf({ failover, name = pulumi.getStack(), router }: Site): DualWanFailover | undefined {
  if (failover === undefined) return undefined;
  const args = { ...failover.args, ...(router !== undefined && { router }) };
  // Checked by the schema that the types describe.
  return new DualWanFailover(name, args as unknown as DualWanFailoverArgs);
}

type ObjectConstructor = new (
  name: string,
  args: object,
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

/** The arguments come from configuration, so the types cannot help here: the engine's `check` judges them. */
function constructorOf(kind: string): ObjectConstructor {
  return resourceKinds[kind as keyof typeof resourceKinds] as unknown as ObjectConstructor;
}

/** Objects behind those they come after. */
function inOrder(objects: Site["objects"]): Site["objects"] {
  const placed: Site["objects"] = [];
  let waiting = objects;
  while (waiting.length > 0) {
    const done = new Set(placed.map(({ name }) => name));
    const ready = waiting.filter(({ after }) => after.every((name) => done.has(name)));
    if (ready.length === 0) {
      throw programError(
        `These objects of the site wait for each other: ${waiting.map(({ name }) => name).join(", ")}`,
      );
    }
    placed.push(...ready);
    waiting = waiting.filter((one) => !ready.includes(one));
  }
  return placed;
}

function ruleOf(name: string, objects: DeclaredSite["objects"]): MenuResource {
  const rule = objects.get(name);
  if (rule instanceof MenuResource) return rule;
  throw programError(`"${name}" is named in an order of rules, but is no rule`);
}
