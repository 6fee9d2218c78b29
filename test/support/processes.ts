/**
 * Finds processes by a text in their environment.
 *
 * The Pulumi CLI puts its plugins into process groups of their own, and they outlive a killed CLI: neither the
 * group nor the parent tells whose they are, but all of them inherit the environment.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";

function onLinux(text: string): number[] {
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return fs.readFileSync(`/proc/${pid}/environ`, "utf8").includes(text);
      } catch {
        // It ended meanwhile, or belongs to somebody else.
        return false;
      }
    })
    .map(Number);
}

function elsewhere(text: string): number[] {
  // BSD's `ps -E` prints the environment of one's own processes behind their command.
  const { stdout } = spawnSync("ps", ["-A", "-E", "-ww", "-o", "pid=,command="], { encoding: "utf8" });
  return (stdout ?? "")
    .split("\n")
    .filter((line) => line.includes(text))
    .map((line) => Number.parseInt(line, 10));
}

/** The ids of the living processes, without this one, whose environment contains `text`. */
export function processesWith(text: string): number[] {
  const found = process.platform === "linux" ? onLinux(text) : elsewhere(text);
  return found.filter((pid) => pid !== process.pid);
}

/** Ends a process at once; one that is gone already is fine. */
export function killNow(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
