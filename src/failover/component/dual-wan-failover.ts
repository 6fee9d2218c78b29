import * as pulumi from "@pulumi/pulumi";
import { programError } from "../../program-error";
import { resourceKinds } from "../../resources/kinds";
import { MenuResource } from "../../resources/menu-resource";
import { RoutingSettings } from "../../resources/routing-settings";
import { RuleOrder } from "../../resources/rule-order";
import { ScriptRun } from "../../resources/script-run";
import { type DualWan, DualWanError, parseDualWan } from "../args";
import { type Plan, type PlannedStep, planDualWan, type RowStep } from "../plan";
import type { RouterState } from "../status/rows";
import type { DualWanFailoverArgs } from "./args";
import { type OfficeOutputs, outputsOf, type RowOutputs } from "./outputs";
import { look, preflight } from "./preflight";
import { misplaced, type Seal, seal, unseal } from "./sealed";
import { type Transforms, transformed, unused } from "./transform";

/**
 * Where `initialize` finds what it needs. The SDK sends a component's arguments to the engine, which keeps them in the
 * state: passwords of the program in clear, and a plan that nobody reads there. What has a symbol for a key is not sent.
 */
const ready = Symbol("prepared");

/** Everything that is known before the router is asked. */
interface Prepared {
  readonly name: string;
  readonly office: DualWan;
  readonly plan: Plan;
  readonly seals: readonly Seal[];
  readonly router: string | undefined;
  readonly transform: Transforms;
}

/**
 * An office with several internet lines on one MikroTik router: lines, tables, routes, marks, translation, and a controller
 * on the router that moves the office to another line when one fails, and back.
 *
 * Its children are named after it, and `pulumi destroy` removes them in the reverse of a safe order. A failover in progress is
 * no drift, and an update leaves the line in use alone.
 *
 * @example
 * const office = new DualWanFailover("office-12", {
 *   wans: [
 *     { access: "pppoe", interface: "ether1", user: "user1", password: new pulumi.Config().requireSecret("isp1Password") },
 *     { access: "dhcp", interface: "ether2" },
 *   ],
 * });
 * office.activeWan.apply((line) => console.log(`${line} is in use`));
 */
export class DualWanFailover extends pulumi.ComponentResource<OfficeOutputs> {
  /** Name of the line in use, as the router said when it was read last. */
  declare readonly activeWan: pulumi.Output<string>;
  /** Since when: date and time, or the router's uptime while its clock was not set. */
  declare readonly since: pulumi.Output<string>;
  /** Why: the numbers behind the last switch. */
  declare readonly reason: pulumi.Output<string>;
  /** The lines' addresses by name. */
  declare readonly addresses: pulumi.Output<Record<string, string>>;
  /** The lines' next hops by name. */
  declare readonly gateways: pulumi.Output<Record<string, string>>;

  /**
   * @throws pulumi.RunError that lists everything that is wrong with the arguments; with `preflight: "enforce"` the deployment
   * ends before anything is written if the router is not fit for them.
   */
  constructor(name: string, args: DualWanFailoverArgs, options?: pulumi.ComponentResourceOptions) {
    super("routeros:failover:DualWanFailover", name, { [ready]: prepare(name, args) }, options);
    const outputs = pulumi.output(this.getData());
    this.activeWan = outputs.activeWan;
    this.since = outputs.since;
    this.reason = outputs.reason;
    this.addresses = outputs.addresses;
    this.gateways = outputs.gateways;
  }

  /** Called by the SDK's constructor. */
  protected override async initialize(args: { readonly [ready]: Prepared }): Promise<OfficeOutputs> {
    // The engine ends a program that has nothing under way, and a look at the router is nothing that it knows of.
    const done = pulumi.runtime.rpcKeepAlive();
    try {
      const prepared = args[ready];
      const seen = await preflight(prepared, prepared.router, this);
      const outputs = declare(prepared, seen, this);
      this.registerOutputs(outputs);
      return outputs;
    } finally {
      done();
    }
  }
}

