/** The forms of an office that a rehearsal plays: both RouterOS families and both strategies. */
import { type DualWan, DualWanError, leastVersion, numberOf, parseDualWan } from "../args";

export interface Variant {
  readonly dialect: 6 | 7;
  readonly strategy: "script" | "recursive";
}

export const everyVariant: readonly Variant[] = [
  { dialect: 7, strategy: "script" },
  { dialect: 6, strategy: "script" },
  { dialect: 7, strategy: "recursive" },
  { dialect: 6, strategy: "recursive" },
];

/** An office in one form, or why there is none. */
export type Formed = { readonly office: DualWan } | { readonly refused: string };

/** Arguments of a site, plain data. */
export type SiteArgs = Readonly<Record<string, unknown>>;

/**
 * The office that a site's arguments give in another form. What only the site's own form has a meaning for is left to the
 * defaults there: how a script weighs probes, what it promises, which line is forced or seldom asked, and which pins are
 * switched off.
 */
export function formed(args: SiteArgs, { dialect, strategy }: Variant): Formed {
  const own = args.strategy ?? "script";
  const converted = own === strategy ? args : otherStrategy(args);
  try {
    return { office: parseDualWan({ ...converted, dialect, strategy }) };
  } catch (error) {
    if (!(error instanceof DualWanError)) throw error;
    return { refused: error.mistakes.map(({ at, message }) => `${at}: ${message}`).join("; ") };
  }
}

function otherStrategy({ maintenance: _, ...args }: SiteArgs): SiteArgs {
  const { targets } = recordOf(args.probes);
  const { linkLoss, flowRecovery } = recordOf(args.objectives);
  return {
    ...args,
    ...defined({
      wans: eachOf(args.wans, ({ metered, ...line }) => (metered === true ? line : { ...line, metered })),
      pinning: eachOf(args.pinning, ({ mode: __, ...pin }) => pin),
    }),
    probes: defined({ targets }),
    objectives: defined({ linkLoss, flowRecovery }),
  };
}

/** Members of a list; what is none is left for the check of the arguments. */
const eachOf = (list: unknown, change: (member: SiteArgs) => SiteArgs): unknown =>
  Array.isArray(list) ? list.map((member) => defined(change(recordOf(member)))) : list;

const recordOf = (value: unknown): SiteArgs =>
  typeof value === "object" && value !== null ? (value as SiteArgs) : {};

const defined = (values: SiteArgs): SiteArgs =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** What a rehearsal plays where nothing else is asked for: a version that is widespread, or the first that can carry the office. */
export function usualVersion<V extends string>(office: DualWan, versions: readonly V[]): V | undefined {
  const least = numberOf(leastVersion(office));
  const family = versions.filter((version) => version.startsWith(`${office.dialect}.`));
  const able = family.filter((version) => numberOf(version) >= least);
  return able.find((version) => numberOf(version) === widespread) ?? able[0];
}

const widespread = numberOf("7.21");
