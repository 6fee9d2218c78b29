import assert from "node:assert/strict";
import { assertCode, configurationOf, type Office, openOffice, printed } from "../support/office";

const HEAD = 'import { DhcpClient, PppoeClient } from "pulumi-routeros";\n';
const LINE = 'new DhcpClient("isp1", { interface: "ether2" });\n';
const PASSWORD = "in-clear-4711-password";
const LINE_PASSWORD = "of-the-line-4711";

describe("bad input, with the real CLI", () => {
  let office: Office;
  afterEach(() => office.close());

  it("is refused when it is a password in clear, before the router or the state see it", async () => {
    office = await openOffice({
      program: HEAD + LINE,
      config: { "routeros:password": PASSWORD },
      router: { users: [{ name: "pulumi", password: PASSWORD }] },
      env: { ROUTEROS_PASSWORD: undefined },
    });
    const { router, project } = office;
    const refused = await project.up();
    assert.notEqual(refused.code, 0);
    const text = printed(refused);
    assert.match(text, /stack config value routeros:password holds a password in clear/);
    assert.match(text, /pulumi config set --secret routeros:password/);
    assert.match(text, /change the password on the router/);
    assert.ok(!text.includes(PASSWORD));
    assert.equal(router.commands.count, 0);
    const { deployment } = await project.exportState();
    assert.ok(!(deployment.resources ?? []).some(({ type }) => type.includes("dynamic/routeros")));
    assert.ok(!JSON.stringify(deployment).includes(PASSWORD));

    assertCode(await project.setConfig("routeros:password", { secret: PASSWORD }), 0, "config set --secret");
    assertCode(await project.up(), 0, "up with a secret password");
    assert.ok(!JSON.stringify(await project.exportState()).includes(PASSWORD));
  });

  it("is told per resource and property, changes nothing, and a corrected program works", async () => {
    const wrong = `
new PppoeClient("wrong", {
  name: "isp1",
  interface: "ether1",
  mrru: "wide" as any,
  password: ["${LINE_PASSWORD}"] as any,
  pasword: "${LINE_PASSWORD}",
} as any);
`;
    office = await openOffice({ program: HEAD + wrong });
    const { router, project } = office;
    const before = configurationOf(router);
    const refused = await project.up();
    assert.notEqual(refused.code, 0);
    const text = printed(refused);
    for (const reason of [
      /\(wrong\)[\s\S]*mrru: .*use /,
      /\(wrong\)[\s\S]*password: .*use /,
      /\(wrong\)[\s\S]*PppoeClient has no property "pasword": did you mean "password"\?/,
    ])
      assert.match(text, reason);
    assert.ok(!text.includes(LINE_PASSWORD), text);
    assert.doesNotMatch(text, /^\s+at /m);
    assert.deepEqual(configurationOf(router), before);

    // Two lines on one interface: the first is kept, the second refused, however often it is run.
    project.write(`${HEAD}${LINE}new DhcpClient("isp2", { interface: "ether2" });`);
    for (const run of ["first", "second"]) {
      const twins = await project.up();
      assert.notEqual(twins.code, 0, `the ${run} run accepted two resources with one key`);
      assert.match(
        printed(twins),
        /DhcpClient "ether2": .*another resource of this program manages it already: two resources must not declare the same key/,
      );
      assert.equal(router.config.print("/ip/dhcp-client").length, 1);
    }
    project.write(`${HEAD}${LINE}new DhcpClient("isp2", { interface: "ether3" });`);
    assertCode(await project.up(), 0, "up of the corrected program");
    assert.deepEqual(
      // Pulumi creates them side by side, in either order.
      router.config
        .print("/ip/dhcp-client")
        .map((row) => row.interface)
        .sort(),
      ["ether2", "ether3"],
    );
    assertCode(await project.preview(["--expect-no-changes"]), 0, "preview");
  });

  it("of a router that is off is told in full once, and in one sentence for each other resource", async () => {
    const lists = ["A", "B", "C"];
    const program = lists.map((name) => `new InterfaceList("list${name}", { name: "${name}" });`).join("\n");
    office = await openOffice({ program: `import { InterfaceList } from "pulumi-routeros";\n${program}\n` });
    const { router, project } = office;
    assertCode(await project.up(), 0, "up");
    await router.stop();
    const failed = await project.preview();
    assert.notEqual(failed.code, 0);
    const text = printed(failed);
    for (const name of lists) {
      const named = text.match(
        new RegExp(`InterfaceList "${name}": 127\\.0\\.0\\.1:\\d+ refuses connections\\.`, "g"),
      );
      assert.equal(named?.length, 1, text);
    }
    assert.equal(text.match(/Three ways out/g)?.length, 1, text);
    assert.doesNotMatch(text, /RouterOS \(unreachable\)|see the error of the resource/);
  });
});