function prepare(name: string, args: DualWanFailoverArgs): Prepared {
  const { router, transform = {}, ...rest } = args;
  const { args: plain, seals } = seal(rest);
  const wrong = misplaced(plain, seals);
  if (wrong.length > 0)
    throw programError(
      `DualWanFailover "${name}": ${wrong.join(", ")} must be known when the office is planned. ` +
        "Give plain values there; only passwords, tokens and URLs may be outputs.",
    );
  try {
    const office = parseDualWan(plain as Readonly<Record<string, unknown>>);
    const plan = planDualWan(office);
    const strange = unused(transform, rowsOf(plan));
    if (strange.length > 0)
      throw programError(
        `DualWanFailover "${name}": transform names ${strange.map((one) => `"${one}"`).join(", ")}, which is no row, kind or part of its plan.`,
      );
    return { name, office, plan, seals, router, transform };
  } catch (error) {
    throw error instanceof DualWanError ? programError(`DualWanFailover "${name}": ${error.message}`) : error;
  }
}

const rowsOf = ({ steps }: Plan): readonly RowStep[] =>
  steps.filter((step): step is RowStep => step.is === "row");

/** `ISP1 mark conn` → `isp1-mark-conn` */
export function slug(key: string): string {
  return key
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/** The loop over the plan: one child for each step, behind those it comes after. */
function declare(prepared: Prepared, seen: RouterState | undefined, parent: pulumi.Resource): OfficeOutputs {
  const children = new Map<string, pulumi.CustomResource>();
  for (const step of prepared.plan.steps) children.set(step.key, child(prepared, step, children, parent));
  const rowOf = (key: string) => children.get(key) as RowOutputs | undefined;
  return outputsOf(prepared.office, rowOf, lastSeen(prepared, seen, [...children.values()], parent));
}

/** The router when all children are there: in a preview as it is, in an update as it has become. */
function lastSeen(
  { router }: Prepared,
  seen: RouterState | undefined,
  children: readonly pulumi.CustomResource[],
  component: pulumi.Resource,
): pulumi.Output<RouterState | undefined> {
  return pulumi.all(children.map(({ id }) => id)).apply(async () => {
    if (seen === undefined || pulumi.runtime.isDryRun()) return seen;
    return look(router, (words) =>
      pulumi.log.warn(`The router was not looked at after the deployment: ${words}`, component),
    );
  });
}

function child(
  prepared: Prepared,
  step: PlannedStep,
  children: ReadonlyMap<string, pulumi.CustomResource>,
  parent: pulumi.Resource,
): pulumi.CustomResource {
  const { name, router } = prepared;
  const dependsOn = step.after.map((key) => children.get(key)).filter((one) => one !== undefined);
  const options = { parent, dependsOn };
  const called = `${name}-${slug(step.key)}`;
  const on = router === undefined ? {} : { router };
  switch (step.is) {
    case "row":
      return rowChild(prepared, step, called, {
        ...options,
        ...(step.retain === true && { retainOnDelete: true }),
      });
    case "order": {
      const rules = step.rules.map((key) => children.get(key)).filter((rule) => rule instanceof MenuResource);
      return new RuleOrder(
        called,
        { ...on, section: step.section, anchor: step.anchor, rules, foreign: "tolerate" },
        options,
      );
    }
    case "run": {
      const { script, triggers, logPrefix, waitFor } = step;
      return new ScriptRun(
        called,
        { ...on, script, triggers: [...triggers], logPrefix, waitFor: [...waitFor] },
        options,
      );
    }
    case "settings":
      return new RoutingSettings(called, { ...on, ...step.args }, options);
  }
}

type RowConstructor = new (
  name: string,
  args: object,
  options: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

function rowChild(
  { office, seals, router, transform }: Prepared,
  { key, kind, part, args }: RowStep,
  called: string,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const adopt = args.adopt ?? office.adopt;
  const given = {
    ...unseal(args, seals),
    ...(router !== undefined && { router }),
    ...(adopt !== undefined && { adopt }),
  };
  const made = transformed({ key, kind, part, args: given, options }, transform);
  const Kind = resourceKinds[kind] as unknown as RowConstructor;
  return new Kind(called, made.args, made.options);
}
