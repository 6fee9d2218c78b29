/** A plan as a file that RouterOS imports: for a router without Pulumi, for reading, and for rehearsals. */
import type { DualWan } from "../args";
import { quoted } from "../controller/text";
import type { Plan, PlannedStep, RowStep } from "../plan";
import { commandOf, secretNames } from "./commands";
import { attributesOf, conditions, consolePath, ends, foundBy } from "./conditions";

export interface RscOptions {
  /** Whether passwords and tokens are in it. A file that lacks some ends at once when it is imported. Default false. */
  readonly showSensitive?: boolean;
}

/**
 * The plan of an office for `/import`, on a router that has none of its rows yet: where a name or a comment of the office is
 * taken, or where nobody would answer DNS, the import ends before anything is written. What routers have from the factory (the
 * list of lines, a DHCP client, a FastTrack rule) is used.
 *
 * Rows that wait for an address are added disabled, as a deployment adds them, and the setup script at the end brings the
 * addresses in. Rules whose place matters are put at the top, or before the FastTrack rule.
 */
export function toRsc(office: DualWan, plan: Plan, { showSensitive = false }: RscOptions = {}): string {
  const hides = !showSensitive && plan.steps.some((step) => step.is === "row" && secretNames(step).size > 0);
  const lines = [
    `# ${office.lines.map(({ name }) => name).join(", ")} on RouterOS ${office.dialect}: ${plan.steps.filter(({ is }) => is === "row").length} rows.`,
    ...howToImport(plan),
    ...(hides ? [ends("passwords and tokens are left out of this file: make it with --show-sensitive")] : []),
    ...conditions(office, plan),
  ];
  let part = "";
  let section = "";
  for (const step of plan.steps) {
    const written = stepLines(office, step, showSensitive);
    if (written.length === 0) continue;
    if (step.part !== part) lines.push("", `# ---- ${step.part} ----`);
    part = step.part;
    if (step.is === "row" && step.args.section !== undefined) {
      const begun = `${step.kind} ${step.args.section}`;
      if (begun !== section) lines.push(...placeOf(office, step));
      section = begun;
    }
    lines.push(...written);
  }
  return `${lines.join("\n")}\n`;
}

/** Actions that safe mode can undo; with more it ends by itself, and undoes nothing (manual, "Safe Mode"). */
const undoable = 100;

/** A row that waits for an address is written a second time when it is enabled. */
function howToImport({ steps }: Plan): string[] {
  const actions = steps.filter((step) => step.is !== "order").length;
  const enabled = steps.filter((step) => step.is === "row" && step.args.disabled === true).length;
  if (actions + enabled <= undoable) return ["# Import it in one go, with safe mode on."];
  return [
    `# Import it in one go. Safe mode is no help: it keeps only the last ${undoable} actions, and ends without undoing any where`,
    `# there are more; this file has ${actions + enabled}. Save a backup before: /system backup save`,
  ];
}

function stepLines(office: DualWan, step: PlannedStep, showSensitive: boolean): string[] {
  switch (step.is) {
    case "row":
      return rowLines(office, step, showSensitive);
    case "order":
      return [];
    case "run":
      return [`# ${step.reason}`, `/system script run ${quoted(step.script)}`];
    case "settings":
      return [`# ${step.reason}`, `/routing settings set ${settings(step.args)}`];
  }
}

const settings = (args: Readonly<Record<string, unknown>>): string =>
  Object.entries(args)
    .map(
      ([name, value]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}=${String(value)}`,
    )
    .join(" ");

/** Where a rule is put among those that are there: the first static one, or the FastTrack rule. */
const places: Readonly<Record<string, string>> = {
  top: "find where !dynamic",
  "before-fasttrack": "find where action=fasttrack-connection !dynamic",
};

function rowLines(office: DualWan, step: RowStep, showSensitive: boolean): string[] {
  const command = commandOf(office, step, showSensitive);
  const why = `# ${step.key}: ${step.reason}`;
  // A script without its tokens is no script.
  if (!showSensitive && secretNames(step).has("source")) return [why, "# Left out, because it holds tokens."];
  const add = attributesOf(command.attributes);
  const menu = consolePath(command.path);
  const known = foundBy(step);
  if (known !== undefined) {
    const same = command.attributes.filter(([name]) => known.includes(name));
    return [
      why,
      `:local there [${menu} find where ${attributesOf(same)}]`,
      `:if ([:len $there] = 0) do={ ${menu} add ${add} } else={ ${menu} set $there ${add} }`,
    ];
  }
  if (whereOf(step) === undefined) return [why, `${menu} add ${add}`];
  return [
    why,
    `:if ([:len $before] > 0) do={ ${menu} add ${add} place-before=[:pick $before 0] } else={ ${menu} add ${add} }`,
  ];
}

const whereOf = ({ args }: RowStep): string | undefined =>
  typeof args.anchor === "string" ? places[args.anchor] : undefined;

/** All rules of a section are put before one rule that is there already, so that they keep their order. */
function placeOf(office: DualWan, step: RowStep): string[] {
  const where = whereOf(step);
  if (where === undefined) return [];
  return [`:local before [${consolePath(commandOf(office, step, false).path)} ${where}]`];
}
