/** A rehearsal: an office in every form, through every scenario, beside what it is compared with. */
import { type RouterOsVersion, routerOsVersions } from "routeros-simulator";
import { costs } from "../render/costs";
import type { Play } from "./play";
import { type Players, players } from "./pool";
import type { Demand, Scenario } from "./scenario";
import { scenarios } from "./scenarios";
import { type ControllerName, controllers, type Played, type PlayTask } from "./task";
import { everyVariant, formed, type SiteArgs, usualVersion, type Variant } from "./variants";
import { missWords } from "./words";

export interface RehearsalOptions {
  /** Name of the office, for the report. */
  readonly site: string;
  /** Its arguments, plain. */
  readonly args: SiteArgs;
  /** Default: both families, both strategies. */
  readonly variants?: readonly Variant[];
  /** `id` of those to play. Default all. */
  readonly scenarios?: readonly string[];
  /** Whether the how-to is played, too. Default false. */
  readonly againstArticle?: boolean;
  /** The first seed. Default 1. */
  readonly seed?: number;
  /** Plays of each scenario that has chance in it, each with the next seed; a tenth of them where only the moment differs. Default 1. */
  readonly seeds?: number;
  /** The same for what the office is compared with. Default as for the office. */
  readonly seedsOfArticle?: number;
  /** RouterOS to play, by family. Default 7.21.5 and 6.49. */
  readonly versions?: Readonly<Partial<Record<6 | 7, RouterOsVersion>>>;
  /** Processors to use. Default all. */
  readonly jobs?: number;
  /** Called when a play is done. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** A demand over all seeds. */
export interface DemandResult {
  readonly name: string;
  readonly unit: Demand["unit"];
  readonly limit: number;
  /** By seed, in order. */
  readonly values: readonly number[];
  /** The largest. */
  readonly worst: number;
  readonly met: boolean;
}

export interface ScenarioResult extends Pick<Scenario, "id" | "group" | "title" | "about"> {
  /** Why it was not played. */
  readonly unfit?: string;
  readonly seeds: readonly number[];
  readonly demands: readonly DemandResult[];
  /** The play that came out worst. */
  readonly shown?: { readonly seed: number; readonly play: Play };
}

/** One form of the office, or of what it is compared with, through all scenarios. */
export interface Performance {
  readonly variant: Variant;
  readonly controller: string;
  /** Whether what was measured counts: not for what the office is compared with. */
  readonly isJudged: boolean;
  readonly version?: string;
  /** Why there is no such office. */
  readonly refused?: string;
  /** What its choices promise and cost, in sentences; nothing for what the office is compared with. */
  readonly costs: readonly string[];
  readonly scenarios: readonly ScenarioResult[];
}

export interface Rehearsal {
  readonly site: string;
  readonly performances: readonly Performance[];
  /** Demands that were missed, for people: `7, script, link-down: …`. */
  readonly missed: readonly string[];
}

/** What is to be played of one form. */
interface Programme extends Omit<Performance, "scenarios"> {
  readonly entries: readonly {
    readonly scenario: Scenario;
    readonly unfit?: string;
    readonly tasks: readonly PlayTask[];
  }[];
}

/**
 * Plays an office in all its forms. Misses are in the result; nothing is thrown for them.
 *
 * @throws Error if the simulated router refuses the office's rows: a defect of ours
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const programmes = [...(options.variants ?? everyVariant)].flatMap((variant) =>
    programmesOf(options, variant),
  );
  const total = programmes.flatMap(({ entries }) => entries.flatMap(({ tasks }) => tasks)).length;
  const stage = players(total, options.jobs);
  let done = 0;
  const counted: Players["play"] = async (task) => {
    const played = await stage.play(task);
    done += 1;
    options.onProgress?.(done, total);
    return played;
  };
  try {
    const performances = await Promise.all(programmes.map((programme) => perform(programme, counted)));
    return { site: options.site, performances, missed: performances.flatMap(missesOf) };
  } finally {
    await stage.end();
  }
}

function programmesOf(options: RehearsalOptions, variant: Variant): Programme[] {
  const form = formed(options.args, variant);
  const isOwn = { variant, controller: controllers.own.name, isJudged: true, entries: [] } as const;
  if ("refused" in form) return [{ ...isOwn, refused: form.refused, costs: [] }];
  const { office } = form;
  const version = options.versions?.[variant.dialect] ?? usualVersion(office, routerOsVersions);
  if (version === undefined)
    return [
      {
        ...isOwn,
        refused: "no RouterOS that the simulator can be carries this office",
        costs: costs(office),
      },
    ];
  const first = options.seed ?? 1;
  const wanted = scenarios.filter(
    ({ id, onlyIfNamed }) => options.scenarios?.includes(id) ?? onlyIfNamed !== true,
  );
  const entriesOf = (controller: ControllerName, seeds = 1) =>
    wanted.map((scenario) => {
      const { unfit: unable } = controllers[controller] as {
        unfit?: (of: typeof office) => string | undefined;
      };
      const unfit = scenario.unfit?.(office) ?? unable?.(office);
      if (unfit !== undefined) return { scenario, unfit, tasks: [] };
      const tasks = Array.from(
        { length: playsOf(scenario, seeds) },
        (_, index): PlayTask => ({
          ...{ args: options.args, variant, controller, version, scenario: scenario.id },
          seed: first + index,
        }),
      );
      return { scenario, tasks };
    });
  const own: Programme = {
    ...isOwn,
    version,
    costs: costs(office),
    entries: entriesOf("own", options.seeds),
  };
  // What the office is compared with has no strategies.
  const compares = options.againstArticle === true && variant.strategy === "script";
  if (!compares) return [own];
  return [
    own,
    {
      variant,
      controller: controllers.article.name,
      isJudged: false,
      costs: [],
      version,
      entries: entriesOf("article", options.seedsOfArticle ?? options.seeds),
    },
  ];
}

/** How often a scenario is played. */
const playsOf = ({ chance }: Scenario, seeds: number): number =>
  ({ all: seeds, moment: Math.ceil(seeds / 10), none: 1 })[chance];

async function perform({ entries, ...programme }: Programme, play: Players["play"]): Promise<Performance> {
  const results = entries.map(async ({ scenario, unfit, tasks }): Promise<ScenarioResult> => {
    const { id, group, title, about } = scenario;
    const about_ = { id, group, title, about };
    if (unfit !== undefined) return { ...about_, unfit, seeds: [], demands: [] };
    const plays = await Promise.all(tasks.map(play));
    const shown = plays.reduce((worst, one) => (badness(one) > badness(worst) ? one : worst));
    return {
      ...about_,
      seeds: plays.map(({ seed }) => seed),
      demands: demandsOf(plays),
      shown: { seed: shown.seed, play: shown.play },
    };
  });
  return { ...programme, scenarios: await Promise.all(results) };
}

/** How bad a play came out: the worst ratio of what was measured to what was allowed. */
const badness = ({ verdicts }: Played): number =>
  Math.max(0, ...verdicts.map(({ value, limit }) => (value > limit ? 1000 : 0) + value / (limit || 1)));

function demandsOf(plays: readonly Played[]): readonly DemandResult[] {
  const [first] = plays;
  return (first?.verdicts ?? []).map(({ name, unit, limit }, index) => {
    const values = plays.map(({ verdicts }) => verdicts[index]?.value ?? Number.NaN);
    const worst = Math.max(...values);
    return { name, unit, limit, values, worst, met: worst <= limit };
  });
}

function missesOf({ variant, isJudged, scenarios: played }: Performance): string[] {
  if (!isJudged) return [];
  return played.flatMap(({ id, seeds, demands, shown }) =>
    [
      ...demands.filter(({ met }) => !met).map((demand) => missWords(demand, seeds)),
      ...(shown?.play.gaps ?? []).map((gap) => `the simulator cannot tell: ${gap}`),
    ].map((words) => `RouterOS ${variant.dialect}, ${variant.strategy}, ${id}: ${words}`),
  );
}
