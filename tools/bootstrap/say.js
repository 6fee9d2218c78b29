/**
 * What the set-up tells the person who waits for it. Everything goes to standard error: the output of the
 * command that comes after the set-up belongs to that command.
 */

/** A failure that the person can do something about: shown as it is, without a stack. */
class SetupError extends Error {}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function duration(ms) {
  const seconds = Math.round(ms / 1000);
  if (seconds < 1) return "under a second";
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Announces a piece of work, repeats a sign of life while it runs, and tells when it is done.
 *
 * @param {string} label what is done, as a sentence without full stop
 * @param {string} usual how long it usually takes
 * @param {() => Promise<T>} work
 * @param {number} [every] milliseconds between two signs of life
 * @template T
 */
async function step(label, usual, work, every = 15_000) {
  const start = Date.now();
  say(`${label} (usually ${usual}) ...`);
  const alive = setInterval(() => say(`  ... ${duration(Date.now() - start)} so far`), every);
  try {
    const result = await work();
    say(`  done in ${duration(Date.now() - start)}`);
    return result;
  } finally {
    clearInterval(alive);
  }
}

/** The closing lines of a program's output: where npm, tsc and go say what went wrong. */
function tail(output, lines = 20) {
  return output.trimEnd().split(/\r?\n/).slice(-lines).join("\n");
}

module.exports = { SetupError, duration, say, step, tail };
