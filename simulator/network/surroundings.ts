/** What the parts of a network share. */
import type { HookJob } from "../config/environment";
import type { Router } from "../config/router";
import { dateTime } from "../config/time";
import type { World } from "./world";

export interface Surroundings {
  readonly router: Router;
  readonly world: World;
  /** A line of the network's own log. */
  note(message: string): void;
  /** An event starts a script of the router; an empty one is none. */
  hook(job: HookJob): void;
}

/** What happened, with the time of each line: the same for the same seed. */
export class NetworkLog {
  private readonly lines: string[] = [];

  constructor(private readonly now: () => number) {}

  write(message: string): void {
    this.lines.push(`${stamp(this.now())} ${message}`);
  }

  list(): readonly string[] {
    return this.lines;
  }

  text(): string {
    return this.lines.map((line) => `${line}\n`).join("");
  }
}

/** `2026-01-01 00:00:05.250` */
export const stamp = (milliseconds: number): string =>
  `${dateTime(milliseconds, true)}.${String(Math.floor(milliseconds) % 1000).padStart(3, "0")}`;

export function hookRunner(router: Router, note: (message: string) => void): (job: HookJob) => void {
  return (job) => {
    if (job.source === "") return;
    note(`${job.by} ${job.row}: ${job.property}`);
    // A script is a job of its own: it begins when the event is over.
    router.clock.schedule(0, () => router.onHook?.(job));
  };
}
