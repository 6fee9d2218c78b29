/** A plan as a file: imported by hand it is the same office that a deployment makes. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { connect } from "../../../provider/client/connect";
import * as crud from "../../../provider/crud";
import { makeEnvironment } from "../../../provider/crud/environment";
import { createRegistry } from "../../../provider/session/registry";
import { manualClock, type RouterOsVersion, startRouter } from "../../../simulator";
import type { DualWanArgs } from "../../../src/failover/args";
import { portsFor } from "../../../src/failover/rehearsal/prepare";
import { toRsc } from "../../../src/failover/render";
import { create } from "../../provider/crud/engine";
import { offices } from "../support/arbitrary";
import { fileOf, type Lab, lab, surrounded, versionsOf } from "../support/lab";
import { dhcp, everything, lte, plain, pppoe, secrets, standing } from "../support/offices";
import { type Planned, planIfShort, planOf } from "../support/plans";

/** Menus that an office has rows in, by what they are called in RouterOS 7. */
const menus = [
  ...[
    "/interface/pppoe-client",
    "/ppp/profile",
    "/ip/dhcp-client",
    "/ip/address",
    "/interface/list",
    "/interface/gre",
  ],
  ...[
    "/interface/list/member",
    "/ip/firewall/address-list",
    "/routing/table",
    "/ip/route",
    "/ip/firewall/nat",
  ],
  ...["/routing/rule", "/ip/route/rule", "/ip/firewall/mangle", "/ip/firewall/filter", "/ip/ipsec/policy"],
  ...["/tool/netwatch", "/system/script", "/system/scheduler", "/routing/settings"],
];

/** What a router says of rows by itself: it differs from run to run, and who added them. */
const ofTheMoment =
  /^(\.id|owner$|\.nextid|bytes|packets|last-|next-run|run-count|uptime|creation-time|since|done-tests|failed-tests|status|rtt|.*-time|expires-after|invalid-after)/;

/** All static rows, in the order of the router. Addresses of interfaces that others know by number are names here. */
function rowsOf({ router }: Lab): Readonly<Record<string, readonly object[]>> {
  const there = (menu: string) => {
    try {
      return router.hand.print(menu);
    } catch {
      return undefined;
    }
  };
  return Object.fromEntries(
    menus.flatMap((menu) => {
      const rows = there(menu);
      if (rows === undefined) return [];
      const own = rows.filter(({ dynamic }) => dynamic !== "true");
      return [
        [
          menu,
          own.map((row) =>
            Object.fromEntries(
              Object.entries(row)
                .filter(([name]) => !ofTheMoment.test(name))
                .sort(([left], [right]) => (left < right ? -1 : 1)),
            ),
          ),
        ],
      ];
    }),
  );
}

/** The office as a deployment makes it: every row by the provider, over the API, then the first run. */
async function deployed(planned: Planned, version: RouterOsVersion): Promise<Lab> {
  const clock = manualClock(Date.UTC(2026, 0, 1, 12));
  const machine = await startRouter({
    version,
    clock,
    ...portsFor(planned.office),
    users: [
      { name: "admin", password: "" },
      { name: "pulumi", password: "s3cret-word" },
    ],
  });
  const settings: Readonly<Record<string, string>> = {
    "routeros:host": "127.0.0.1",
    "routeros:port": String(machine.port),
    "routeros:user": "pulumi",
    "routeros:password": "s3cret-word",
    "routeros:tls": "false",
  };
  const registry = createRegistry({ connect, env: () => ({}), mayWrite: async () => {} });
  registry.configure({ get: (key) => settings[key] });
  crud.useEnvironment(makeEnvironment(registry.sessionFor, { log: () => {} }));
  try {
    const { plane: router, scripts } = machine;
    const office = surrounded(planned.office, { router, scripts, clock });
    for (const step of planned.steps) {
      if (step.is === "row") await create(step.kind, step.args);
      if (step.is === "settings") await create(step.kind, step.args);
      if (step.is === "run") await office.type(`/system script run ${step.script}`);
    }
    return office;
  } finally {
    await registry.closeAll();
    await machine.stop();
    crud.useEnvironment();
  }
}

async function imported(planned: Planned, version: RouterOsVersion): Promise<Lab> {
  const office = lab(planned, { version });
  await office.type(fileOf(planned));
  return office;
}

