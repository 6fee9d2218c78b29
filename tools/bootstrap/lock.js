/**
 * A lock between processes, as a file that its holder keeps touching: two terminals, or a terminal and an
 * editor's task, often set up the same checkout at the same time.
 */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/** How often the holder touches its lock, and how old a lock is that nobody holds any more. */
const TOUCH_MS = 2_000;
const ABANDONED_MS = 30_000;

function read(file) {
  try {
    return { text: fs.readFileSync(file, "utf8"), age: Date.now() - fs.statSync(file).mtimeMs };
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function processIsAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function isAbandoned({ text, age }) {
  if (age > ABANDONED_MS) return true;
  const [host, pid] = text.split(" ");
  return host === os.hostname() && Number(pid) > 0 && !processIsAlive(Number(pid));
}

function create(file, text) {
  try {
    fs.writeFileSync(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removes an abandoned lock. Two waiting processes may see the same one: only who holds the second lock
 * removes, and looks again before, so that a lock taken in between stays.
 */
function removeAbandoned(file, seen) {
  const removal = `${file}-removal`;
  if (!create(removal, "")) {
    const other = read(removal);
    if (other !== undefined && other.age > ABANDONED_MS) fs.rmSync(removal, { force: true });
    return;
  }
  try {
    if (read(file)?.text === seen.text) fs.rmSync(file, { force: true });
  } finally {
    fs.rmSync(removal, { force: true });
  }
}

/**
 * Runs `work` while no other process does under the same lock file.
 *
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(holder: string) => void} [onWait] called once when another process holds the lock
 * @template T
 */
async function withLock(file, work, onWait = () => {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const mine = `${os.hostname()} ${process.pid} ${process.hrtime.bigint()}`;
  for (let waits = 0; !create(file, mine); waits++) {
    const other = read(file);
    if (other === undefined) continue;
    if (isAbandoned(other)) removeAbandoned(file, other);
    else if (waits === 0) onWait(`process ${other.text.split(" ")[1]}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const release = () => {
    if (read(file)?.text === mine) fs.rmSync(file, { force: true });
  };
  const touch = setInterval(() => fs.utimes(file, new Date(), new Date(), () => {}), TOUCH_MS);
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    process.removeListener("exit", release);
    release();
  }
}

module.exports = { ABANDONED_MS, withLock };
