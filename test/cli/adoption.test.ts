import assert from "node:assert/strict";
import { typeHowTo } from "../support/how-to";
import { isps, type LivingOffice, openLivingOffice } from "../support/living-office";
import { assertCode, printed, ROUTER_PASSWORD } from "../support/office";

const site = (dialect: 6 | 7) => ({
  dialect,
  adopt: true,
  // The how-to's: its stand-in for the gateway of ISP1, 1.1.1.1, would answer for the internet.
  probes: { targets: ["77.88.8.8", "8.8.8.8", "94.100.180.200", "208.67.222.222"] },
  wans: [
    {
      ...{ access: "pppoe", interface: "ether1-isp1", pppoeInterface: "pppoe-isp1" },
      ...{ user: "user1", allow: ["mschap2"] },
    },
    { access: "dhcp", interface: "ether2-isp2" },
  ],
});

/** Menus whose rows the how-to wrote, by family. */
const menus = {
  6: ["/ip/route/rule"],
  7: ["/routing/rule", "/routing/table", "/interface/list/member"],
  both: [
    ...["/interface/pppoe-client", "/ip/dhcp-client", "/ip/route", "/system/script", "/system/scheduler"],
    ...["mangle", "nat", "filter", "address-list"].map((part) => `/ip/firewall/${part}`),
  ],
};

/** What is changed of the how-to's rows, and nothing else: by row, the properties. */
const changes: Readonly<Record<6 | 7, Readonly<Record<string, string>>>> = {
  6: {
    "pppoe-isp1": "default-route-distance, keepalive-timeout",
    "ether2-isp2": "default-route-distance",
    "ISP1 mark conn": "connection-mark",
    "ISP2 mark conn": "connection-mark",
    ...rowsOf("mark routing", "comment, dst-address-list, dst-address-type, in-interface-list, passthrough"),
    ...rowsOf("mark routing out", "comment, dst-address-list, passthrough"),
    ...rowsOf("mangle", "passthrough"),
    ...rowsOf("NAT", "action, ipsec-policy"),
    ...rowsOf("rule", "action"),
    ...rowsOf("mark rule", "action, comment"),
    ...rowsOf("restrict output", "ipsec-policy"),
    "Known network 192.168.0.0/16": "comment",
    "Known network 10.0.0.0/8": "comment",
    "Known network 172.16.0.0/12": "comment",
    "ISP1 route": "gateway",
    GW1: "gateway",
    upd_route_rules: "interval, source",
  },
  7: {
    "pppoe-isp1": "default-route-distance, keepalive-timeout",
    "ether2-isp2": "default-route-distance",
    "ISP1 mark conn": "connection-mark",
    "ISP2 mark conn": "connection-mark",
    ...rowsOf("mark routing", "comment, dst-address-list"),
    ...rowsOf("mark routing out", "comment, dst-address-list"),
    ...rowsOf("mangle", "dst-address-list, dst-address-type"),
    ...rowsOf("restrict output", "ipsec-policy"),
    ...rowsOf("NAT", "action, ipsec-policy"),
    "Known networks": "comment",
    upd_route_rules: "interval, source",
  },
};

function rowsOf(what: string, properties: string): Record<string, string> {
  return { [`ISP1 ${what}`]: properties, [`ISP2 ${what}`]: properties };
}

const placeOf = (row: Readonly<Record<string, string>>): string => `${row.menu} ${row[".id"]}`;

