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

/** The sources of a project, and where tsc puts what it makes of them. */
function project(root, name) {
  const folder = path.join(root, name);
  const config = readJson(path.join(folder, "tsconfig.json"));
  if (config === undefined)
    throw new SetupError(`No tsconfig.json in ${folder}: is this a complete checkout?`);
  // Files of an overlooked source would be taken for left-overs, so a pattern must not be misread as a name.
  if (config.include.some((entry) => /[*?]/.test(entry))) {
    throw new SetupError(`${folder}/tsconfig.json: "include" must list files and folders, no patterns.`);
  }
  const out = path.resolve(folder, config.compilerOptions.outDir);
  const sources = config.include
    .flatMap((entry) => filesBelow(path.resolve(folder, entry)))
    .filter((file) => /\.(ts|json)$/.test(file) && !file.startsWith(out + path.sep));
  return { folder, out, sources };
}

function outputOf({ folder, out }, source) {
  return path.join(out, path.relative(folder, source).replace(/\.ts$/, ".js"));
}

function stateOf(root, projects) {
  const hash = crypto.createHash("sha256");
  const configs = ["tsconfig.base.json", ...PROJECTS.map((name) => path.join(name, "tsconfig.json"))];
  const files = [
    ...configs.map((file) => path.join(root, file)),
    ...projects.flatMap(({ sources }) => sources),
  ];
  for (const file of files.sort()) {
    const { mtimeMs, size } = fs.statSync(file);
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest("hex");
}

function hasAllOutputs(projects) {
  return projects.every((one) =>
    one.sources
      .filter((file) => /(?<!\.d)\.ts$/.test(file))
      .every((file) => fs.existsSync(outputOf(one, file))),
  );
}

/** tsc leaves what it made of a source that is gone, and a package would carry it on. */
function removeOrphans({ folder, out, sources }) {
  const expected = new Set(sources.map((file) => path.relative(folder, file).replace(/\.ts$/, "")));
  for (const file of filesBelow(out)) {
    const made = path.relative(out, file);
    const stem = made.replace(/(\.d\.ts|\.js)(\.map)?$/, "");
    if (stem !== made && !expected.has(stem)) fs.rmSync(file);
  }
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

function isFresh(root) {
  const projects = PROJECTS.map((name) => project(root, name));
  return stamp.matches(root, "build", stateOf(root, projects)) && hasAllOutputs(projects);
}

/** Builds what changed since the last build; nothing when nothing did. */
async function ensure(root) {
  if (isFresh(root)) return;
  const projects = PROJECTS.map((name) => project(root, name));
  // Taken before the build: a file saved meanwhile makes the next build run again.
  const state = stateOf(root, projects);
  await step("Building the TypeScript sources", "10 to 30 s, less after small changes", async () => {
    const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
    // tsc believes its own record even when somebody deleted the outputs.
    const force = hasAllOutputs(projects) ? [] : ["--force"];
    const { code, output } = await run(process.execPath, [tsc, "-b", ...force, ...PROJECTS], { cwd: root });
    if (code !== 0) {
      throw new SetupError(
        `The build failed:\n\n${output.trimEnd()}\n\nCorrect the sources and run it again.`,
      );
    }
    for (const one of projects) removeOrphans(one);
    await linkCommands(root);
  });
  stamp.write(root, "build", state);
}

module.exports = { ensure, isFresh };
