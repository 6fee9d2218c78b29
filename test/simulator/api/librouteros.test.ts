import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { routerOsVersions } from "../../../simulator/config/contract";
import { startRouter } from "../../../simulator/index";

const script = join(__dirname, "librouteros_client.py");

describe("librouteros, a client of the RouterOS API that other people wrote", () => {
  before(function () {
    if (spawnSync("python3", ["-c", "import librouteros"]).status === 0) return;
    console.log("      librouteros is not installed (pip install librouteros): its checks are left out");
    this.skip();
  });

  for (const version of routerOsVersions) {
    it(`finds ${version} as it expects a router to be`, async () => {
      const router = await startRouter({ version, users: [{ name: "admin", password: "secret" }] });
      try {
        const words = [script, `${router.port}`, "admin", "secret"];
        assert.equal((await promisify(execFile)("python3", words)).stdout, "ok\n");
      } finally {
        await router.stop();
      }
    });
  }
});
