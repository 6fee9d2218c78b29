/** One play, as data: what a worker is given, and what it gives back. */
import type { RouterOsVersion } from "routeros-simulator";
import { own } from "./controllers";
import { howTo } from "./how-to";
import type { Play } from "./play";
import type { Demand } from "./scenario";
import { scenarios } from "./scenarios";
import { type Controller, play } from "./stage";
import { formed, type SiteArgs, type Variant } from "./variants";

/** What can run on the router. */
export const controllers = { own, article: howTo } as const satisfies Readonly<Record<string, Controller>>;

export type ControllerName = keyof typeof controllers;

export interface PlayTask {
  readonly args: SiteArgs;
  readonly variant: Variant;
  readonly controller: ControllerName;
  readonly version: RouterOsVersion;
  /** Its `id`. */
  readonly scenario: string;
  readonly seed: number;
}

/** A demand, and what came of it. */
export interface Verdict extends Pick<Demand, "name" | "unit" | "limit"> {
  readonly value: number;
}

export interface Played {
  readonly seed: number;
  readonly verdicts: readonly Verdict[];
  readonly play: Play;
}

/** @throws Error when the task is not one that can be played: a defect of the caller */
export async function playTask({
  args,
  variant,
  controller,
  version,
  scenario: id,
  seed,
}: PlayTask): Promise<Played> {
  const form = formed(args, variant);
  const scenario = scenarios.find((one) => one.id === id);
  if ("refused" in form || scenario === undefined) throw new Error(`${id} cannot be played`);
  const { office } = form;
  const seen = await play({ office, controller: controllers[controller], version, seed, scenario });
  return {
    seed,
    play: seen,
    verdicts: scenario.demands(office).map(({ name, unit, limit, measure }) => ({
      ...{ name, unit, limit },
      value: measure(seen),
    })),
  };
}
