/** The Pulumi CLI: found on PATH or in our cache, else fetched from its vendor, else built from Go modules. */
const fs = require("node:fs");
const path = require("node:path");
const { withLock } = require("./lock");
const { cachedSet, findPulumi } = require("./pulumi/find");
const { GO_FLOOR, buildSet, findGo } = require("./pulumi/go");
const { FLOOR, VERSION, setIn, versionOf } = require("./pulumi/set");
const { installRelease } = require("./pulumi/vendor");
const { SetupError, say, step } = require("./say");

/** The ways to get a set into an empty folder; tests put others in their place. */
const WAYS = { installRelease, findGo, buildSet };

function withoutAnyWay(vendorError, go) {
  const need = GO_FLOOR.join(".");
  const found =
    go === undefined ? "Go is not installed" : `the Go found is ${go.version}, and ${need} is needed`;
  return new SetupError(
    `No Pulumi CLI: none of version ${FLOOR} or newer is on PATH with its Node.js language host, the vendor's ` +
      `release could not be installed (${vendorError.message}), and ${found}.\n\nTwo ways out:\n` +
      "  1. Install the Pulumi CLI by your system's package manager or from its vendor, so that `pulumi version` works.\n" +
      `  2. Install Go ${need} or newer, so that \`go version\` works; the CLI is then built here, once, in about 4 minutes.\n` +
      "Then run the same command again.",
  );
}

/** Moves a complete set to its place; whoever comes second keeps what the first one put there. */
function publish(from, to, platform) {
  if (setIn(from, [], platform) === undefined)
    throw new SetupError(`The Pulumi CLI in ${from} is not complete.`);
  if (setIn(to, [], platform) !== undefined) return;
  fs.rmSync(to, { recursive: true, force: true });
  fs.renameSync(from, to);
}

async function get(temporary, ways) {
  let vendorError;
  try {
    return await step(`Getting the Pulumi CLI ${VERSION} from its vendor`, "under a minute", () =>
      ways.installRelease(path.join(temporary, "release")),
    );
  } catch (error) {
    vendorError = error;
    say(`  not possible: ${error.message}`);
  }
  const go = ways.findGo();
  if (go === undefined || !go.ok) throw withoutAnyWay(vendorError, go);
  const folder = path.join(temporary, "built");
  fs.mkdirSync(folder);
  await step(`Building the Pulumi CLI ${VERSION} with Go ${go.version}, once`, "4 minutes on 2 cores", () =>
    ways.buildSet(folder, go.command),
  );
  return folder;
}

/**
 * Finds the Pulumi CLI, and gets one into the cache when there is none.
 *
 * @throws {SetupError} when there is no way to get one
 */
async function ensurePulumi(env = process.env, ways = WAYS, platform = process.platform) {
  const found = findPulumi(env, platform);
  if (found !== undefined) return found;
  const target = cachedSet(env, platform);
  return withLock(
    `${target}.lock`,
    async () => {
      const meanwhile = findPulumi(env, platform);
      if (meanwhile !== undefined) return meanwhile;
      // Beside its later place, so that the rename stays on one file system.
      const temporary = fs.mkdtempSync(`${target}.new-`);
      const cleanUp = () => fs.rmSync(temporary, { recursive: true, force: true });
      process.once("exit", cleanUp);
      try {
        publish(await get(temporary, ways), target, platform);
      } finally {
        process.removeListener("exit", cleanUp);
        cleanUp();
      }
      const set = findPulumi(env, platform);
      if (set === undefined || versionOf(set.pulumi, env) === undefined) {
        throw new SetupError(`The Pulumi CLI in ${target} does not run. Delete that folder and try again.`);
      }
      return set;
    },
    (holder) => say(`Waiting for another set-up that gets the Pulumi CLI (${holder}) ...`),
  );
}

/**
 * An environment in which `pulumi`, its helpers and this very Node come first on PATH. The dynamic provider's
 * start script runs whatever `node` PATH gives it.
 */
function withPulumi(set, env = process.env) {
  const dirs = [...set.dirs, path.dirname(process.execPath), env.PATH ?? env.Path ?? ""];
  const { Path: _, ...rest } = env;
  return { ...rest, PATH: dirs.join(path.delimiter) };
}

module.exports = { ensurePulumi, findPulumi, withPulumi };
