/** An office → the steps that set it up, in order. */
import { type DualWan, DualWanError } from "../args";
import { firstRun, schedule, scripts } from "./parts/controller";
import { filter } from "./parts/filter";
import { leases, lines } from "./parts/lines";
import { lists } from "./parts/lists";
import { mangle } from "./parts/mangle";
import { nat } from "./parts/nat";
import { defaultRoutes, lineRoutes, tables } from "./parts/routes";
import { rules } from "./parts/rules";
import { tunnels } from "./parts/tunnels";
import { type Part, type Plan, type PlannedStep, parts, type RowStep } from "./step";

/** Parts that are rows and settings alone; the first run and the schedule come after all of them. */
const builders: Readonly<
  Record<Exclude<Part, "first run" | "schedule">, (office: DualWan) => readonly PlannedStep[]>
> = {
  lines,
  lists,
  tables,
  "line routes": lineRoutes,
  NAT: nat,
  leases,
  rules,
  mangle,
  filter,
  "default routes": defaultRoutes,
  tunnels,
  scripts,
};

/**
 * Plans an office: every row, in an order in which nothing is cut off, each with its reason. Pure: the same office gives the
 * same plan.
 *
 * @param office what `parseDualWan` made of the arguments
 * @throws DualWanError if its scripts would be too long
 */
export function planDualWan(office: DualWan): Plan {
  const steps = parts.flatMap((part) =>
    part === "first run" || part === "schedule" ? [] : builders[part](office),
  );
  const rows = steps.filter((step): step is RowStep => step.is === "row");
  mindLength(rows);
  const run = firstRun(
    office,
    rows,
    steps.map(({ key }) => key),
  );
  return { steps: [...steps, run, ...schedule(office)] };
}

/** All scripts of an office together, in bytes: small routers have little room, and one value of an API sentence its limit. */
const longest = 30 * 1024;

/** What the scripts among the steps take together. */
export const scriptBytes = (steps: readonly PlannedStep[]): number =>
  steps
    .filter((step): step is RowStep => step.is === "row" && step.kind === "Script")
    .reduce((sum, { args }) => sum + Buffer.byteLength(String(args.source ?? "")), 0);

function mindLength(rows: readonly RowStep[]): void {
  const bytes = scriptBytes(rows);
  if (bytes <= longest) return;
  throw new DualWanError([
    {
      at: "the arguments",
      message:
        `the scripts of this office would be ${bytes} bytes, and ${longest} is the most. ` +
        "Take fewer notifications, targets, flushed services or pins with a fallback, or shorter names",
    },
  ]);
}
