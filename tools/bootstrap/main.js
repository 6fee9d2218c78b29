/** The order of the set-up, and how it ends. */
const path = require("node:path");
const build = require("./build");
const { withLock } = require("./lock");
const npm = require("./npm");
const { ensurePulumi } = require("./pulumi");
const { SetupError, say } = require("./say");

const ROOT = path.resolve(__dirname, "..", "..");

async function setUp(root, { cli }) {
  if (!npm.isFresh(root) || !build.isFresh(root)) {
    // Beside node_modules and not in it: `npm ci` deletes node_modules.
    const lock = path.join(root, ".bootstrap.lock");
    await withLock(
      lock,
      async () => {
        await npm.ensure(root);
        await build.ensure(root);
      },
      (holder) => say(`Waiting for another set-up of this checkout (${holder}; its lock is ${lock}) ...`),
    );
  }
  if (cli) await ensurePulumi();
}

async function main(args) {
  const unknown = args.filter((arg) => arg !== "--cli");
  try {
    if (unknown.length > 0)
      throw new SetupError(`Unknown argument ${unknown[0]}. Usage: bootstrap.js [--cli]`);
    await setUp(ROOT, { cli: args.includes("--cli") });
  } catch (error) {
    say(error instanceof SetupError ? `\n${error.message}` : error.stack);
    process.exitCode = 1;
  }
}

module.exports = { main, setUp };
