import assert from "node:assert/strict";
import {
  assertCode,
  configurationOf,
  type DiffBlock,
  diffBlocks,
  type Office,
  openOffice,
  printed,
} from "../support/office";

const PROGRAM = `
import { FirewallAddressListEntry, FirewallFilter, FirewallMangle, FirewallNat, PppProfile, Route, RuleOrder, Scheduler, Script } from "pulumi-routeros";

const connection = { chain: "prerouting", action: "mark-connection", connectionState: ["new"] } as const;
new FirewallMangle("mark", { ...connection, comment: "ISP1 mark conn", inInterface: "ether1", newConnectionMark: "from-ISP1" });
new FirewallMangle("renamed", { ...connection, comment: "ISP2 mark conn", inInterface: "ether2", newConnectionMark: "from-ISP2" });
new FirewallMangle("strict", { chain: "output", action: "accept", comment: "Strict", dstAddress: "10.0.0.0/8" });

const nat = (name: string, rank: number) =>
  new FirewallNat(name, { section: "nat", rank, comment: name, chain: "srcnat", action: "masquerade", outInterface: "ether1" });
new RuleOrder("nat-order", { section: "nat", rules: [nat("NAT a", 10), nat("NAT b", 20), nat("NAT c", 30)] });

const filter = (name: string, rank: number) =>
  new FirewallFilter(name, { section: "filter", rank, comment: name, chain: "forward", action: "accept" });
new RuleOrder("filter-order", { section: "filter", rules: [filter("Filter a", 10), filter("Filter b", 20)] });

new Route("gw1", { comment: "GW1", gateway: "192.0.2.1", distance: 1, runtimeOwned: ["distance"] });
new Route("static", { comment: "To head office", dstAddress: "10.0.0.0/8", gateway: "192.0.2.2", distance: 5 });
new FirewallAddressListEntry("deleted", { list: "ISP1_src_IPs", address: "1.1.1.10" });
new Script("script", { name: "hello", policy: ["read"], source: ":log info hello\\n:put done\\n" });
new Scheduler("schedule", { name: "hello", onEvent: "hello", interval: "45s", policy: ["read"] });
new PppProfile("profile", { name: "isp1", rateLimit: "10M/20M" });
`;

/** What a preview must say about each kind of change by hand, by the resource's name: the planned repair. */
const repairs: Readonly<Record<string, Omit<DiffBlock, "name">>> = {
  mark: {
    operation: "update",
    lines: ["~ disabled: true => false", "- log: true", "- passthrough: false"],
  },
  renamed: { operation: "update", lines: ['~ comment: "old rule, delete?" => "ISP2 mark conn"'] },
  strict: {
    operation: "update",
    lines: ['~ dstAddress: "10.1.0.0/16" => "10.0.0.0/8"', '- srcAddress: "192.168.0.0/16"'],
  },
  static: { operation: "update", lines: ["~ distance: 7 => 5"] },
  deleted: {
    operation: "create",
    lines: ['address: "1.1.1.10"', "disabled: false", 'list: "ISP1_src_IPs"'],
  },
  script: { operation: "update", lines: ["~ source:", ":log info hello", "- :put evil", "+ :put done"] },
  schedule: { operation: "update", lines: ['~ interval: "10m" => "45s"'] },
  profile: { operation: "update", lines: ['~ rateLimit: "pulumi-routeros:unset" => "10M/20M"'] },
};

