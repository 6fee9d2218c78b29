/** Plans of offices, and what tests ask of them. */
import fc from "fast-check";
import { type DualWan, type DualWanArgs, DualWanError, parseDualWan } from "../../../src/failover/args";
import {
  type OrderStep,
  type Plan,
  type PlannedStep,
  planDualWan,
  type RowStep,
} from "../../../src/failover/plan";
import { offices } from "./arbitrary";

export interface Planned {
  readonly args: DualWanArgs;
  readonly office: DualWan;
  readonly plan: Plan;
  readonly steps: readonly PlannedStep[];
  readonly rows: readonly RowStep[];
  readonly orders: readonly OrderStep[];
}

/** The plan of an office. @throws DualWanError */
export function planOf(args: DualWanArgs | Readonly<Record<string, unknown>>): Planned {
  const office = parseDualWan(args);
  const plan = planDualWan(office);
  const { steps } = plan;
  return {
    args: args as DualWanArgs,
    office,
    plan,
    steps,
    rows: steps.filter((step): step is RowStep => step.is === "row"),
    orders: steps.filter((step): step is OrderStep => step.is === "order"),
  };
}

/** The same; undefined for an office that is refused because its scripts would be too long. */
export function planIfShort(args: DualWanArgs): Planned | undefined {
  try {
    return planOf(args);
  } catch (error) {
    if (error instanceof DualWanError && /the scripts of this office would be/.test(error.message))
      return undefined;
    throw error;
  }
}

/** One seed for all properties of a run: each office is planned once. A property that fails prints it. */
const seed = Date.now() % 2 ** 31;
const known = new Map<string, Planned | undefined>();

function remembered(args: DualWanArgs): Planned | undefined {
  const text = JSON.stringify(args);
  if (!known.has(text)) known.set(text, planIfShort(args));
  return known.get(text);
}

/** A test: something holds for the plans of 120 generated offices. */
export function always(what: string, holds: (planned: Planned) => void, numRuns = 120): void {
  it(what, function () {
    this.timeout(60_000);
    const property = fc.property(offices, (args) => {
      const planned = remembered(args);
      fc.pre(planned !== undefined);
      holds(planned as Planned);
    });
    fc.assert(property, { seed, numRuns });
  });
}

/** Of each step, all steps that are done before it in any order that keeps `after`. */
export function predecessors(steps: readonly PlannedStep[]): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, ReadonlySet<string>>();
  for (const { key, after } of steps)
    all.set(key, new Set([...after, ...after.flatMap((before) => [...(all.get(before) ?? [])])]));
  return all;
}

/** A value of a row as text; empty where it is not given. */
export const textOf = ({ args }: RowStep, name: string): string => String(args[name] ?? "");
