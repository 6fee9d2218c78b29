import assert from "node:assert/strict";
import { type SimulatedRouter, startRouter } from "../../simulator/index";
import { assertCode, configurationOf, type Office, openOffice, printed } from "../support/office";

const PROGRAM = `
import { FirewallMangle, Script } from "pulumi-routeros";

new FirewallMangle("mark", { chain: "prerouting", action: "accept", comment: "ISP1 mark" });
new Script("hello", { name: "hello", source: ":log info hello" });
`;
const OLD = "old-password-of-the-router";
const NEW = "new-password-of-the-router";
const mangle = "/ip/firewall/mangle";

describe("a change of the way into a router", () => {
  let office: Office;
  let other: SimulatedRouter | undefined;

  /** The port comes by the environment: it is not known when the stack's configuration is written. */
  const open = () =>
    openOffice({
      program: PROGRAM,
      config: {
        "routeros:host": "127.0.0.1",
        "routeros:user": "pulumi",
        "routeros:password": { secret: OLD },
      },
      env: { ROUTEROS_HOST: undefined, ROUTEROS_USER: undefined, ROUTEROS_PASSWORD: undefined },
      router: { users: [{ name: "pulumi", password: OLD }], serialNumber: "HEX0123" },
    });

  afterEach(async () => {
    await office.close();
    await other?.stop();
    other = undefined;
  });

  it("to its password fails the refresh with the three ways out, of which the environment works at once", async () => {
    office = await open();
    const { router, project } = office;
    assertCode(await project.up(), 0, "up");

    router.config.set("/user", "pulumi", { password: NEW });
    await project.setConfig("routeros:password", { secret: NEW });

    // A refresh runs with the configuration of the last update, so it still tries the old password.
    const refused = await project.preview(["--expect-no-changes"]);
    assert.ok(refused.code !== 0 && refused.code !== 7, `preview ended with code ${refused.code}`);
    const text = printed(refused);
    assert.match(text, /refused the login of user "pulumi": RouterOS says "invalid user name or password/);
    assert.match(text, /Tried: host 127\.0\.0\.1, port \d+ in plain text, user pulumi/);
    assert.match(text, /refresh and destroy still use the settings of that update/);
    assert.match(text, /ROUTEROS_PASSWORD.*pulumi up --refresh=false.*--run-program/);
    assert.equal(text.match(/Three ways out/g)?.length, 1, `the ways out must be told once:\n${text}`);
    assert.doesNotMatch(text, /^\s+at /m);

    const env = { ROUTEROS_PASSWORD: NEW };
    assertCode(
      await project.preview(["--expect-no-changes"], { env }),
      0,
      "preview with the environment variable",
    );
    assertCode(await project.up(["--expect-no-changes"], { env }), 0, "up with the environment variable");
    const after = await project.preview(["--expect-no-changes"]);
    assertCode(after, 0, "preview after an up has stored the new password");

    for (const secret of [OLD, NEW]) {
      assert.ok(!text.includes(secret) && !printed(after).includes(secret));
      assert.deepEqual(project.filesContaining(secret), []);
    }
  });

  it("to another router at its address is refused, until the new hardware is accepted", async () => {
    office = await open();
    const { router, project } = office;
    assertCode(await project.up(), 0, "up");
    const { port } = router;
    await router.stop();
    other = await startRouter({ port, users: [{ name: "pulumi", password: OLD }], serialNumber: "HEX9999" });
    other.config.add(mangle, { chain: "prerouting", action: "log", comment: "another office" });
    const before = configurationOf(other);

    const refused = await project.up();
    assert.notEqual(refused.code, 0);
    const text = printed(refused);
    assert.match(
      text,
      /state belongs to HEX0123, and HEX9999 \(.*RouterOS 7\.21\.5\) answers\. Nothing was changed/,
    );
    assert.match(text, /pulumi config set routeros:replacedRouter HEX9999 && pulumi up --run-program/);
    assert.deepEqual(configurationOf(other), before);

    assertCode(await project.setConfig("routeros:replacedRouter", "HEX9999"), 0, "config set");
    // As the message says: the refresh before the update would not know the new setting otherwise.
    const accepted = await project.up(["--run-program"]);
    assertCode(accepted, 0, "up on the accepted router");
    assert.deepEqual(
      other.config.print(mangle).map(({ comment }) => comment),
      ["another office", "ISP1 mark"],
    );
    assertCode(await project.preview(["--expect-no-changes"]), 0, "preview");
  });
});