describe("changes by hand on the router, seen by a plain preview", () => {
  let office: Office;
  let untouched: ReturnType<typeof configurationOf>;
  let wanted: ReturnType<typeof valuesOf>;

  /** The id of the row with this comment or name. */
  function id(menu: string, name: string): string {
    const row = office.router.config
      .print(menu)
      .find(({ comment, name: other }) => comment === name || other === name);
    assert.ok(row?.[".id"], `no row "${name}" in ${menu}`);
    return row[".id"];
  }

  const change = (menu: string, name: string, changes: Record<string, string | null>) =>
    office.router.config.set(menu, id(menu, name), changes);

  before(async () => {
    office = await openOffice({ program: PROGRAM });
    untouched = configurationOf(office.router);
    assertCode(await office.project.up(), 0, "up");
  });

  after(() => office?.close());

  it("shows what the router does by itself and what the program leaves open, and plans nothing", async () => {
    change("/ip/route", "GW1", { distance: "3" });
    // The device's own values, written out: RouterOS prints `log` once it was ever written.
    change("/ip/firewall/mangle", "ISP1 mark conn", { log: "no", passthrough: "yes" });
    change("/ppp/profile", "isp1", { comment: "ask Eva first", "use-ipv6": "no" });
    office.router.config.mark("/ip/firewall/mangle", id("/ip/firewall/mangle", "Strict"), {
      bytes: "123456",
      packets: "789",
    });
    wanted = valuesOf(configurationOf(office.router));

    const preview = await office.project.preview(["--expect-no-changes"]);
    assertCode(preview, 0, "preview");
    assert.deepEqual(byName(diffBlocks(preview)), {
      gw1: { operation: "refresh", lines: ["~ runtime: {", "~ distance: 1 => 3", "}"] },
      mark: { operation: "refresh", lines: ["+ log: false"] },
      profile: {
        operation: "refresh",
        lines: ['+ comment: "ask Eva first"', '~ useIpv6: "default" => "no"'],
      },
    });
  });

  it("exits with code 7 and names each kind of drift, its place and its values", async () => {
    const { config } = office.router;
    change("/ip/firewall/mangle", "ISP1 mark conn", { disabled: "yes", log: "yes", passthrough: "no" });
    change("/ip/firewall/mangle", "ISP2 mark conn", { comment: "old rule, delete?" });
    change("/ip/firewall/mangle", "Strict", {
      "src-address": "192.168.0.0/16",
      "dst-address": "10.1.0.0/16",
    });
    config.remove("/ip/firewall/address-list", "*1");
    config.move("/ip/firewall/nat", id("/ip/firewall/nat", "NAT b"), id("/ip/firewall/nat", "NAT a"));
    config.add(
      "/ip/firewall/filter",
      { chain: "forward", action: "drop", comment: "by hand" },
      { before: id("/ip/firewall/filter", "Filter b") },
    );
    change("/ip/route", "To head office", { distance: "7" });
    change("/system/script", "hello", { source: ":log info hello\n:put evil\n" });
    change("/system/scheduler", "hello", { interval: "10m" });
    change("/ppp/profile", "isp1", { "rate-limit": null });
    const changed = configurationOf(office.router);

    const preview = await office.project.preview(["--expect-no-changes"]);
    assertCode(preview, 7, "preview");
    assert.deepEqual(configurationOf(office.router), changed, "a preview must not write");
    const planned = diffBlocks(preview).filter(({ operation }) => operation !== "refresh");
    const { "nat-order": swapped, "filter-order": apart, ...others } = byName(planned);
    assert.deepEqual(others, repairs);
    assert.match(swapped?.lines.join("\n") ?? "", /\[0\]: "\S*NAT b\S*" => "\S*NAT a/);
    assert.match(apart?.lines.join("\n") ?? "", /foreign: .*by hand.*chain=forward action=drop.*Filter b/);
  });

  it("repairs all of it with one up, and leaves alone what is not declared", async () => {
    assertCode(await office.project.up(), 0, "up");
    const filters = office.router.config.print("/ip/firewall/filter").map(({ comment }) => comment);
    assert.deepEqual(
      filters.filter((comment) => comment !== "by hand"),
      ["Filter a", "Filter b"],
    );
    assert.notEqual(filters[1], "by hand", "the rule by hand no longer stands between ours");
    office.router.config.remove("/ip/firewall/filter", id("/ip/firewall/filter", "by hand"));
    assert.deepEqual(valuesOf(configurationOf(office.router)), wanted);
    assertCode(await office.project.preview(["--expect-no-changes"]), 0, "preview");
    assertCode(await office.project.refresh(["--expect-no-changes"]), 0, "refresh");
  });

  it("says in one message, without stacks, that it cannot know which of two rows is ours", async () => {
    const twin = { chain: "output", action: "accept", comment: "Strict" };
    const added = office.router.config.add("/ip/firewall/mangle", twin);
    const preview = await office.project.preview();
    assert.equal(preview.code, 1);
    assert.match(printed(preview), /error: Preview failed: FirewallMangle "Strict": router .* has 2 rows/);
    assert.match(printed(preview), /remove or rename all but one of them/);
    assert.doesNotMatch(printed(preview), /^\s+at /m);
    assert.equal(printed(preview).split("has 2 rows").length, 2, "said once");
    office.router.config.remove("/ip/firewall/mangle", added);
  });

  it("takes everything off the router again, and nothing else", async () => {
    assertCode(await office.project.destroy(), 0, "destroy");
    assert.deepEqual(configurationOf(office.router), untouched);
  });
});

function byName(blocks: readonly DiffBlock[]): Record<string, Omit<DiffBlock, "name">> {
  return Object.fromEntries(blocks.map(({ name, ...rest }) => [name, rest]));
}

/** What is configured, whatever the ids: a row that was deleted and added again has another one. */
function valuesOf(configuration: ReturnType<typeof configurationOf>) {
  return Object.fromEntries(
    Object.entries(configuration).map(([menu, rows]) => [menu, rows.map(({ values }) => values)]),
  );
}
