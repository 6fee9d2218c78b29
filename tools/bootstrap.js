/**
 * Sets a fresh checkout up: npm dependencies, the TypeScript build and, with `--cli`, the Pulumi CLI.
 *
 * Needs nothing but Node, and says nothing when there is nothing to do. This file and `bootstrap/node.js` keep
 * to old syntax, because an old Node must be able to read them in order to be refused.
 */
const node = require("./bootstrap/node");

const refusal = node.refusal(process.versions.node);
if (refusal === undefined) {
  require("./bootstrap/main").main(process.argv.slice(2));
} else {
  process.stderr.write(`${refusal}\n`);
  process.exitCode = 1;
}
