/**
 * `npm test`: lint, type-check, unit tests, tests with the real Pulumi CLI, and one summary.
 *
 * With arguments (`npm test -- --grep "address list"`) only the tests are run, and mocha gets the arguments.
 */
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { findPulumi, withPulumi } = require("./bootstrap/pulumi");
const { duration } = require("./bootstrap/say");
const { hermeticEnvironment } = require("./test/environment");
const { killAllWith } = require("./test/processes");

const ROOT = path.resolve(__dirname, "..");
const bin = (...parts) => path.join(ROOT, "node_modules", ...parts);

const CHECKS = [
  { name: "lint", args: [bin("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings", "."] },
  { name: "type-check", args: [bin("typescript", "bin", "tsc"), "-b"] },
];
const SUITES = [
  { name: "unit tests", config: "test/mocharc.json" },
  { name: "CLI tests", config: "test/mocharc.cli.json" },
];

let current;
function runNode(args, env) {
  return new Promise((resolve) => {
    current = spawn(process.execPath, args, { cwd: ROOT, env, stdio: "inherit" });
    current.once("error", (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(false);
    });
    current.once("close", (code) => resolve(code === 0));
  });
}

function figuresOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    // mocha ended before its reporter did: a syntax error, or a crash.
    return { passed: 0, failed: 1, pending: 0 };
  }
}

async function timed(name, work) {
  process.stdout.write(`\n── ${name}\n`);
  const start = Date.now();
  const result = await work();
  return { name, time: duration(Date.now() - start), ...result };
}

function runCheck({ name, args }) {
  return timed(name, async () => ({ ok: await runNode(args, process.env) }));
}

function runSuite({ name, config }, { folder, pulumi, mochaArgs }) {
  return timed(name, async () => {
    const figures = path.join(folder, `${path.basename(config)}.figures`);
    const env = withPulumi(pulumi, { ...hermeticEnvironment(folder), TEST_FIGURES: figures });
    const ok = await runNode([bin("mocha", "bin", "mocha.js"), "--config", config, ...mochaArgs], env);
    return { ok, ...figuresOf(figures) };
  });
}

function summarize(results) {
  const lines = results.map(({ name, ok, time, passed, failed, pending }) => {
    const figures =
      passed === undefined
        ? ""
        : `: ${passed} passed, ${failed} failed${pending ? `, ${pending} skipped` : ""}`;
    return `  ${ok ? "ok    " : "FAILED"}  ${name}${figures} (${time})`;
  });
  const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0);
  process.stdout.write(
    `\n── summary\n${lines.join("\n")}\n\n${sum("passed")} passed, ${sum("failed")} failed\n`,
  );
}

async function main(mochaArgs) {
  const pulumi = findPulumi();
  if (pulumi === undefined) throw new Error("No Pulumi CLI: run `node tools/bootstrap.js --cli` first.");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "pulumi-routeros-test-"));
  process.once("exit", () => {
    // All that the tests started has the folder in its environment, as the home or the folder of temporary files.
    killAllWith(folder);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ]) {
    process.once(signal, () => {
      current?.once("close", () => process.exit(code));
      current?.kill(signal);
      setTimeout(() => process.exit(code), 5_000);
    });
  }
  const results = [];
  if (mochaArgs.length === 0) for (const check of CHECKS) results.push(await runCheck(check));
  for (const suite of SUITES) results.push(await runSuite(suite, { folder, pulumi, mochaArgs }));
  summarize(results);
  process.exitCode = results.every(({ ok, failed }) => ok && !failed) ? 0 : 1;
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
