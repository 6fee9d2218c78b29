import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { startRouter } from "../../../simulator/index";

const script = join(__dirname, "client.py");

describe("an independent client in Python", () => {
  before(function () {
    if (spawnSync("python3", ["--version"]).status === 0) return;
    console.log("      python3 is not installed: the client in another language is left out");
    this.skip();
  });

  for (const mode of ["plain", "adh"] as const) {
    it(`logs in, stores 200 KB with bytes that are no text, reads them back and quits (${mode})`, async () => {
      const router = await startRouter({
        users: [{ name: "admin", password: "pässword" }],
        tls: "anonymous",
      });
      try {
        const port = mode === "plain" ? router.port : router.tlsPort;
        const { stdout } = await promisify(execFile)("python3", [
          script,
          `${port}`,
          mode,
          "admin",
          "pässword",
        ]);
        assert.equal(stdout, "ok\n");
      } finally {
        await router.stop();
      }
    });
  }
});
