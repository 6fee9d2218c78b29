/** Mocha's spec reporter, which also leaves its figures in the file that TEST_FIGURES names. */
const fs = require("node:fs");
const Mocha = require("mocha");

class FiguresReporter extends Mocha.reporters.Spec {
  done(failures, finish) {
    const file = process.env.TEST_FIGURES;
    if (file !== undefined) {
      const { passes, pending } = this.stats;
      fs.writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, pending }));
    }
    finish(failures);
  }
}

module.exports = FiguresReporter;
