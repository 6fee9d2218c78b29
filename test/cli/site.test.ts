import assert from "node:assert/strict";
import { assertCode, configurationOf, type Office, openOffice, printed } from "../support/office";
import { linkSiteDependencies, siteFolder, writeSite } from "../support/site-project";
import { removeTemporary } from "../support/temporary";

const rule = { section: "isp1", chain: "output", action: "mark-routing", newRoutingMark: "ISP1" };
const site = {
  objects: [
    {
      name: "isp1",
      kind: "PppoeClient",
      args: { name: "pppoe-isp1", interface: "ether1", user: "user1" },
    },
    { name: "isp1-table", kind: "RoutingTable", args: { name: "ISP1", fib: true } },
    {
      name: "by-address",
      kind: "FirewallMangle",
      args: { ...rule, rank: 10, comment: "ISP1 mangle", srcAddress: "1.1.1.10" },
      after: ["isp1-table"],
    },
    {
      name: "by-mark",
      kind: "FirewallMangle",
      args: { ...rule, rank: 20, comment: "ISP1 mark routing", connectionMark: "from-ISP1" },
      after: ["isp1-table"],
    },
  ],
  orders: [{ name: "mangle-order", section: "isp1", rules: ["by-address", "by-mark"] }],
};

const linePassword = "password of the line";

describe("a site as data: the repository's own Pulumi project with the real CLI", () => {
  let folder: string;
  let office: Office;

  before(async () => {
    folder = siteFolder();
    office = await openOffice({ program: { folder } });
    linkSiteDependencies(office.project);
  });

  after(async () => {
    await office?.close();
    removeTemporary(folder);
  });

  it("declares the site's objects and orders, with a secret from deep inside the configuration", async () => {
    writeSite(office.project, site);
    const path = "routeros-site:site.objects[0].args.password";
    const args = ["config", "set", "--stack", office.project.stack, "--path", "--secret", path];
    assertCode(await office.project.run(args, { input: linePassword }), 0, "config set");

    const up = await office.project.up();
    assertCode(up, 0, "up");
    assert.match(up.stdout, /\+ 6 created/);
    assert.deepEqual(
      office.router.config.print("/ip/firewall/mangle").map(({ comment }) => comment),
      ["ISP1 mangle", "ISP1 mark routing"],
    );
    const [line] = office.router.config.print("/interface/pppoe-client");
    assert.equal(line?.password, linePassword);
    assert.deepEqual(office.project.filesContaining(linePassword), []);
    assert.doesNotMatch(printed(up), new RegExp(linePassword));
    assert.deepEqual((await office.project.outputs()).ruleOrders, {
      "mangle-order": ["ISP1 mangle", "ISP1 mark routing"],
    });
  });

  it("has a clean preview then", async () => {
    assertCode(await office.project.preview(["--expect-no-changes"]), 0, "preview");
  });

  it("refuses a password of a line in clear, and says how it is set", async () => {
    const before = configurationOf(office.router);
    const line = { access: "pppoe", interface: "ether1", user: "user1", password: "in-clear" };
    writeSite(office.project, { wans: [line, { access: "dhcp", interface: "ether2" }] });
    const up = await office.project.up();
    assert.notEqual(up.code, 0);
    assert.match(printed(up), /pulumi config set --secret --path 'site\.wans\[0\]\.password'/);
    assert.doesNotMatch(printed(up), /in-clear/);
    assert.deepEqual(configurationOf(office.router), before);
  });

  it("lists everything that is wrong with a site, and changes nothing", async () => {
    const before = configurationOf(office.router);
    writeSite(office.project, {
      objects: [
        { name: "a", kind: "FirewalMangle", args: {} },
        { name: "b", kind: "Script", args: { name: "b" }, dependsOn: ["c"] },
      ],
      wans: [{ access: "dhcp", interface: "ether1" }],
      orders: [{ name: "order", section: "x", rules: [] }],
    });
    const up = await office.project.up();
    assert.notEqual(up.code, 0);
    for (const words of [
      /The configuration value "site" of this stack is not usable:/,
      /site\.objects\[0\]\.kind: .*FirewallMangle/,
      /site\.objects\[1\]: .*dependsOn/,
      /site\.orders\[0\]\.rules: /,
      /site\.wans: a failover needs two lines at least/,
    ]) {
      assert.match(printed(up), words);
    }
    assert.doesNotMatch(printed(up), /^\s+at /m, "no places in our code");
    assert.deepEqual(configurationOf(office.router), before);
  });
});
