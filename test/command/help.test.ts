import assert from "node:assert/strict";
import { environmentSettings } from "../../provider/session/settings-sources";
import { command } from "./office";

const commands = ["plan", "rehearse", "status", "maintenance"];

describe("pulumi-routeros --help", () => {
  for (const width of [80, 120]) {
    for (const args of [[], ...commands.map((name) => [name])]) {
      it(`${[...args, "--help"].join(" ")} fits ${width} columns`, async () => {
        const { code, out, err } = await command([...args, "--help"], { width });
        assert.deepEqual([code, err], [0, ""]);
        for (const line of out.split("\n")) assert.ok(line.length <= width, line);
      });
    }
  }

  it("names every command, and the exit codes", async () => {
    const { out } = await command(["--help"]);
    for (const name of commands) assert.match(out, new RegExp(`^ {2}${name} `, "m"));
    assert.match(out, /Exit codes: 0 .*; 1 .*; 2 /s);
  });

  it("has an option for all that a router is reached by, and none for the password", async () => {
    for (const name of ["status", "maintenance"]) {
      const { out } = await command([name, "--help"]);
      for (const option of [
        ...[
          "--host",
          "--user",
          "--port",
          "--fingerprint",
          "--ca-file",
          "--servername",
          "--no-tls",
          "--router",
        ],
      ])
        assert.match(out, new RegExp(`^ {2}${option} `, "m"));
      assert.doesNotMatch(out, /--password[ =<]/);
      for (const suffix of [...Object.values(environmentSettings), "FINGERPRINT", "CA_FILE"])
        assert.ok(out.includes(`ROUTEROS_${suffix}`), suffix);
    }
  });

  it("tells what is done when nothing is said", async () => {
    const { out } = await command(["rehearse", "--help"]);
    assert.match(out.replace(/\s+/g, " "), /default: 7\.21\.5 and 6\.49/);
    assert.match((await command([])).err, /^Usage: pulumi-routeros/);
    assert.equal((await command([])).code, 2);
  });
});
