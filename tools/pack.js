/**
 * Packs the packages that users install, as `npm publish` would.
 *
 * `node tools/pack.js <folder>` prints the files; as a module: `pack(folder)`.
 */
const fs = require("node:fs");
const path = require("node:path");
const build = require("./bootstrap/build");
const { npm, readJson } = require("./bootstrap/npm");

const ROOT = path.resolve(__dirname, "..");

/** The folders of the published packages. */
const PACKAGES = [".", "provider", "simulator"];

/**
 * @param {string} folder where the tarballs go; made if missing
 * @returns {Promise<{ name: string, version: string, file: string }[]>} in the order of PACKAGES
 */
async function pack(folder) {
  await build.ensure(ROOT);
  const target = path.resolve(folder);
  fs.mkdirSync(target, { recursive: true });
  const packed = [];
  for (const place of PACKAGES) {
    const { name, version } = readJson(path.join(ROOT, place, "package.json"));
    await npm(path.join(ROOT, place), ["pack", "--pack-destination", target, "--silent"]);
    packed.push({ name, version, file: path.join(target, `${name}-${version}.tgz`) });
  }
  return packed;
}

if (require.main === module) {
  pack(process.argv[2] ?? ".").then(
    (packed) => process.stdout.write(packed.map(({ file }) => `${file}\n`).join("")),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
}

module.exports = { pack };
