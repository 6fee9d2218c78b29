#!/usr/bin/env node
// Kept in the repository with its execute bit: npm links it before the build has made what it loads.
const { existsSync } = require("node:fs");
const { join, resolve } = require("node:path");

const program = join(__dirname, "../dist/cli/main.js");
if (existsSync(program)) require(program);
else {
  const checkout = resolve(__dirname, "..");
  process.stderr.write(
    `error: this checkout of pulumi-routeros is not built yet. In ${checkout}: npm install, then npm run build\n`,
  );
  process.exitCode = 2;
}
