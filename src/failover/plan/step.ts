/**
 * The steps that set up an office, as data: which rows of which kinds, in which order, and why. A component declares
 * them, a table shows them, an `.rsc` file writes them down.
 */
import type { Anchor, Args, Kind, menus } from "pulumi-routeros-provider";

/** What a step belongs to. In the order in which nothing is cut off: see {@link parts}. */
export type Part = (typeof parts)[number];

/**
 * The parts of a plan in their order: what a later part names is there before it, packets are marked only when their table
 * leads somewhere, and the scheduler entry comes last (reference: the safe order of creation; removal goes the other way).
 */
export const parts = [
  "lines",
  "lists",
  "tables",
  "line routes",
  "NAT",
  "leases",
  "rules",
  "mangle",
  "filter",
  "default routes",
  "tunnels",
  "scripts",
  "first run",
  "schedule",
] as const;

/** Kinds whose rows have an order. */
export type OrderedKind = "RoutingRule" | "FirewallMangle" | "FirewallNat" | "FirewallFilter";

/** What a resource of ours takes beside RouterOS's properties. */
export interface RowOptions {
  readonly section?: string;
  readonly rank?: number;
  readonly anchor?: Anchor;
  readonly runtimeOwned?: string[];
  readonly keyBy?: "comment";
  readonly adopt?: boolean;
  readonly adoptWithout?: string[];
  readonly sensitive?: string[];
}

export type RowArgs<K extends Kind> = Args<(typeof menus)[K]> & RowOptions;

interface Step {
  /** What the step is known by in the plan, readable, unique: most often the row's comment. */
  readonly key: string;
  readonly part: Part;
  /** Keys of the steps that must be done before. */
  readonly after: readonly string[];
  /** Why it is there, for people. */
  readonly reason: string;
}

/** One row on the router. */
export interface RowStep extends Step {
  readonly is: "row";
  readonly kind: Kind;
  readonly args: Readonly<Record<string, unknown>>;
  /** Properties whose change dials or leases a line anew. */
  readonly redials?: readonly string[];
  /** Stays on the router when it leaves the program: others may refer to it. */
  readonly retain?: boolean;
}

/** The order of the rules of one section. */
export interface OrderStep extends Step {
  readonly is: "order";
  readonly kind: OrderedKind;
  readonly section: string;
  readonly anchor: Anchor;
  /** Keys of the rules, first to last. */
  readonly rules: readonly string[];
}

/** A script that is run once. */
export interface RunStep extends Step {
  readonly is: "run";
  readonly script: string;
  readonly triggers: readonly string[];
  readonly logPrefix: string;
  /** Scripts of which no run may be under way when the rows are removed. */
  readonly waitFor: readonly string[];
}

/** Settings of the router that are not rows. */
export interface SettingsStep extends Step {
  readonly is: "settings";
  readonly kind: "RoutingSettings";
  readonly args: Readonly<Record<string, unknown>>;
}

export type PlannedStep = RowStep | OrderStep | RunStep | SettingsStep;

export interface Plan {
  readonly steps: readonly PlannedStep[];
}

/** A row of a kind, its arguments typed by RouterOS's menu. */
export function row<K extends Kind>(
  kind: K,
  about: Pick<RowStep, "key" | "part" | "reason"> & Partial<Pick<RowStep, "after" | "redials" | "retain">>,
  args: RowArgs<K>,
): RowStep {
  return { is: "row", kind, after: [], ...about, args: defined(args) };
}

/** Arguments without those that are undefined: left out is left out. */
function defined(args: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
}
