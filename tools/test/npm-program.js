/** Programs that tests need beside the Node that runs them: another Node, another package manager. */
const fs = require("node:fs");
const path = require("node:path");
const { withLock } = require("../bootstrap/lock");
const { npm, npmCommand } = require("../bootstrap/npm");
const { cacheFolder } = require("../bootstrap/pulumi/find");

/**
 * The folder with the commands of an npm package, which is installed into our cache when it is not there yet. The
 * folder appears whole, by a rename, or not at all.
 */
async function npmProgram(name, version) {
  const target = path.join(cacheFolder(), `${name}-${version}`);
  const commands = path.join(target, "node_modules", ".bin");
  if (fs.existsSync(target)) return commands;
  await withLock(`${target}.lock`, async () => {
    if (fs.existsSync(target)) return;
    const temporary = fs.mkdtempSync(`${target}.new-`);
    try {
      const manifest = {
        private: true,
        dependencies: { [name]: version },
        // The package fetches the program for this platform while it is installed; npm 12 asks for a permission.
        allowScripts: { [name]: true },
      };
      fs.writeFileSync(path.join(temporary, "package.json"), JSON.stringify(manifest));
      await npm(temporary, ["install", "--no-audit", "--no-fund", "--loglevel=error"]);
      fs.renameSync(temporary, target);
    } finally {
      fs.rmSync(temporary, { recursive: true, force: true });
    }
  });
  return commands;
}

module.exports = { npmCommand, npmProgram };
