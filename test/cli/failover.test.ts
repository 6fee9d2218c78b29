import assert from "node:assert/strict";
import { type LivingOffice, openLivingOffice, rowOf } from "../support/living-office";
import { assertCode, configurationOf, diffBlocks, printed } from "../support/office";
import type { CliResult } from "../support/pulumi-project";

const linePassword = "password-of-the-line";
const token = "1234:token-of-the-bot";

/** The how-to's office, which tells people of switches. */
const site = {
  name: "office-12",
  wans: [
    { access: "pppoe", interface: "ether1", user: "user1" },
    { access: "dhcp", interface: "ether2" },
  ],
  onSwitch: { notify: [{ telegram: { chat: "-100123" } }] },
};

const secrets = {
  "wans[0].password": linePassword,
  "onSwitch.notify[0].telegram.token": token,
};

/** Names of the children that a preview or update would touch beyond reading them. */
const touched = (result: CliResult): string[] =>
  diffBlocks(result)
    .filter(({ operation }) => operation !== "refresh" && operation !== "read")
    .map(({ name, operation }) => `${operation} ${name.replace("office-12-", "")}`)
    .toSorted();

const mangle = "/ip/firewall/mangle";

describe("an office with two lines as a stack's configuration, with the real CLI", () => {
  let office: LivingOffice;
  let untouched: ReturnType<typeof configurationOf>;

  /** The stack's file: the site, with the secrets as `pulumi config set --secret --path` encrypted them. */
  let sealed: Record<string, { secure: string }>;
  const describeSite = (more: object = {}) => {
    const [primary, backup] = site.wans;
    const [{ telegram }] = site.onSwitch.notify as [{ telegram: object }];
    office.describe({
      ...site,
      wans: [{ ...primary, password: sealed["wans[0].password"], ...more }, backup],
      onSwitch: {
        notify: [{ telegram: { ...telegram, token: sealed["onSwitch.notify[0].telegram.token"] } }],
      },
    });
  };

  /** Runs a command, and looks for the secrets in what it printed and in every file. */
  async function run(what: string, running: Promise<CliResult>): Promise<CliResult> {
    const result = await running;
    for (const secret of Object.values(secrets)) {
      assert.ok(!printed(result).includes(secret), `${what} prints ${secret}`);
      assert.deepEqual(office.project.filesContaining(secret), [], what);
    }
    return result;
  }

  const distances = () => ["GW1", "GW2"].map((gate) => rowOf(office.router, "/ip/route", gate).distance);

  before(async () => {
    office = await openLivingOffice();
    await office.pass(1);
    untouched = configurationOf(office.router);
    office.describe(site);
    const file: Record<string, { secure: string }> = {};
    for (const [path, input] of Object.entries(secrets)) {
      const key = ["--path", `routeros-site:site.${path}`];
      const set = ["config", "set", "--stack", office.project.stack, "--secret", ...key];
      assertCode(await office.project.run(set, { input }), 0, path);
      file[path] = office.encrypted(path);
    }
    sealed = file;
  });

  after(() => office?.close());

  it("is set up from nothing: it says what the first run did, and has the internet from then on", async () => {
    const up = await run("up", office.project.up());
    assertCode(up, 0, "up");
    // Each line's hook may have been first: what the run has left to do is its report.
    assert.equal(rowOf(office.router, "/routing/rule", "ISP1 rule")["src-address"], "203.0.113.10/32");
    assert.match(up.stdout, /says: dual-wan: every line has its address/);
    assert.doesNotMatch(printed(up), /warning/i);
    const first = office.ways.findIndex(({ isp }) => isp !== undefined);
    assert.ok(first >= 0, "no line was ever in use");
    assert.deepEqual(
      office.ways.slice(first).filter(({ isp }) => isp === undefined),
      [],
    );
    assert.deepEqual(office.ways.at(-1)?.isp, "ISP1");
    office.network.resetReport();
    await office.pass(60);
    const { lost, byIsp, brokenReplies } = office.desk();
    assert.deepEqual([lost, brokenReplies, Object.keys(byIsp)], [0, 0, ["ISP1"]]);
  });

  it("tells its line, addresses and next hops as outputs", async () => {
    assert.deepEqual(await office.project.outputs(), {
      activeWan: "ISP1",
      since: "",
      reason: "",
      addresses: { ISP1: "203.0.113.10", ISP2: "198.51.100.20" },
      gateways: { ISP1: "pppoe-isp1", ISP2: "198.51.100.1%ether2" },
      ruleOrders: {},
    });
  });

  it("has an empty preview then, which warns of nothing", async () => {
    const preview = await run("preview", office.project.preview(["--expect-no-changes"]));
    assertCode(preview, 0, "preview");
    assert.doesNotMatch(printed(preview), /warning/i);
  });

  it("shows no drift while the controller is on its backup, and says so with the reason", async () => {
    office.network.isp("ISP1").set({ upstream: "blackhole" });
    await office.pass(60);
    assert.deepEqual(distances(), ["11", "2"]);
    office.writes();
    const plain = ["preview", "--stack", office.project.stack, "--expect-no-changes"];
    const preview = await run("preview", office.project.run(plain));
    assertCode(preview, 0, "preview");
    assert.match(preview.stdout, /is on its backup ISP2 since 2026-.*: ISP1 lost \d+ of \d+ probes\. The/);
    assert.deepEqual(office.writes(), []);
  });

  it("sees on its backup what was changed and moved by hand, and nothing else", async () => {
    const { config } = office.router;
    config.set("/ip/firewall/nat", rowOf(office.router, "/ip/firewall/nat", "ISP1 NAT")[".id"] ?? "", {
      disabled: "yes",
    });
    const rules = config.print(mangle).map((row) => row[".id"] ?? "");
    config.move(mangle, rules.at(-1) ?? "", rules[0]);
    const preview = await run("preview", office.project.preview(["--expect-no-changes"]));
    assert.notEqual(preview.code, 0);
    assert.deepEqual(touched(preview), ["update isp1-nat", "update order-of-dual-wan-in-mangle"]);
  });

  it("is left on its backup by an up that puts that right and changes something else", async () => {
    describeSite({ keepaliveTimeout: 20 });
    const ways = office.ways.length;
    const order = () => office.router.config.print(mangle).map(({ comment }) => comment);
    const moved = order();
    const up = await run("up", office.project.up());
    assertCode(up, 0, "up");
    assert.notDeepEqual(order(), moved);
    assert.equal(rowOf(office.router, "/ip/firewall/nat", "ISP1 NAT").disabled, "false");
    assert.deepEqual(distances(), ["11", "2"]);
    assert.deepEqual(office.ways.slice(ways), []);
    const { activeWan, reason } = await office.project.outputs();
    assert.equal(activeWan, "ISP2");
    assert.match(String(reason), /ISP1 lost \d+ of \d+ probes/);
  });

  it("marks in a preview what would dial a line anew", async () => {
    office.network.isp("ISP1").set({ upstream: "up" });
    await office.pass(200);
    assert.deepEqual(distances(), ["1", "2"]);
    describeSite({ keepaliveTimeout: 20, user: "user2" });
    const preview = await run("preview", office.project.preview());
    assertCode(preview, 0, "preview");
    assert.match(
      printed(preview),
      /ISP1 line is up, and this deployment changes its user: the line is dialled anew, which interrupts it/,
    );
    assert.deepEqual(
      touched(preview).filter((one) => !one.includes("first-run")),
      ["update isp1-line"],
    );
  });

  it("leaves the router as it was when it is destroyed", async () => {
    assertCode(await run("destroy", office.project.destroy()), 0, "destroy");
    await office.pass(10);
    assert.deepEqual(configurationOf(office.router), untouched);
  });
});
