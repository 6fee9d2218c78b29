/**
 * The set of programs that make the Pulumi CLI. All three must be there: when one is missing, Pulumi asks its
 * servers for a plugin of that name and shows a 404 for "pulumi-pulumi-nodejs".
 */
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const NAMES = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

/** The version that is fetched or built. */
const VERSION = "3.259.0";

/** The oldest version taken from PATH: 3.227.0 brought exit code 7 for changes where none were expected. */
const FLOOR = "3.227.0";

function suffixes(platform) {
  return platform === "win32" ? [".exe", ".cmd", ".bat"] : [""];
}

function executable(folder, name, platform) {
  for (const suffix of suffixes(platform)) {
    const file = path.join(folder, name + suffix);
    try {
      if (!fs.statSync(file).isFile()) continue;
      fs.accessSync(file, fs.constants.X_OK);
      return file;
    } catch {
      // Not here, or not for us to run.
    }
  }
  return undefined;
}

/** `3.227.0` as numbers; a development build's `3.260.0-alpha.1` counts as `3.260.0`. */
function parse(version) {
  const match = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version.trim());
  return match === null ? undefined : match.slice(1).map(Number);
}

function isAtLeast(version, floor) {
  const have = parse(version);
  const need = parse(floor);
  if (have === undefined || have[0] !== need[0]) return false;
  return have[1] > need[1] || (have[1] === need[1] && have[2] >= need[2]);
}

/** What `pulumi version` prints, `undefined` when it does not run or does not answer in 5 seconds. */
function versionOf(file, env) {
  const { status, stdout } = spawnSync(file, ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    encoding: "utf8",
    timeout: 5_000,
    shell: /\.(cmd|bat)$/.test(file),
    windowsHide: true,
  });
  return status === 0 ? stdout.trim().replace(/^v/, "") : undefined;
}

/** The set in one folder (with `elsewhere` for its helpers), `undefined` when one program is missing. */
function setIn(folder, elsewhere, platform) {
  const pulumi = executable(folder, NAMES[0], platform);
  if (pulumi === undefined) return undefined;
  // A package manager links `pulumi` alone into its bin folder; the helpers stay beside the real file.
  const folders = [folder, path.dirname(fs.realpathSync(pulumi)), ...elsewhere];
  const helpers = NAMES.slice(1).map((name) =>
    folders.find((one) => executable(one, name, platform) !== undefined),
  );
  if (helpers.includes(undefined)) return undefined;
  return { pulumi, dirs: [...new Set([folder, ...helpers])] };
}

module.exports = { FLOOR, NAMES, VERSION, isAtLeast, setIn, versionOf };
