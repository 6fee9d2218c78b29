/** Takes the figures: one rehearsal for each office and set of arguments that the rows need. */
import {
  scenarios as allScenarios,
  everyVariant,
  type Performance,
  type Rehearsal,
  rehearse,
  type SiteArgs,
} from "../../src/failover/rehearsal";
import { type Args, type Office, offices, type Row, sharing } from "./rows";

export interface MeasureOptions {
  readonly strategy: "script" | "recursive";
  readonly seeds: number;
  readonly seed?: number;
  /** Whether the how-to is played, too. */
  readonly against: boolean;
  readonly jobs?: number;
  /** How many plays of a rehearsal are done. */
  readonly onProgress?: (text: string) => void;
  /** A rehearsal begins; what is returned is called when it has ended, with what was missed in it, for people. */
  readonly onRehearsal?: (text: string) => (missed: readonly string[]) => void;
}

/** What came of one row with one limit, by who was played. */
export interface Figure {
  readonly row: Row;
  readonly unit: string;
  readonly limit: number;
  /** By {@link playerOf}. */
  readonly values: ReadonlyMap<string, readonly number[]>;
}

/** `7`, `6`, `how-to 7`, `how-to 6`. */
export const playerOf = ({ variant, isJudged }: Performance): string =>
  `${isJudged ? "" : "how-to "}${variant.dialect}`;

/** @throws Error if a row finds nothing that measures it: a table must have no empty line. */
export async function measure(rows: readonly Row[], options: MeasureOptions): Promise<readonly Figure[]> {
  const played = new Map<string, Rehearsal>();
  for (const { office, args, scenarios } of programmes(rows)) {
    const text = `${options.strategy}, ${office}${args === undefined ? "" : ` ${JSON.stringify(args)}`}`;
    const ended = options.onRehearsal?.(text);
    const { own: ofOwn, howTo } = seedsOf(args, options.seeds);
    const own = partOf(office, ofOwn);
    const rehearsal = await rehearse({
      site: office,
      args: { ...offices[office], ...args } as SiteArgs,
      variants: everyVariant.filter(({ strategy }) => strategy === options.strategy),
      scenarios,
      // The how-to knows no arguments.
      againstArticle: options.against && args === undefined,
      seed: (options.seed ?? 1) + own.before,
      seeds: own.seeds,
      seedsOfArticle: partOf(office, howTo).seeds,
      ...(options.jobs !== undefined && { jobs: options.jobs }),
      onProgress: (done, of) => options.onProgress?.(`${text}: ${done} of ${of}`),
    });
    played.set(keyOf(office, args), rehearsal);
    ended?.(rehearsal.missed);
  }
  return rows.flatMap((row) => figuresOf(row, played));
}

/** An office's part of a row's seeds: as many as it is played with, and those of the offices before it. */
export function partOf(office: Office, seeds: number): { readonly before: number; readonly seeds: number } {
  const all = sharing.find((some) => some.includes(office)) ?? [office];
  const upTo = (place: number) => Math.round((seeds * place) / all.length);
  const place = all.indexOf(office);
  return { before: upTo(place), seeds: Math.max(1, upTo(place + 1) - upTo(place)) };
}

/** How many seeds a play is worth: fewer with arguments of its own, and for the how-to, which is only compared with. */
export const seedsOf = (args: Args | undefined, seeds: number) => ({
  own: args === undefined ? seeds : fewer(seeds),
  howTo: fewer(seeds),
});

/** A tenth. */
export const fewer = (seeds: number): number => Math.ceil(seeds / 10);

const keyOf = (office: Office, args: Args | undefined): string => `${office} ${JSON.stringify(args ?? {})}`;

/** Rows that share an office and arguments share a rehearsal. */
function programmes(rows: readonly Row[]) {
  const found = new Map<string, { office: Office; args: Args | undefined; scenarios: Set<string> }>();
  for (const { offices: where, args, scenarios } of rows) {
    for (const office of where) {
      const key = keyOf(office, args);
      const entry = found.get(key) ?? { office, args, scenarios: new Set<string>() };
      for (const id of idsOf(scenarios)) entry.scenarios.add(id);
      found.set(key, entry);
    }
  }
  return [...found.values()].map(({ scenarios, ...entry }) => ({ ...entry, scenarios: [...scenarios] }));
}

const idsOf = (wanted: Row["scenarios"]): readonly string[] =>
  wanted === "all"
    ? allScenarios.filter(({ onlyIfNamed }) => onlyIfNamed !== true).map(({ id }) => id)
    : wanted;

function figuresOf(row: Row, played: ReadonlyMap<string, Rehearsal>): readonly Figure[] {
  const ids = idsOf(row.scenarios);
  const byLimit = new Map<number, { unit: string; values: Map<string, number[]> }>();
  for (const office of row.offices) {
    for (const performance of played.get(keyOf(office, row.args))?.performances ?? []) {
      const demands = performance.scenarios
        .filter(({ id }) => ids.includes(id))
        .flatMap((scenario) => scenario.demands.filter(({ name }) => name === row.demand));
      for (const { unit, limit, values } of demands) {
        const entry = byLimit.get(limit) ?? { unit, values: new Map<string, number[]>() };
        const player = playerOf(performance);
        entry.values.set(player, [...(entry.values.get(player) ?? []), ...values]);
        byLimit.set(limit, entry);
      }
    }
  }
  if (byLimit.size === 0) throw new Error(`nothing measures "${row.happens}: ${row.figure}"`);
  return [...byLimit].map(([limit, { unit, values }]) => ({ row, unit, limit, values }));
}