describe("the file of a plan", () => {
  const samples: Readonly<Record<string, object>> = {
    "the how-to's office": plain,
    "an office with everything": everything,
    "an office with a standing line, LTE and its own FastTrack rule": {
      wans: [standing, { ...lte, metered: true }],
      lan: { fastTrackRule: "defconf: fasttrack" },
      naming: { prefix: "office" },
    },
    "an office with blanks in the names of its interfaces": {
      wans: [
        { ...pppoe, interface: "ether1 - dsl", pppoeInterface: "dsl of ISP1" },
        { ...dhcp, interface: "ether2 - backup", metered: { block: "heavy" } },
        { ...standing, interface: "ether3 - fibre" },
      ],
      lan: { interface: "bridge - office" },
      inbound: [{ name: "web", protocol: "tcp", port: 443, to: "192.168.88.20" }],
      tunnels: { gre: [{ name: "gre to hq", wan: "ISP2", remoteAddress: "203.0.118.1" }] },
    },
    "an office whose routes decide": { wans: [pppoe, dhcp], strategy: "recursive" },
  };
  for (const [what, args] of Object.entries(samples))
    for (const dialect of [7, 6] as const)
      it(`makes the rows of a deployment: ${what}, RouterOS ${dialect}`, async function () {
        this.timeout(60_000);
        const planned = planOf({ ...args, dialect } as DualWanArgs);
        const [version] = versionsOf(planned.office);
        assert.ok(version);
        const byHand = rowsOf(await imported(planned, version));
        const byApi = rowsOf(await deployed(planned, version));
        assert.deepEqual(byHand, byApi);
        assert.ok((byHand["/ip/firewall/mangle"] ?? []).length >= 9);
      });

  it("makes the rows of a deployment: any office", async function () {
    this.timeout(120_000);
    const property = fc.asyncProperty(offices, fc.nat(5), async (args, place) => {
      const planned = planIfShort(args);
      fc.pre(planned !== undefined);
      const versions = versionsOf(planned.office);
      const version = versions[place % versions.length] as RouterOsVersion;
      assert.deepEqual(rowsOf(await imported(planned, version)), rowsOf(await deployed(planned, version)));
    });
    await fc.assert(property, { numRuns: 4 });
  });

  const refused = (work: Promise<unknown>, why: RegExp) => assert.rejects(work, { message: why });

  for (const dialect of [7, 6] as const)
    it(`RouterOS ${dialect}: a second import ends before anything is written, and says why`, async () => {
      const planned = planOf({ ...everything, dialect } as unknown as DualWanArgs);
      const [version] = versionsOf(planned.office);
      const office = await imported(planned, version as RouterOsVersion);
      const before = rowsOf(office);
      await refused(
        office.type(fileOf(planned)),
        /the script upd_route_rules is on this router already, .* remove them first/,
      );
      assert.deepEqual(rowsOf(office), before);
    });

  const clashes: readonly [what: string, menu: string, row: Record<string, string>, why: RegExp][] = [
    [
      "an interface",
      "/interface/bridge",
      { name: "pppoe-isp1" },
      /\/interface has a row with the name "pppoe-isp1"/,
    ],
    [
      "a table",
      "/routing/table",
      { name: "ISP2", fib: "" },
      /\/routing table has a row with the name "ISP2"/,
    ],
    ["a profile", "/ppp/profile", { name: "ISP1" }, /\/ppp profile has a row with the name "ISP1"/],
    [
      "a rule",
      "/ip/firewall/mangle",
      { chain: "output", action: "accept", comment: "ISP2 mangle" },
      /\/ip firewall mangle has a row with the comment "ISP2 mangle"/,
    ],
    [
      "an address",
      "/ip/address",
      { address: "203.0.113.130/25", interface: "ether3" },
      /\/ip address has a row 203\.0\.113\.130\/25 ether3/,
    ],
    [
      "a host of a list",
      "/ip/firewall/address-list",
      { list: "local-networks", address: "10.0.0.0/8" },
      /\/ip firewall address-list has a row local-networks 10\.0\.0\.0\/8/,
    ],
    ["a scheduler entry", "/system/scheduler", { name: "upd_route_rules" }, /\/system scheduler has a row/],
  ];
  for (const [what, menu, row, why] of clashes)
    it(`ends before anything is written where ${what} of its is somebody else's`, async () => {
      const planned = planOf({ wans: [pppoe, dhcp, standing] });
      const office = lab(planned);
      office.router.hand.add(menu, row);
      const before = rowsOf(office);
      await refused(
        office.type(fileOf(planned)),
        new RegExp(
          `${why.source}.* already, and this office needs one of its own: remove or rename it first`,
        ),
      );
      assert.deepEqual(rowsOf(office), before);
    });

  const undone = { wans: [pppoe, dhcp] } as const;
  it("ends before anything is written on a router that would answer no DNS", async () => {
    const planned = planOf(undone);
    const office = lab(planned);
    office.router.hand.set("/ip/dns", "", { servers: "" });
    const before = rowsOf(office);
    await refused(
      office.type(fileOf(planned)),
      /no DNS servers of its own, .*: set some that any line reaches first, such as \/ip dns set servers=/,
    );
    assert.deepEqual(rowsOf(office), before);
  });

  it("does not ask for DNS servers that are there by HTTPS, or where the lines are not declared", async () => {
    for (const [args, dns] of [
      [undone, { servers: "", "use-doh-server": "https://9.9.9.9/dns-query" }],
      [{ wans: [standing, lte] }, { servers: "" }],
    ] as const) {
      const planned = planOf(args);
      const office = lab(planned);
      office.router.hand.set("/ip/dns", "", dns);
      await office.type(fileOf(planned));
      assert.equal(rowsOf(office)["/ip/firewall/nat"]?.length, 2);
    }
  });

  it("writes flags as bare words, as an export does", () => {
    const file = fileOf(planOf(plain));
    assert.match(file, /^\/routing table add name="ISP1" fib disabled="no"$/m);
    assert.match(
      file,
      /^\/ip route add comment="ISP1 blackhole" dst-address="0\.0\.0\.0\/0" blackhole distance="254" /m,
    );
    assert.doesNotMatch(file, /(fib|blackhole)=""/);
  });

  it("without its passwords and tokens ends at once, and says how to get them", async () => {
    const planned = planOf(everything as unknown as DualWanArgs);
    const office = lab(planned);
    const before = rowsOf(office);
    const file = toRsc(planned.office, planned.plan);
    for (const secret of secrets) assert.ok(!file.includes(secret), secret);
    for (const secret of secrets) assert.ok(fileOf(planned).includes(secret), secret);
    await refused(
      office.type(file),
      /passwords and tokens are left out of this file: make it with --show-sensitive/,
    );
    assert.deepEqual(rowsOf(office), before);
  });

  it("without anything secret in it can be imported as it is", async () => {
    const planned = planOf({ wans: [dhcp, standing] });
    const office = lab(planned);
    await office.type(toRsc(planned.office, planned.plan));
    assert.equal(rowsOf(office)["/ip/firewall/nat"]?.length, 2);
  });

  it("uses what the router has from the factory, and puts rules where they work", async () => {
    const planned = planOf({ wans: [pppoe, dhcp], lan: { fastTrackRule: "defconf: fasttrack" } });
    const office = lab(planned);
    const { hand } = office.router;
    hand.add("/interface/list", { name: "WAN", comment: "defconf" });
    hand.add("/interface/list/member", { list: "WAN", interface: "ether2", comment: "defconf" });
    hand.add("/ip/dhcp-client", { interface: "ether2", comment: "defconf", disabled: "no" });
    const filter = "/ip/firewall/filter";
    hand.add(filter, { chain: "input", action: "accept", comment: "defconf: accept established" });
    hand.add(filter, {
      chain: "forward",
      action: "fasttrack-connection",
      "connection-state": "established,related",
      comment: "defconf: fasttrack",
    });
    hand.add(filter, { chain: "forward", action: "drop", comment: "defconf: drop all not DSTNATed" });
    await office.type(fileOf(planned));
    const [client, ...more] = hand.print("/ip/dhcp-client");
    assert.deepEqual(more, []);
    assert.equal(client?.["default-route-distance"], "252");
    assert.equal(client?.["use-peer-dns"], "false");
    assert.match(client?.script ?? "", /upd_route_rules_sync/);
    assert.deepEqual(
      hand.print("/interface/list/member").map((row) => row.interface),
      ["ether2", "pppoe-isp1"],
    );
    assert.deepEqual(
      hand
        .print(filter)
        .filter(({ dynamic }) => dynamic !== "true")
        .map((row) => row.comment),
      [
        ...["ISP1 restrict output", "ISP2 restrict output", "Invalid by a line"],
        ...["defconf: accept established", "defconf: fasttrack", "defconf: drop all not DSTNATed"],
      ],
    );
    assert.equal(
      hand.print(filter).find(({ comment }) => comment === "defconf: fasttrack")?.["connection-mark"],
      "no-mark",
    );
  });

  it("puts what must not be FastTracked before the rule that does", async () => {
    const planned = planOf(plain);
    const office = lab(planned);
    const { hand } = office.router;
    hand.add("/ip/firewall/filter", { chain: "forward", action: "fasttrack-connection", comment: "fast" });
    await office.type(fileOf(planned));
    const comments = hand.print("/ip/firewall/filter").map((row) => row.comment);
    assert.ok(comments.indexOf("Marked past FastTrack") < comments.indexOf("fast"), comments.join());
  });

  it("says what each row is for", () => {
    const { office, plan, rows } = planOf(plain);
    const file = toRsc(office, plan);
    for (const { key, reason } of rows) assert.ok(file.includes(`# ${key}: ${reason}`), key);
  });
});