for (const { version, dialect } of [
  { version: "6.49", dialect: 6 },
  { version: "7.21.5", dialect: 7 },
] as const) {
  describe(`an office with the how-to typed in by hand, taken over on RouterOS ${version}, with the real CLI`, () => {
    let office: LivingOffice;
    let found: ReturnType<typeof rows>;

    const rows = () =>
      [...menus[dialect], ...menus.both].flatMap((menu) =>
        office.router.config
          .print(menu)
          .filter(({ dynamic }) => dynamic !== "true")
          .map((row) => ({ ...row, menu }) as Readonly<Record<string, string>>),
      );

    before(async () => {
      office = await openLivingOffice({
        router: {
          version,
          interfaces: ["ether1-isp1", "ether2-isp2", "ether5"],
          users: [
            { name: "admin", password: "" },
            { name: "pulumi", password: ROUTER_PASSWORD },
          ],
        },
        isps: [
          { ...isps.pppoe, interface: "ether1-isp1", address: "1.1.1.10", gateway: "1.1.1.1" },
          { ...isps.dhcp, interface: "ether2-isp2", address: "2.2.2.20/24", gateway: "2.2.2.1" },
        ],
        before: (router) => typeHowTo(router, dialect),
      });
      await office.pass(120);
      found = rows();
      office.describe(site(dialect));
      const key = ["--path", "routeros-site:site.wans[0].password"];
      const set = ["config", "set", "--stack", office.project.stack, "--secret", ...key];
      assertCode(await office.project.run(set, { input: "secret_password" }), 0, "password");
    });

    after(() => office?.close());

    it("is taken over by one up, row by row, and nobody inside notices", async () => {
      office.network.resetReport();
      office.writes();
      const sessions = office.network.log.list().length;
      const up = await office.project.up();
      assertCode(up, 0, "up");
      assert.doesNotMatch(printed(up), /warning/i);
      const { lost, sent, byIsp, reconnects } = office.desk();
      assert.deepEqual([lost, reconnects, Object.keys(byIsp)], [0, 0, ["ISP1"]]);
      assert.ok(sent > 100, `${sent} packets`);
      const dialled = office.network.log
        .list()
        .slice(sessions)
        .filter((line) => /session|lease/.test(line));
      assert.deepEqual(dialled, [], "a line was dialled or leased anew");
    });

    it("has every row of the how-to still, and no second one beside it", () => {
      const kept = rows();
      const gone = found.filter((old) => !kept.some((row) => placeOf(row) === placeOf(old)));
      assert.deepEqual(gone, []);
      const labels = kept
        .filter(({ comment, menu }) => comment !== undefined && menu !== "/system/script")
        .map(({ menu, comment }) => `${menu} ${comment}`);
      assert.deepEqual(
        labels.filter((label, index) => labels.indexOf(label) !== index),
        [],
      );
      const bare = kept.filter(
        ({ menu, comment }) => comment === undefined && /mangle|nat|filter|rule$/.test(menu ?? ""),
      );
      assert.deepEqual(bare, [], "rows without a comment are left");
    });

    it("has nothing changed that did not differ", () => {
      const before = new Set(found.map(placeOf));
      const changed: Record<string, Set<string>> = {};
      const names = new Map<string, string>(
        rows().map((row) => [placeOf(row), row.name ?? row.comment ?? row.interface ?? ""]),
      );
      const made = office
        .writes()
        .filter(({ by }) => by.user === "pulumi" && by.via === "api")
        .flatMap((write) => write.changes)
        .filter(({ kind, menu, id }) => kind === "changed" && before.has(`${menu} ${id}`));
      for (const { menu, id, from, to } of made) {
        const row = names.get(`${menu} ${id}`) ?? `${menu} ${id}`;
        changed[row] ??= new Set();
        for (const property of Object.keys({ ...from, ...to })) changed[row].add(property);
      }
      assert.deepEqual(
        Object.fromEntries(
          Object.entries(changed).map(([row, properties]) => [row, [...properties].sort().join(", ")]),
        ),
        changes[dialect],
      );
    });

    it("has an empty preview then", async () => {
      const preview = await office.project.preview(["--expect-no-changes"]);
      assertCode(preview, 0, "preview");
    });

    it("decides by the new rules from then on: it leaves a line that is dead, and comes back", async () => {
      office.network.isp("ISP1").set({ upstream: "blackhole" });
      await office.pass(60);
      assert.equal(office.ways.at(-1)?.isp, "ISP2");
      office.network.isp("ISP1").set({ upstream: "up" });
      await office.pass(200);
      assert.equal(office.ways.at(-1)?.isp, "ISP1");
    });
  });
}

describe("an office that is online by a line that was set up by hand, with the real CLI", () => {
  let office: LivingOffice;

  before(async () => {
    office = await openLivingOffice({
      before: ({ config }) => {
        const list = { "out-interface-list": "WAN" };
        config.add("/ip/dhcp-client", { interface: "ether2", disabled: "no" });
        config.add("/interface/list/member", { list: "WAN", interface: "ether2" });
        config.add("/ip/firewall/nat", { chain: "srcnat", action: "masquerade", ...list });
      },
    });
    await office.pass(10);
    const dialled = { access: "pppoe", interface: "ether1", user: "user1" };
    office.describe({ adopt: true, wans: [dialled, { access: "dhcp", interface: "ether2" }] });
    const key = ["--path", "routeros-site:site.wans[0].password"];
    const set = ["config", "set", "--stack", office.project.stack, "--secret", ...key];
    assertCode(await office.project.run(set, { input: "secret_password" }), 0, "password");
  });

  after(() => office?.close());

  it("gets a better line by one up, and is not cut off: no packet leaves untranslated on the way", async () => {
    office.network.resetReport();
    assertCode(await office.project.up(), 0, "up");
    await office.pass(30);
    const { lost, byIsp, reasons } = office.desk();
    assert.deepEqual([lost, reasons, Object.keys(byIsp)], [0, {}, ["ISP2", "ISP1"]]);
    assert.deepEqual(office.network.report().leaks, []);
  });
});
