import assert from "node:assert/strict";
import { type SimulatedRouter, startRouter } from "../../simulator/index";
import {
  assertCode,
  configurationOf,
  type Office,
  openOffice,
  printed,
  ROUTER_PASSWORD,
} from "../support/office";

const PROGRAM = `
import { DhcpClient, getRouter, InterfaceList, InterfaceListMember } from "pulumi-routeros";

async function office() {
  const router = await getRouter();
  const [, minor] = router.version.split(".").map(Number);
  const lines = router.interfaces.filter(({ name }) => name.startsWith("lte") || name === "ether2");
  const wan = new InterfaceList("wan", { name: "WAN" });
  for (const { name } of lines) new InterfaceListMember(name, { list: wan.name, interface: name });
  new DhcpClient("isp2", {
    interface: "ether2",
    // RouterOS 7.19 and newer; an older router would refuse it.
    ...(minor !== undefined && minor >= 19 ? { checkGateway: "ping" as const } : {}),
  });
  return { version: router.version, identity: router.identity, policies: router.policies, lines: lines.map(({ name }) => name) };
}

export = office;
`;

describe("facts of the router in a program, with the real CLI", () => {
  let office: Office;
  let older: SimulatedRouter;

  before(async () => {
    office = await openOffice({ program: PROGRAM, router: { identity: "office-12" } });
    older = await startRouter({
      version: "7.12.2",
      identity: "office-7",
      interfaces: ["ether1", "ether2", "lte1"],
      users: [{ name: "pulumi", password: ROUTER_PASSWORD, group: "write" }],
    });
  });

  after(async () => {
    await older?.stop();
    await office?.close();
  });

  it("are there in a preview already, which reads only", async () => {
    const before = configurationOf(office.router);
    const preview = await office.project.preview();
    assertCode(preview, 0, "preview");
    assert.match(preview.stdout, /version *: "7\.21\.5"/);
    assert.match(preview.stdout, /identity *: "office-12"/);
    assert.match(preview.stdout, /checkGateway *: "ping"/);
    assert.doesNotMatch(preview.stdout, /lte1/);
    assert.deepEqual(configurationOf(office.router), before);
  });

  it("let one program fit another router", async () => {
    const up = await office.project.up([], { env: { ROUTEROS_PORT: String(older.port) } });
    assertCode(up, 0, "up");
    const { version, identity, policies, lines } = await office.project.outputs();
    assert.deepEqual(
      { version, identity, lines },
      { version: "7.12.2", identity: "office-7", lines: ["ether2", "lte1"] },
    );
    assert.ok(Array.isArray(policies) && policies.includes("write") && !policies.includes("policy"));
    assert.equal(older.config.print("/ip/dhcp-client").length, 1);
    assert.deepEqual(
      // Which of them is made first is the engine's business.
      older.config
        .print("/interface/list/member")
        .map((row) => row.interface)
        .sort(),
      ["ether2", "lte1"],
    );
  });

  it("end the program with one message and no stack when the router cannot be asked", async () => {
    const preview = await office.project.preview(["--refresh=false"], {
      env: { ROUTEROS_PASSWORD: "wrong" },
    });
    assert.equal(preview.code, 1);
    assert.match(printed(preview), /error: 127\.0\.0\.1:\d+ refused the login of user "pulumi"/);
    assert.doesNotMatch(printed(preview), /^\s+at |unhandled|wrong/m);
  });
});
