/** Remembers, in node_modules, the state of the files that a step of the set-up was done for. */
const fs = require("node:fs");
const path = require("node:path");

function stampFile(root, name) {
  // `npm ci` deletes node_modules and the stamps with it: what is installed anew is built anew.
  return path.join(root, "node_modules", ".cache", "pulumi-routeros", `${name}.stamp`);
}

/** What was written last, `undefined` when nothing was. */
function read(root, name) {
  try {
    return fs.readFileSync(stampFile(root, name), "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

function write(root, name, state) {
  const file = stampFile(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.${process.pid}`, state);
  fs.renameSync(`${file}.${process.pid}`, file);
}

module.exports = { read, write };
