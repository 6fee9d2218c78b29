/** Runs programs so that none of them outlives the set-up. */
const { spawn } = require("node:child_process");

const running = new Set();

function killGroup(child, signal = "SIGKILL") {
  try {
    // A negative pid means the whole group on POSIX: an installer's own children must go as well.
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

function killAll() {
  for (const child of running) killGroup(child);
}

process.once("exit", killAll);
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
]) {
  process.once(signal, () => process.exit(code));
}

/**
 * Starts a program in a process group of its own, with its output collected.
 *
 * @returns {{ kill(): void, result: Promise<{ code: number | null, output: string }> }} `code` is `null` when
 *   the program could not be started or was killed; `output` then says why.
 */
function start(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text) => {
      output += text;
    });
  }
  running.add(child);
  const result = new Promise((resolve) => {
    child.once("error", (error) => {
      running.delete(child);
      resolve({ code: null, output: `${output}${error.message}\n` });
    });
    child.once("close", (code) => {
      running.delete(child);
      resolve({ code, output });
    });
  });
  return { kill: () => killGroup(child), result };
}

/** Runs a program to its end. */
function run(command, args, options) {
  return start(command, args, options).result;
}

module.exports = { run, start };
