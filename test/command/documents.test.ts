import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { onlyBlock, shellCommands, spokenCommands } from "../docs/documents";
import { documentedAddress } from "../docs/set-up";
import { removeTemporary, temporaryFolder } from "../support/temporary";
import { command, type Ended, type LivingRouter, livingRouter, person, withEnvironment } from "./office";

interface Part {
  readonly document: string;
  readonly heading: string;
}

/** Where the documents tell a reader to use the command line; each part has the site file that it uses. */
const parts: readonly Part[] = [
  { document: "README.md", heading: "An office with two lines" },
  { document: "docs/failover.md", heading: "Before anything is put on a router" },
];

/** One scenario stands for all: these take minutes. */
const short = ["--scenario", "link-down", "--dialect", "7", "--strategy", "script"];

describe("the command line as the documents write it", function () {
  this.timeout(180_000);
  let folder: string;
  let living: LivingRouter;

  beforeEach(async () => {
    folder = temporaryFolder("documents");
    living = await livingRouter();
  });

  afterEach(async () => {
    removeTemporary(folder);
    await living?.stop();
  });

  /** On the simulated router in the place of the reader's. */
  function run(text: string): Promise<Ended> {
    const [program, name, ...words] = text.split(" ");
    assert.deepEqual([program, name], ["npx", "pulumi-routeros"], text);
    const here: Readonly<Record<string, string>> = {
      [documentedAddress]: "127.0.0.1",
      pulumi: person.name,
      "4f0a…": living.router.certificate?.fingerprint ?? "",
    };
    const isEncrypted = words.includes("--fingerprint");
    const args = words.map((word) =>
      word.endsWith(".yaml") ? path.join(folder, word) : (here[word] ?? word),
    );
    const asks = words[0] === "status" || words[0] === "maintenance";
    const env: Record<string, string> = asks
      ? {
          ...(text.includes("--host") ? {} : { ROUTEROS_HOST: "127.0.0.1", ROUTEROS_USER: person.name }),
          ROUTEROS_PORT: String(isEncrypted ? living.router.tlsPort : living.router.port),
          ...(!isEncrypted && { ROUTEROS_TLS: "false" }),
          ROUTEROS_PASSWORD: person.password,
        }
      : {};
    const rest = words[0] === "rehearse" ? short : [];
    return withEnvironment(env, () => command([...args, ...rest]));
  }

  for (const { document, heading } of parts) {
    it(`${document}, "${heading}": every command, one after the other`, async () => {
      const { text } = onlyBlock(document, heading, "yaml");
      const [, file = ""] = /^# (\S+)$/m.exec(text) ?? [];
      fs.writeFileSync(path.join(folder, file), text);
      const commands = shellCommands(document, heading).map((one) => one.text);
      assert.ok(commands.length >= 5, `${commands.length} commands`);

      // Between planning and asking the router, the reader puts the plan on it.
      const { out } = await command(["plan", path.join(folder, file), "--format", "rsc", "--show-sensitive"]);
      await living.import(out);
      await living.pass(100);
      const said = new Map<string, string>();
      for (const one of commands) {
        const ended = await run(one);
        assert.equal(ended.code, 0, `${one}:\n${ended.out}${ended.err}`);
        said.set(one.split(" ").slice(2, 3).join(), ended.out);
        await living.pass(10);
      }
      assert.deepEqual([...said.keys()], ["plan", "rehearse", "status", "maintenance"]);
      assert.match(said.get("status") ?? "", /ISP1 is in use/);
      assert.match(said.get("maintenance") ?? "", /the choice is free again/);
    });
  }

  it("docs/site.md: npx pulumi-routeros plan Pulumi.office-13.yaml", async () => {
    const { text } = onlyBlock("docs/site.md", "An office with several lines", "yaml");
    const [, file = ""] = /^# (\S+)$/m.exec(text) ?? [];
    fs.writeFileSync(path.join(folder, file), text);
    const [spoken] = spokenCommands("docs/site.md").filter((one) =>
      one.text.startsWith("npx pulumi-routeros"),
    );
    assert.ok(spoken !== undefined);
    const { code, out, err } = await run(spoken.text);
    assert.equal(code, 0, err);
    assert.match(out, /flows "pin"/);
  });
});
