/** Where a Pulumi CLI may be: on PATH, else in our cache. */
const os = require("node:os");
const path = require("node:path");
const { FLOOR, VERSION, isAtLeast, setIn, versionOf } = require("./set");

/** The folder of the user's caches that is ours. */
function cacheFolder(env = process.env, platform = process.platform) {
  const home = os.homedir();
  if (platform === "win32") {
    return path.join(env.LOCALAPPDATA || path.join(home, "AppData", "Local"), "pulumi-routeros", "cache");
  }
  if (platform === "darwin") return path.join(home, "Library", "Caches", "pulumi-routeros");
  const caches = env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : undefined;
  return path.join(caches ?? path.join(env.HOME || home, ".cache"), "pulumi-routeros");
}

/** Where our own set is kept. A folder of this name appears whole, by a rename, or not at all. */
function cachedSet(env, platform) {
  return path.join(cacheFolder(env, platform), `pulumi-${VERSION}`);
}

function onPath(env, platform) {
  const folders = (env.PATH ?? env.Path ?? "")
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  for (const folder of new Set(folders)) {
    const set = setIn(folder, folders, platform);
    if (set === undefined) continue;
    const version = versionOf(set.pulumi, env);
    if (version !== undefined && isAtLeast(version, FLOOR)) return { ...set, version, from: "PATH" };
  }
  return undefined;
}

/**
 * The Pulumi CLI to use, without getting one.
 *
 * @returns {{ pulumi: string, dirs: string[], version: string, from: "PATH" | "cache" } | undefined}
 */
function findPulumi(env = process.env, platform = process.platform) {
  const found = onPath(env, platform);
  if (found !== undefined) return found;
  const set = setIn(cachedSet(env, platform), [], platform);
  return set === undefined ? undefined : { ...set, version: VERSION, from: "cache" };
}

module.exports = { cacheFolder, cachedSet, findPulumi };
