/** What scenarios have in common: their times, and what happens to lines in many of them. */
import type { DualWan, Line } from "../../args";
import type { StagedEvent } from "../scenario";

export const second = 1000;
export const minute = 60 * second;

/** When the fault begins, and when it is over. */
export const begins = 10 * second;
export const ends = begins + 4 * minute;

/** A line by its place in the order of preference, from 1. */
export const lineAt = (office: DualWan, number: number): Line => office.lines[number - 1] as Line;

/** A line goes dark beyond its gateway. */
export const blackHole = (office: DualWan, number: number, at = begins): StagedEvent => ({
  at,
  label: `${lineAt(office, number).name}: black hole`,
  line: { number, is: "dead" },
  act: (stage) => stage.line(number).set({ upstream: "blackhole" }),
});

/** It is as it was before {@link blackHole}. */
export const wellAgain = (office: DualWan, number: number, at = ends): StagedEvent => ({
  at,
  label: `${lineAt(office, number).name}: well again`,
  line: { number, is: "well" },
  act: (stage) => stage.line(number).set({ upstream: "up" }),
});
