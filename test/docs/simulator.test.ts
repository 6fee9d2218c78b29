import assert from "node:assert/strict";
import { connect } from "../../provider/client/connect";
import { startCli } from "../support/cli-run";
import { REPOSITORY } from "../support/package-links";
import { shellCommands, spokenCommands } from "./documents";

const words = (text: string) => text.split(" ");

describe("the simulator's command as the documents write it", () => {
  const serving = [
    ...shellCommands("README.md", "The simulated router"),
    ...shellCommands("simulator/README.md"),
  ];

  it("is in both documents", () => {
    assert.deepEqual(serving.map(({ document }) => document).toSorted(), [
      "README.md",
      "simulator/README.md",
    ]);
  });

  for (const { document, text } of serving) {
    it(`${document}: ${text}`, async () => {
      const [, variables = "", command = ""] = /^((?:[A-Z_]+=\S+ )*)npx (.+)$/.exec(text) ?? [];
      const given = Object.fromEntries(
        words(variables.trim()).map((one) => one.split("=") as [string, string]),
      );
      // Any free port in place of the one that a real router may have on this machine.
      const args = words(command).map((word) => (word === "8728" ? "0" : word));
      const run = startCli(process.execPath, ["simulator/bin/routeros-simulator.js", ...args.slice(1)], {
        cwd: REPOSITORY,
        env: { ...process.env, ...given },
      });
      try {
        await run.until(/^ready: .*\n/m);
        const [, version, port] =
          /RouterOS (\S+), api 127\.0\.0\.1:(\d+), user admin/.exec(run.output()) ?? [];
        assert.equal(version, "7.21.5");
        const way = { host: "127.0.0.1", port: Number(port), user: "admin", tls: false } as const;
        const connection = await connect({ ...way, password: "secret" });
        assert.equal((await connection.run({ path: "/system/resource/print" })).rows.length, 1);
        await connection.close();
      } finally {
        run.interrupt();
      }
      assert.equal((await run.done).code, 0);
    });
  }

  it("lists its options", async () => {
    const [help] = spokenCommands("simulator/README.md").filter(({ text }) => text.endsWith("--help"));
    assert.equal(help?.text, "npx routeros-simulator serve --help");
    const { code, stdout } = await startCli(
      process.execPath,
      ["simulator/bin/routeros-simulator.js", ...words(help.text).slice(2)],
      { cwd: REPOSITORY, env: process.env },
    ).done;
    assert.equal(code, 0);
    for (const option of ["--version", "--port", "--user", "--password", "--tls", "--latency", "--state"])
      assert.match(stdout, new RegExp(`${option}\\b`));
  });
});
