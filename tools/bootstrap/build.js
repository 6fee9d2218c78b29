/** The TypeScript build: what users' programs and the dynamic host run is in the `dist` folders. */
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { npm, packageFolders, readJson } = require("./npm");
const { run } = require("./run");
const { SetupError, step } = require("./say");
const stamp = require("./stamp");

/** The projects that are built, by the folder of their tsconfig.json. */
const PROJECTS = ["provider", "simulator", "src"];

function filesBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  if (!fs.statSync(folder).isDirectory()) return [folder];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}node_modules${path.sep}`));
}

/**
 * The sources of a project and what tsc made of them. All files of the folder count as sources, whatever the
 * `include` of tsconfig.json says: at worst a build is run that has nothing to do.
 */
function project(root, name) {
  const folder = path.join(root, name);
  const config = readJson(path.join(folder, "tsconfig.json"));
  if (config === undefined)
    throw new SetupError(`No tsconfig.json in ${folder}: is this a complete checkout?`);
  const out = path.resolve(folder, config.compilerOptions.outDir);
  const sources = filesBelow(folder).filter(
    (file) => /\.(ts|json)$/.test(file) && !file.startsWith(out + path.sep),
  );
  return { folder, out, sources };
}

function stateOf(root, projects) {
  const hash = crypto.createHash("sha256");
  const files = [path.join(root, "tsconfig.base.json"), ...projects.flatMap(({ sources }) => sources)];
  for (const file of files.sort()) {
    const { mtimeMs, size } = fs.statSync(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex");
}

/** tsc leaves what it made of a source that is gone, and a package would carry it on. */
function removeOrphans({ folder, out, sources }) {
  const stems = new Set(sources.map((file) => path.relative(folder, file).replace(/\.ts$/, "")));
  for (const file of filesBelow(out)) {
    const made = path.relative(out, file);
    const stem = made.replace(/(\.d\.ts|\.js)(\.map)?$/, "");
    if (stem !== made && !stems.has(stem)) fs.rmSync(file);
  }
}

/** The last build: the state of its sources, and the files it left. */
function lastBuild(root) {
  try {
    return JSON.parse(stamp.read(root, "build") ?? "null") ?? undefined;
  } catch {
    // Written by another version of this file: as good as none.
    return undefined;
  }
}

function hasItsOutputs(build) {
  return build?.outputs?.every((file) => fs.existsSync(file)) ?? false;
}

/** npm links a command when it installs; before the first build its file is not there, and npm leaves it out. */
async function linkCommands(root) {
  for (const folder of packageFolders(root).slice(1)) {
    const manifest = readJson(path.join(root, folder, "package.json"));
    for (const [command, file] of Object.entries(manifest.bin ?? {})) {
      const target = path.join(root, folder, file);
      if (!fs.existsSync(target)) continue;
      fs.chmodSync(target, 0o755);
      const link = path.join(
        root,
        "node_modules",
        ".bin",
        process.platform === "win32" ? `${command}.cmd` : command,
      );
      if (!fs.existsSync(link)) await npm(root, ["rebuild", manifest.name, "--ignore-scripts"]);
    }
  }
}

function projectsOf(root) {
  return PROJECTS.map((name) => project(root, name));
}

function isFresh(root) {
  const last = lastBuild(root);
  return hasItsOutputs(last) && last.state === stateOf(root, projectsOf(root));
}

async function runTsc(root, args) {
  const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
  const { code, output } = await run(process.execPath, [tsc, "-b", ...args, ...PROJECTS], { cwd: root });
  if (code === 0) return;
  throw new SetupError(`The build failed:\n\n${output.trimEnd()}\n\nCorrect the sources and run it again.`);
}

/** Builds what changed since the last build; nothing when nothing did. */
async function ensure(root) {
  if (isFresh(root)) return;
  await step("Building the TypeScript sources", "10 to 30 s, less after small changes", async () => {
    const projects = projectsOf(root);
    // Taken before the build: a file saved meanwhile makes the next build run again.
    const state = stateOf(root, projects);
    // tsc believes its own record even when somebody deleted the outputs.
    await runTsc(root, hasItsOutputs(lastBuild(root)) ? [] : ["--force"]);
    for (const one of projects) removeOrphans(one);
    await linkCommands(root);
    const outputs = projects.flatMap(({ out }) => filesBelow(out));
    stamp.write(root, "build", JSON.stringify({ state, outputs }));
  });
}

module.exports = { ensure, isFresh };
