/** Everything that a timeline shows, in the order of time: for the keyboard, and for the list. */
import type { Timeline } from "./model";
import { lasting, moment } from "./time";

export interface Item {
  readonly at: number;
  readonly lane: number;
  /** Name of the lane. */
  readonly where: string;
  readonly text: string;
  /** What it is, for styles. */
  readonly style: string;
}

/** @param quietly whether good times are in it, too */
export function itemsOf({ lanes }: Timeline, quietly = false): readonly Item[] {
  return lanes
    .flatMap(({ name, spans, points }, lane): readonly Item[] => [
      ...spans
        .filter(({ style }) => quietly || style !== "well")
        .map(({ from, to, label, detail, style }) => ({
          ...{ at: from, lane, where: name, style },
          text: `${detail ?? label}, ${span(from, to)}`,
        })),
      ...points.map(({ at, detail, style }) => ({ at, lane, where: name, text: detail, style })),
    ])
    .sort((one, other) => one.at - other.at || one.lane - other.lane);
}

/** `0:10 to 4:10 (4 min)` */
export const span = (from: number, to: number): string =>
  `${moment(from)} to ${moment(to)} (${lasting(to - from)})`;
