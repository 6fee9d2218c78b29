/** A plan as a file that RouterOS imports: for a router without Pulumi, for reading, and for rehearsals. */
import type { DualWan } from "../args";
import { quoted } from "../controller/text";
import type { Plan, PlannedStep, RowStep } from "../plan";
import { type AddCommand, commandOf, secretNames } from "./commands";

export interface RscOptions {
  /** Whether passwords and tokens are in it. Without them it cannot be imported as it is. Default false. */
  readonly showSensitive?: boolean;
}

/**
 * The plan of an office for `/import`, on a router that has none of its rows yet.
 *
 * Rows that wait for an address are added disabled, as a deployment adds them, and the setup script at the end brings the
 * addresses in. Rules whose place matters are put at the top, or before the FastTrack rule.
 */
export function toRsc(office: DualWan, plan: Plan, { showSensitive = false }: RscOptions = {}): string {
  const lines = [
    `# ${office.lines.map(({ name }) => name).join(", ")} on RouterOS ${office.dialect}: ${plan.steps.filter(({ is }) => is === "row").length} rows.`,
    ...(showSensitive
      ? []
      : ["# Passwords and tokens are left out: the file cannot be imported as it is (--show-sensitive)."]),
    "# Import it in one go, with safe mode on.",
  ];
  let part = "";
  for (const step of plan.steps) {
    const written = stepLines(office, step, showSensitive);
    if (written.length === 0) continue;
    if (step.part !== part) lines.push("", `# ---- ${step.part} ----`);
    part = step.part;
    lines.push(...written);
  }
  return `${lines.join("\n")}\n`;
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
  const add = addOf(command);
  const menu = consolePath(command.path);
  const where = typeof step.args.anchor === "string" ? places[step.args.anchor] : undefined;
  if (where === undefined) return [why, `${menu} add ${add}`];
  return [
    why,
    `:local before [${menu} ${where}]`,
    `:if ([:len $before] > 0) do={ ${menu} add ${add} place-before=[:pick $before 0] } else={ ${menu} add ${add} }`,
  ];
}

/** `/ip/firewall/nat` → `/ip firewall nat`: what both families read. */
const consolePath = (path: string): string => `/${path.slice(1).replace(/\//g, " ")}`;

const addOf = ({ attributes }: AddCommand): string =>
  attributes.map(([name, value]) => `${name}=${quoted(value)}`).join(" ");
