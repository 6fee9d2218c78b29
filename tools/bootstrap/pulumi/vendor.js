/**
 * The vendor's release, by the installer that Pulumi's own SDK brings (`PulumiCommand.install`), the same way
 * as the npm launcher `pulumi` takes.
 */
const fs = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const { start } = require("../run");
const { VERSION } = require("./set");

/** Given up when nothing arrived for so long: a filtered network answers nothing at all. */
const SILENCE_MS = 10_000;

function bytesBelow(folder) {
  let bytes = 0;
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    try {
      if (entry.isFile()) bytes += fs.statSync(path.join(entry.parentPath, entry.name)).size;
    } catch {
      // The installer removes its temporary files when it likes.
    }
  }
  return bytes;
}

/** Kills the installer as soon as the folder it fills has not grown for a while. */
function watch(installer, folder, silence) {
  let bytes = 0;
  let since = Date.now();
  return setInterval(() => {
    const now = bytesBelow(folder);
    if (now !== bytes) {
      bytes = now;
      since = Date.now();
    } else if (Date.now() - since > silence) {
      installer.kill();
    }
  }, 250);
}

/**
 * Installs the release into `folder`.
 *
 * @param {string} folder an empty folder; the downloads go there as well
 * @returns {Promise<string>} the folder with the programs
 * @throws {Error} when the vendor's site cannot be reached or the installation fails
 */
async function installRelease(folder, { silence = SILENCE_MS, script = __filename } = {}) {
  const downloads = path.join(folder, "tmp");
  fs.mkdirSync(downloads, { recursive: true });
  const env = { ...process.env, TMPDIR: downloads, TEMP: downloads, TMP: downloads };
  const installer = start(process.execPath, [script, path.join(folder, "root")], { env });
  const timer = watch(installer, folder, silence);
  try {
    const { code, output } = await installer.result;
    if (code === null) throw new Error(`nothing arrived for ${silence / 1000} s`);
    if (code !== 0) throw new Error(output.trim().split(/\r?\n/).at(-1));
  } finally {
    clearInterval(timer);
    fs.rmSync(downloads, { recursive: true, force: true });
  }
  return path.join(folder, "root", "bin");
}

/** The child's side: runs the SDK's installer. */
async function install(root) {
  const { PulumiCommand } = require("@pulumi/pulumi/automation");
  const { SemVer } = createRequire(require.resolve("@pulumi/pulumi"))("semver");
  await PulumiCommand.install({ root, version: new SemVer(VERSION) });
}

if (require.main === module) {
  install(process.argv[2]).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}

module.exports = { installRelease };
