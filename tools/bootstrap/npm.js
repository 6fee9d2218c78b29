/** The npm dependencies: are they what package-lock.json says, and if not, install them. */
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { run } = require("./run");
const { SetupError, step, tail } = require("./say");
const stamp = require("./stamp");

const DEPENDENCY_FIELDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw new SetupError(`${file} is not valid JSON: ${error.message}`);
  }
}

/** The folders of the packages of this checkout, relative to its root; the root itself is `""`. */
function packageFolders(root) {
  const manifest = readJson(path.join(root, "package.json"));
  if (manifest === undefined)
    throw new SetupError(`No package.json in ${root}: is this a complete checkout?`);
  return ["", ...(manifest.workspaces ?? [])];
}

function stateOf(root) {
  const hash = crypto.createHash("sha256");
  hash.update(`${process.platform} ${process.arch}\n`);
  const files = [
    "package-lock.json",
    ...packageFolders(root).map((folder) => path.join(folder, "package.json")),
  ];
  for (const file of files) {
    const full = path.join(root, file);
    hash.update(`${file}\n${fs.existsSync(full) ? fs.readFileSync(full, "utf8") : "none"}\n`);
  }
  return hash.digest("hex");
}

function sameDependencies(manifest, locked) {
  return DEPENDENCY_FIELDS.every((field) => {
    const sorted = (from) => JSON.stringify(Object.entries(from?.[field] ?? {}).sort());
    return sorted(manifest) === sorted(locked);
  });
}

/**
 * Whether node_modules holds what the lock file says, by npm's own record of what it installed. So an
 * `npm install` made by hand is not repeated.
 */
function isInstalled(root) {
  const lock = readJson(path.join(root, "package-lock.json"));
  const installed = readJson(path.join(root, "node_modules", ".package-lock.json"));
  if (lock === undefined || installed === undefined) return false;
  for (const folder of packageFolders(root)) {
    if (!sameDependencies(readJson(path.join(root, folder, "package.json")), lock.packages[folder]))
      return false;
  }
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (!place.includes("node_modules/")) return true;
    const have = installed.packages[place];
    if (have === undefined) return wanted.optional === true;
    return have.version === wanted.version && fs.existsSync(path.join(root, place, "package.json"));
  });
}

function isFresh(root) {
  const state = stateOf(root);
  const record = path.join(root, "node_modules", ".package-lock.json");
  if (stamp.read(root, "npm") === state && fs.existsSync(record)) return true;
  if (!isInstalled(root)) return false;
  stamp.write(root, "npm", state);
  return true;
}

/** How to start npm: the one that started us, else the one beside this Node, else the one on PATH. */
function npmCommand(env = process.env) {
  const beside = path.dirname(process.execPath);
  const candidates = [
    env.npm_execpath,
    path.join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
    path.join(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  for (const script of candidates) {
    if (script !== undefined && path.basename(script) === "npm-cli.js" && fs.existsSync(script)) {
      return { command: process.execPath, args: [script] };
    }
  }
  return { command: "npm", args: [] };
}

function advice(output) {
  if (/code EUSAGE/.test(output)) {
    return "package.json and package-lock.json disagree. Run `npm install` and commit both files.";
  }
  if (
    /code (E50\d|E404|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED)/.test(
      output,
    )
  ) {
    return (
      "npm could not get the packages. Check the network, and the proxy or registry that `npm config list` shows; " +
      "without network, `npm ci --offline` works from the cache of an earlier installation."
    );
  }
  return "When that is put right, run the same command again; `npm ci` shows the whole output.";
}

async function npm(root, args) {
  const { command, args: first } = npmCommand();
  const { code, output } = await run(command, [...first, ...args], { cwd: root });
  if (code !== 0) throw new SetupError(`npm ${args[0]} failed:\n\n${tail(output)}\n\n${advice(output)}`);
}

/** Installs the dependencies unless they are installed. */
async function ensure(root) {
  if (isFresh(root)) return;
  const how = fs.existsSync(path.join(root, "package-lock.json")) ? "ci" : "install";
  await step("Installing the npm dependencies", "10 to 60 s", () =>
    // The development dependencies are needed whatever NODE_ENV says.
    npm(root, [how, "--include=dev", "--no-audit", "--no-fund"]),
  );
  stamp.write(root, "npm", stateOf(root));
}

module.exports = { ensure, isFresh, npm, npmCommand, packageFolders, readJson };
