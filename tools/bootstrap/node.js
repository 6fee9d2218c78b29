/** The oldest Node that works: the `engines` of the root package.json. */
const FLOOR = "20.19.0";

/** The message for a Node that is too old, `undefined` for one that will do. */
function refusal(version, floor = FLOOR) {
  const have = version.split(".").map(Number);
  const need = floor.split(".").map(Number);
  for (let i = 0; i < need.length; i++) {
    if (have[i] > need[i]) return undefined;
    if (have[i] < need[i]) {
      return (
        `This project needs Node.js ${floor} or newer; this is Node.js ${version} (${process.execPath}).\n` +
        "Install a newer Node.js, or put it first on PATH, and run the same command again."
      );
    }
  }
  return undefined;
}

module.exports = { FLOOR, refusal };
