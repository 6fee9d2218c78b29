/** Runs scripts on a simulated router whose clock moves by itself. */
import { type ManualClock, manualClock } from "../../../simulator/clock";
import {
  createConfigurationPlane,
  type PlaneOptions,
  type RouterConfiguration,
} from "../../../simulator/config";
import type { Caller, RouterOsVersion } from "../../../simulator/config/contract";
import { failureText, installScripts, type RunOptions, type Scripts } from "../../../simulator/script";
import { textOf } from "../../../simulator/script/syntax/bytes";
import type { Value } from "../../../simulator/script/values/value";

export interface Outcome {
  /** What it printed. */
  readonly out: readonly string[];
  readonly value?: Value;
  /** RouterOS's words for what ended it. */
  readonly error?: string;
}

export interface ScriptLab {
  readonly plane: RouterConfiguration;
  readonly clock: ManualClock;
  readonly scripts: Scripts;
  readonly admin: Caller;
  run(source: string, options?: Partial<RunOptions>): Promise<Outcome>;
  /** Lets time pass until the work is done; at most an hour. */
  finish<T>(work: Promise<T>): Promise<T>;
}

export function scriptLab(
  version: RouterOsVersion = "7.21.5",
  options: Partial<PlaneOptions> = {},
): ScriptLab {
  const clock = manualClock();
  const plane = createConfigurationPlane({ version, clock, ...options });
  const scripts = installScripts(plane);
  const admin = plane.login("admin", "", "console", "") as Caller;
  const finish = async <T>(work: Promise<T>): Promise<T> => {
    let done = false;
    const end = () => {
      done = true;
    };
    work.then(end, end);
    for (let turn = 0; turn < 7200 && !done; turn++) await clock.advance(500);
    return work;
  };
  const run: ScriptLab["run"] = async (source, given = {}) => {
    const out: string[] = [];
    const put = (line: string) => void out.push(line);
    const { signal } = new AbortController();
    try {
      const value = await finish(scripts.job(source, { caller: admin, signal, put, name: "test", ...given }));
      return { out, value };
    } catch (error) {
      const text = failureText(error);
      if (text === undefined) throw error;
      return { out, error: textOf(text) };
    }
  };
  return { plane, clock, scripts, admin, run, finish };
}
