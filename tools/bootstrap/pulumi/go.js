/**
 * The CLI built from its public Go modules, for networks that reach a Go module proxy but not the vendor.
 *
 * `go install` refuses these modules, because their go.mod files replace others by relative paths. The small
 * modules in tools/pulumi-cli require them instead, with the one replacement that is needed said again.
 */
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { run } = require("../run");
const { SetupError, tail } = require("../say");
const { VERSION } = require("./set");

/** The `go` directive of the modules is 1.25; a Go of that line fetches the patch release it lacks by itself. */
const GO_FLOOR = [1, 25];

const MODULES = path.resolve(__dirname, "..", "..", "pulumi-cli");
const SDK = "github.com/pulumi/pulumi/sdk/v3";

/** Go needs a home for its caches; a service account may have none in its environment. */
function goEnvironment(env) {
  return { ...env, HOME: env.HOME || os.homedir(), GOFLAGS: "", GOWORK: "off" };
}

/**
 * Looks for Go on PATH and where its own installer puts it.
 *
 * @returns {{ command: string, version: string, ok: boolean } | undefined}
 */
function findGo(env = process.env) {
  for (const command of ["go", "/usr/local/go/bin/go"]) {
    const { status, stdout } = spawnSync(command, ["env", "GOVERSION"], {
      env: goEnvironment(env),
      encoding: "utf8",
    });
    const match = status === 0 ? /^go(\d+)\.(\d+)\S*/.exec(stdout) : null;
    if (match === null) continue;
    const [major, minor] = [Number(match[1]), Number(match[2])];
    const ok = major > GO_FLOOR[0] || (major === GO_FLOOR[0] && minor >= GO_FLOOR[1]);
    return { command, version: match[0].slice(2), ok };
  }
  return undefined;
}

/**
 * Builds the set into `folder`.
 *
 * @param {string} folder an empty folder
 * @param {string} go the Go command
 * @throws {SetupError} with the end of Go's output
 */
async function buildSet(folder, go) {
  const env = goEnvironment(process.env);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const inModule = async (module, args) => {
    const { code, output } = await run(go, args, { cwd: path.join(MODULES, module), env });
    if (code === 0) return output;
    throw new SetupError(
      `Building the Pulumi CLI failed (go ${args[0]} in tools/pulumi-cli/${module}):\n\n${tail(output)}\n\n` +
        "Go needs a module proxy it can reach (`go env GOPROXY`) and about 5 GB of disk for its caches.",
    );
  };
  await inModule("cli", [
    "build",
    "-ldflags",
    `-s -w -X ${SDK}/go/common/version.Version=v${VERSION}`,
    "-o",
    path.join(folder, `pulumi${suffix}`),
    "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  ]);
  await inModule("lang", [
    "build",
    "-ldflags",
    "-s -w",
    "-o",
    path.join(folder, `pulumi-language-nodejs${suffix}`),
    `${SDK}/nodejs/cmd/pulumi-language-nodejs`,
  ]);
  const sdk = (await inModule("cli", ["list", "-m", "-f", "{{.Dir}}", SDK])).trim().split(/\r?\n/).at(-1);
  const script = `pulumi-resource-pulumi-nodejs${process.platform === "win32" ? ".cmd" : ""}`;
  // In Go's module cache the script can neither be written nor run.
  fs.copyFileSync(path.join(sdk, "nodejs", "dist", script), path.join(folder, script));
  fs.chmodSync(path.join(folder, script), 0o755);
}

module.exports = { GO_FLOOR, buildSet, findGo };
