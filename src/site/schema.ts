/**
 * A site: what a stack's configuration value `site` and a site file of the command line describe. It is an office with
 * several lines (the arguments of `DualWanFailover`, at the site's top), objects of any kind, or both.
 */
import { z } from "zod";
import { type DualWan, DualWanError, type Mistake, parseDualWan } from "../failover/args";
import { placeOf } from "../failover/args/place";
import { kindNames } from "../resources/kind-names";

const name = z.string().min(1, "a name is needed: it is the resource's name in Pulumi");

/** One object of a site: which kind, which name in Pulumi, and the arguments of its class. */
const object = z.strictObject({
  name,
  kind: z.enum(kindNames as [string, ...string[]]),
  args: z.record(z.string(), z.unknown()),
  /** Names of objects that must exist on the router before this one. */
  after: z.array(name).default([]),
});

/** The order of a section of rules: the names of its rules, first to last. */
const order = z.strictObject({
  name,
  section: z.string().min(1),
  rules: z.array(name).min(1),
  anchor: z
    .union([
      z.enum(["top", "bottom", "before-first-drop", "before-fasttrack"]),
      z.strictObject({ before: z.string() }),
      z.strictObject({ after: z.string() }),
    ])
    .optional(),
  foreign: z.enum(["tolerate", "report", "refuse"]).optional(),
});

/** What a site has beside the arguments of its office. */
export const siteSchema = z.strictObject({
  /** Name of the office's component in Pulumi, and in what the command line prints. */
  name: name.optional(),
  /** Which router the office is on, by its name under `routeros:routers`. */
  router: z.string().min(1, "the name of a router under routeros:routers is needed").optional(),
  objects: z.array(object).default([]),
  orders: z.array(order).default([]),
});

/** An office of a site: its arguments as they stand there, and what they mean. */
export interface SiteOffice {
  readonly args: Readonly<Record<string, unknown>>;
  readonly office: DualWan;
}

export interface Site extends z.output<typeof siteSchema> {
  /** Undefined where the site has no `wans`. */
  readonly failover?: SiteOffice;
}

/** A site that cannot be used. `message` lists every mistake with its place. */
export class SiteError extends Error {
  /** @param mistakes each with its place, in words for an engineer */
  constructor(readonly mistakes: readonly string[]) {
    super(`This site is not usable:\n${mistakes.map((one) => `- ${one}`).join("\n")}`);
    this.name = "SiteError";
  }
}

/**
 * Reads a site: its own keys, then what is left as the arguments of its office; and checks that every name it refers to
 * is declared, once.
 *
 * @throws SiteError that lists every mistake
 */
export function parseSite(value: unknown): Site {
  if (!isRecord(value)) throw new SiteError(['site: a group of values is needed, such as "wans: […]"']);
  const [own, args] = divided(value);
  const result = siteSchema.safeParse(own);
  const office = officeOf(args);
  const mistakes = [
    ...(result.error?.issues.map(({ path, message }) => `site.${placeOf(path)}: ${message}`) ?? []),
    ...(result.data === undefined ? [] : nameMistakes(result.data)),
    ...office.mistakes.map(({ at, message }) => `site.${at}: ${message}`),
  ];
  if (result.data === undefined || mistakes.length > 0) throw new SiteError(mistakes);
  return { ...result.data, ...(office.failover !== undefined && { failover: office.failover }) };
}

type Values = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What belongs to the site itself, and the rest. */
function divided(value: Values): readonly [Values, Values] {
  const isOwn = ([key]: readonly [string, unknown]) => Object.hasOwn(siteSchema.shape, key);
  const entries = Object.entries(value);
  return [
    Object.fromEntries(entries.filter(isOwn)),
    Object.fromEntries(entries.filter((one) => !isOwn(one))),
  ];
}

function officeOf(args: Values): { readonly failover?: SiteOffice; readonly mistakes: readonly Mistake[] } {
  if (args.wans === undefined) {
    const message = 'a site takes this with "wans" only, the lines of an office; else it is no key of a site';
    return { mistakes: Object.keys(args).map((at) => ({ at, message })) };
  }
  try {
    return { failover: { args, office: parseDualWan(args) }, mistakes: [] };
  } catch (error) {
    if (error instanceof DualWanError) return { mistakes: error.mistakes };
    throw error;
  }
}

function nameMistakes({ objects, orders }: z.output<typeof siteSchema>): string[] {
  const names = objects.map((one) => one.name);
  const twins = names.filter((one, index) => names.indexOf(one) !== index);
  const unknown = [
    ...objects.flatMap(({ name: from, after }) => after.map((to) => [from, to] as const)),
    ...orders.flatMap(({ name: from, rules }) => rules.map((to) => [from, to] as const)),
  ].filter(([, to]) => !names.includes(to));
  return [
    ...twins.map((twin) => `two objects are named "${twin}"`),
    ...unknown.map(([from, to]) => `"${from}" refers to "${to}", which is not among the objects`),
  ];
}
