/** The surroundings of a test run: nothing of the user's is read or written, and nothing is left behind. */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/** Settings of the user's that would change what a test sees. */
const FOREIGN = /^(PULUMI_|ROUTEROS_|NODE_OPTIONS$|TS_NODE_|ENV$|NODE_ENV$)/;

/** The settings of `npm run test:router`: meant for a test, by the person who starts it. */
const MEANT = /^ROUTEROS_TEST_/;

/**
 * A copy of `env` whose home and temporary folders are in `folder`.
 *
 * The caches of npm and of the Pulumi CLI stay where they are: they are no settings, and filling them takes minutes.
 */
function hermeticEnvironment(folder, env = process.env) {
  const home = path.join(folder, "home");
  const temporary = path.join(folder, "tmp");
  for (const one of [home, temporary]) fs.mkdirSync(one, { recursive: true });
  const kept = Object.entries(env).filter(([name]) => MEANT.test(name) || !FOREIGN.test(name));
  return {
    npm_config_cache: path.join(os.homedir(), ".npm"),
    npm_config_userconfig: path.join(os.homedir(), ".npmrc"),
    ...Object.fromEntries(kept),
    XDG_CACHE_HOME: env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"),
    HOME: home,
    USERPROFILE: home,
    PULUMI_HOME: path.join(home, ".pulumi"),
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
  };
}

module.exports = { hermeticEnvironment };
