/** A router that lives, on a clock moved by hand: what the tests of jobs run on. */
import { type ManualClock, manualClock } from "../../../simulator/clock";
import {
  createConfigurationPlane,
  type PlaneOptions,
  type RouterConfiguration,
} from "../../../simulator/config";
import type { PrintedRow, RouterOsVersion } from "../../../simulator/config/contract";
import { installJobs } from "../../../simulator/jobs";
import { installScripts, type Scripts } from "../../../simulator/script";

export interface JobLab {
  readonly plane: RouterConfiguration;
  readonly clock: ManualClock;
  readonly scripts: Scripts;
  add(menu: string, properties: Readonly<Record<string, string>>): string;
  /** Adds an entry whose start is written, as 7.24.0 wants it. */
  entry(properties: Readonly<Record<string, string>>): string;
  rows(menu: string, ...queries: string[]): PrintedRow[];
  /** Messages of the log, with their topics. */
  log(topics?: string): string[];
  /** Seconds since the start at which a message came. */
  times(message: string): number[];
  pass(seconds: number): Promise<void>;
}

/** A moment with seconds: what RouterOS fills in is cut to seconds. */
export const start = Date.UTC(2026, 0, 1, 12);

export function jobLab(version: RouterOsVersion = "7.21.5", options: Partial<PlaneOptions> = {}): JobLab {
  const clock = manualClock(start);
  const plane = createConfigurationPlane({ version, clock, ...options });
  const scripts = installScripts(plane);
  installJobs(plane, scripts);
  const { hand } = plane;
  return {
    plane,
    clock,
    scripts,
    add: hand.add,
    entry: (properties) =>
      hand.add("/system/scheduler", {
        "start-date": version === "6.49" ? "jan/01/2026" : "2026-01-01",
        "start-time": "12:00:00",
        policy: "read,write,test",
        ...properties,
      }),
    rows: (menu, ...queries) => hand.print(menu, queries),
    log: (topics) =>
      hand
        .print("/log")
        .filter((row) => topics === undefined || row.topics === topics)
        .map(({ message = "" }) => message),
    times: (message) =>
      hand
        .print("/log")
        .filter((row) => row.message === message)
        .map(({ time = "" }) => (Date.parse(`${time.replace(" ", "T")}Z`) - start) / 1000),
    pass: (seconds) => clock.advance(seconds * 1000),
  };
}
