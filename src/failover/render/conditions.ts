/** What an import looks at before it writes anything: so that it is whole, or not begun. */
import { menus } from "pulumi-routeros-provider";
import type { DualWan } from "../args";
import { list, quoted } from "../controller/text";
import type { Plan, RowStep } from "../plan";
import { bringsNoServers } from "../plan/parts/lines";
import { type AddCommand, commandOf } from "./commands";

/** `/ip/firewall/nat` → `/ip firewall nat`: what both families read. */
export const consolePath = (path: string): string => `/${path.slice(1).replace(/\//g, " ")}`;

/** Attributes as a command takes them. Flags are bare words, as `/export` writes them. */
export const attributesOf = (attributes: AddCommand["attributes"]): string =>
  attributes
    .map(([name, value]) => (value === "" && flags.has(name) ? name : `${name}=${quoted(value)}`))
    .join(" ");

/** What is there or not, without a value: of tables, and of routes. */
const flags: ReadonlySet<string> = new Set(["fib", "blackhole"]);

export const ends = (why: string): string => `:error ${quoted(why)}`;

/**
 * By what a row that a router may have already is found there; undefined for one that must be new. From the factory come the
 * list of lines, its members, a DHCP client on the port of the line, and a FastTrack rule.
 */
export function foundBy({ kind, retain }: Pick<RowStep, "kind" | "retain">): readonly string[] | undefined {
  return found[kind] ?? (retain === true ? ["comment"] : undefined);
}

const found: Partial<Record<RowStep["kind"], readonly string[]>> = {
  InterfaceList: ["name"],
  InterfaceListMember: ["list", "interface"],
  DhcpClient: ["interface"],
};

/** The lines at the top of a file: each ends the import if something is not as it has to be. */
export function conditions(office: DualWan, plan: Plan): string[] {
  const rows = plan.steps.filter((step): step is RowStep => step.is === "row");
  return [...onlyOnce(office), ...nameServers(office), ...free(office, rows)];
}

function onlyOnce({ names }: DualWan): string[] {
  const { decide } = names.script;
  return [
    `:if ([:len [/system script find where name=${quoted(decide)}]] > 0) do={`,
    `  ${ends(`the script ${decide} is on this router already, and this file is for one that has none of the office's rows: remove them first`)}`,
    "}",
  ];
}

function nameServers(office: DualWan): string[] {
  if (!bringsNoServers(office)) return [];
  return [
    ":if (([:len [/ip dns get servers]] = 0) && ([:len [/ip dns get use-doh-server]] = 0)) do={",
    `  ${ends("this router has no DNS servers of its own, and those of the lines are not used, because most answer their own customers only: set some that any line reaches first, such as /ip dns set servers=9.9.9.9,1.1.1.1")}`,
    "}",
  ];
}

/** Where the names of a menu are looked for: all interfaces share theirs. */
const placeOfNames: Partial<Record<RowStep["kind"], string>> = {
  PppoeClient: "/interface",
  GreTunnel: "/interface",
};

/** One condition for each menu whose rows are known by one property, one for each row that is known by several. */
function free(office: DualWan, rows: readonly RowStep[]): string[] {
  const singles = new Map<string, { menu: string; property: string; values: Set<string> }>();
  const several: string[] = [];
  for (const step of rows) {
    if (foundBy(step) !== undefined) continue;
    const { path, attributes } = commandOf(office, step, false);
    const menu = consolePath(placeOfNames[step.kind] ?? path);
    const { key } = menus[step.kind];
    const properties: readonly string[] = key.by === "properties" ? key.names : ["comment"];
    const same = attributes.filter(([name]) => properties.includes(name));
    const [only] = same;
    if (same.length === 1 && only !== undefined) {
      const [property, value] = only;
      const known = singles.get(`${menu} ${property}`) ?? { menu, property, values: new Set() };
      known.values.add(value);
      singles.set(`${menu} ${property}`, known);
    } else several.push(taken(menu, attributesOf(same), same.map(([, value]) => value).join(" ")));
  }
  return [
    ...[...singles.values()].flatMap(({ menu, property, values }) => [
      `:foreach one in=${list([...values])} do={`,
      `  :if ([:len [${menu} find where ${property}=$one]] > 0) do={ :error (${quoted(`${menu} has a row with the ${property} "`)} . $one . ${quoted(`" already, ${others}`)}) }`,
      "}",
    ]),
    ...several,
  ];
}

const others = "and this office needs one of its own: remove or rename it first";

const taken = (menu: string, where: string, what: string): string =>
  `:if ([:len [${menu} find where ${where}]] > 0) do={ ${ends(`${menu} has a row ${what} already, ${others}`)} }`;
