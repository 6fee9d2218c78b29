/** What a rehearsal can do to an office, as data. */
import type { IspOptions, IspState, SourceOptions } from "routeros-simulator";
import type { DualWan, Line } from "../args";
import type { Play } from "./play";

/** A running rehearsal, as events see it. */
export interface Stage {
  readonly office: DualWan;
  /** The line by its place in the order of preference, from 1. */
  line(number: number): LineControl;
  /** Silences a host of the internet, or lets it answer. */
  target(address: string, alive: boolean): void;
  /** What a person types at the router's console. */
  console(text: string): void;
  reboot(): void;
  /** Cuts the power in the instant in which a script next moves a default route, between that write and what would follow it. */
  cutPowerAtMove(): void;
}

export interface LineControl {
  set(change: Partial<IspState>): void;
  link(up: boolean): void;
  /** The PPPoE server ends the session, and the client is told. */
  terminate(): void;
  /** Address and gateway of the next session, or after the next renewal of the lease. */
  renumber(to: { address?: string; gateway?: string }): void;
}

export interface StagedEvent {
  /** Milliseconds from the beginning of the measured time. */
  readonly at: number;
  /** For people: `ISP1: black hole`. */
  readonly label: string;
  /** How a line is from then on, for the picture. */
  readonly line?: { readonly number: number; readonly is: "well" | "bad" | "dead" };
  act(stage: Stage): void;
}

/** One demand on what was measured. */
export interface Demand {
  readonly name: string;
  /** `yes or no` is 0 where it holds, 1 where not. */
  readonly unit: "s" | "switches" | "packets" | "writes" | "times" | "rows" | "yes or no";
  /** The most it may be. */
  readonly limit: number;
  measure(play: Play): number;
}

/** Groups of scenarios, for people. */
export const groups = {
  1: "Faults of a line",
  2: "Several faults, and faults that come again and again",
  3: "Another address",
  4: "Another gateway",
  5: "From outside",
  6: "Standing flows",
  7: "Somebody changes the configuration",
  8: "Time",
  9: "Probed hosts",
  10: "People at work",
} as const;

export type Group = keyof typeof groups;
/**
 * What a seed decides: `all`, which packets are lost, or where the time until something is noticed is what is asked; `moment`,
 * when in the controller's period something happens, which moves figures by less than a period; `none` that would matter.
 */
export type Chance = "all" | "moment" | "none";

export interface Scenario {
  readonly id: string;
  readonly group: Group;
  readonly title: string;
  /** What it shows, in a sentence. */
  readonly about: string;
  /** Milliseconds that are measured. */
  readonly length: number;
  /** What differs with the seed and matters: see {@link Chance}. */
  readonly chance: Chance;
  /** Played only when it is asked for by its id, because it takes long. */
  readonly onlyIfNamed?: true;
  /** How much the office uses its lines meanwhile; `light` for long times. Default `usual`. */
  readonly traffic?: "usual" | "light";
  /** Why it cannot be played with this office; undefined where it can. */
  unfit?(office: DualWan): string | undefined;
  /** The providers' lines, where they are not the usual ones. */
  isps?(line: Line): Partial<IspOptions>;
  /** Who uses the network besides the usual ones. */
  sources?(office: DualWan): readonly SourceOptions[];
  events(office: DualWan): readonly StagedEvent[];
  demands(office: DualWan): readonly Demand[];
}
