import assert from "node:assert/strict";
import { assertCode, configurationOf, type Office, openOffice, printed } from "../support/office";

const HEAD = `
import * as pulumi from "@pulumi/pulumi";
import { DhcpClient, FirewallMangle, InterfaceList, Script } from "pulumi-routeros";

function objects(prefix: string, options: pulumi.CustomResourceOptions = {}): pulumi.Resource[] {
  return [
    new FirewallMangle(prefix + "-mark", { chain: "prerouting", action: "accept", comment: "ISP1 mark" }, options),
    new Script(prefix + "-script", { name: "hello", source: ":log info hello" }, options),
    new DhcpClient(prefix + "-line", { interface: "ether2" }, options),
  ];
}
class Site extends pulumi.ComponentResource {
  readonly objects: pulumi.Resource[];
  constructor(name: string) {
    super("test:Site", name);
    this.objects = objects(name, { parent: this });
  }
}
`;
const menus = ["/ip/firewall/mangle", "/system/script", "/ip/dhcp-client"];

describe("a resource that is replaced, with the real CLI", () => {
  let office: Office;
  afterEach(() => office.close());

  it("keeps its one row through rename, move and replacement, each interrupted and run again", async () => {
    office = await openOffice({ program: `${HEAD}objects("one");` });
    const { router, project } = office;
    const ids = () => menus.map((menu) => router.config.print(menu).map((row) => row[".id"]));
    const names = async () => {
      const { deployment } = await project.exportState();
      const ours = (deployment.resources ?? []).filter(({ type }) => type.includes("dynamic/routeros"));
      return ours.map(({ urn }) => urn.split("::").at(-1)).sort();
    };
    const namesOf = (prefix: string) => ["line", "mark", "script"].map((name) => `${prefix}-${name}`);
    /**
     * The engine deletes what left the program after everything else: something that fails keeps it from that. It comes
     * when the others are there, because the engine begins nothing new after a failure.
     */
    const failingAfter = (others: string) =>
      `new InterfaceList("extra", { name: "extra" }, { dependsOn: ${others} });`;
    const refuse = (path: string, times: number) =>
      router.faults.add({ kind: "trap", on: path, times, traps: [{ message: "failure: not now" }] });

    assertCode(await project.up(), 0, "up");
    assert.deepEqual(ids(), [["*1"], ["*1"], ["*1"]]);
    const before = configurationOf(router);

    // Renamed without an alias.
    project.write(`${HEAD}objects("two");`);
    assertCode(await project.up(), 0, "rename");
    assert.deepEqual(await names(), namesOf("two"));
    assert.deepEqual(configurationOf(router), before);

    // Moved into a component, and interrupted when old and new are both in the state.
    project.write(`${HEAD}${failingAfter('new Site("three").objects')}`);
    refuse("/interface/list/add", 1);
    const moved = await project.up();
    assert.notEqual(moved.code, 0);
    assert.match(printed(moved), /InterfaceList "extra".*"failure: not now"/);
    assert.deepEqual(await names(), [...namesOf("three"), ...namesOf("two")].sort());
    assert.deepEqual(configurationOf(router), before);

    // Renamed once more on top of that, and finished.
    project.write(`${HEAD}objects("four");`);
    assertCode(await project.up(), 0, "rename after an interrupted move");
    assert.deepEqual(await names(), namesOf("four"));
    assert.deepEqual(configurationOf(router), before);

    // Replaced on demand, and interrupted before the old ids are deleted: an equal row is kept.
    const { deployment } = await project.exportState();
    const urns = (deployment.resources ?? []).filter(({ type }) => type.includes("dynamic/routeros"));
    const replace = urns.flatMap(({ urn }) => ["--replace", urn]);
    project.write(`${HEAD}${failingAfter('objects("four")')}`);
    refuse("/interface/list/add", 1);
    const halfway = await project.up(replace);
    assert.notEqual(halfway.code, 0);
    assert.doesNotMatch(printed(halfway), /^\s+at /m);
    assert.deepEqual(await names(), [...namesOf("four"), ...namesOf("four")].sort());
    assert.deepEqual(configurationOf(router), before);

    project.write(`${HEAD}objects("four");`);
    assertCode(await project.up(), 0, "up after a replacement that was interrupted");
    assert.deepEqual(await names(), namesOf("four"));
    assert.deepEqual(configurationOf(router), before);
    assert.deepEqual(ids(), [["*1"], ["*1"], ["*1"]]);

    // Another comment and another name: a replacement to Pulumi, the same rows on the router.
    project.write(
      `${HEAD.replace("ISP1 mark", "ISP1 mark conn").replace('"hello"', '"good-bye"')}objects("four");`,
    );
    assertCode(await project.up(), 0, "new keys");
    assert.deepEqual(ids(), [["*1"], ["*1"], ["*1"]]);
    assert.equal(router.config.print("/ip/firewall/mangle")[0]?.comment, "ISP1 mark conn");
    assert.equal(router.config.print("/system/script")[0]?.name, "good-bye");
    assertCode(await project.preview(["--expect-no-changes"]), 0, "preview");
  });
});
