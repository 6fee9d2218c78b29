/**
 * Finds processes by a text in their environment.
 *
 * The Pulumi CLI puts its plugins into process groups of their own, and they outlive a killed CLI: neither the
 * group nor the parent tells whose they are, but all of them inherit the environment.
 */
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");

function onLinux(text) {
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

function elsewhere(text) {
  // BSD's `ps -E` prints the environment of one's own processes behind their command.
  const { stdout } = spawnSync("ps", ["-A", "-E", "-ww", "-o", "pid=,command="], { encoding: "utf8" });
  return (stdout ?? "")
    .split("\n")
    .filter((line) => line.includes(text))
    .map((line) => Number.parseInt(line, 10));
}

function processesWith(text) {
  const found = process.platform === "linux" ? onLinux(text) : elsewhere(text);
  return found.filter((pid) => pid !== process.pid);
}

function killNow(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Kills until none is found: one of them may have started another just before its end. */
function killAllWith(text, rounds = 20) {
  for (let round = 0; round < rounds; round++) {
    const pids = processesWith(text);
    if (pids.length === 0) return;
    for (const pid of pids) killNow(pid);
    // A killed process is seen for a moment longer.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  }
}

module.exports = { killAllWith, killNow, processesWith };
