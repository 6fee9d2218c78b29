/** Something is wrong with one row: that is said once, and everything else is done all the same. */
import assert from "node:assert/strict";
import type { DualWanArgs } from "../../../src/failover/args";
import { fileOf, type Lab, lab } from "../support/lab";
import { everything } from "../support/offices";
import { planOf } from "../support/plans";

const minute = 60_000;
/** The first minute counts as booting; then the lines are known. */
const settling = 100_000;

/** Rows that the scripts look for, by menu. Those of the second line, whose address comes by a lease. */
const rows: Readonly<Record<string, readonly string[]>> = {
  "/ip/firewall/mangle": ["ISP2 mangle", "ISP2 mark own leaving", "ISP2 pin voip"],
  "/ip/firewall/nat": ["ISP2 NAT"],
  "/ip/firewall/address-list": ["ISP2 src IP"],
  "/ip/firewall/filter": ["ISP2 restrict output"],
  "/ip/route": ["ISP2 route", "ISP2 gateway", "GW2"],
};

/** One for each way in which the scripts look. */
const twice = new Set(["ISP2 rule", "ISP2 NAT", "ISP2 gateway", "ISP2 pin voip", "GW2"]);

for (const dialect of [7, 6] as const)
  describe(`the scripts of an office that somebody worked on, RouterOS ${dialect}`, function () {
    this.timeout(120_000);
    const planned = planOf({
      ...everything,
      dialect,
      onSwitch: {},
      interval: "10s",
      objectives: { blackHole: "1m" },
    } as unknown as DualWanArgs);
    const menus: readonly (readonly [menu: string, comments: readonly string[]])[] =
      dialect === 7
        ? [...Object.entries(rows), ["/routing/rule", ["ISP2 rule"]]]
        : // What is found in another way there.
          [
            ["/ip/firewall/mangle", ["ISP2 pin voip"]],
            ["/ip/route", ["GW2"]],
            ["/ip/route/rule", ["ISP2 rule"]],
          ];

    async function running(): Promise<Lab> {
      const office = lab(planned);
      await office.type(fileOf(planned));
      await office.clock.advance(settling);
      return office;
    }
    const complaints = ({ log }: Lab) => log.filter((line) => /error/.test(line));
    const idsOf = ({ router }: Lab, menu: string, comment: string) =>
      router.hand
        .print(menu)
        .filter((row) => row.comment === comment)
        .map((row) => String(row[".id"]));
    /** The second line gets another address; how many rows have it afterwards. */
    async function renumbered(office: Lab): Promise<number> {
      office.network.isp("ISP2").renumber({ address: "198.18.2.77/24" });
      await office.type('/ip dhcp-client release [find where interface="ether2"]');
      await office.clock.advance(minute);
      return menus
        .flatMap(([menu]) => office.router.hand.print(menu))
        .filter((row) => Object.values(row).some((value) => value.startsWith("198.18.2.77"))).length;
    }

    let all = 0;
    before(async () => {
      const office = await running();
      assert.deepEqual(complaints(office), []);
      all = await renumbered(office);
      assert.ok(all >= 2, `${all} rows have the new address`);
      assert.deepEqual(complaints(office), []);
    });

    for (const [menu, comments] of menus)
      for (const comment of comments) {
        it(`"${comment}" is gone: is said once, the rest is done`, async () => {
          const office = await running();
          const [id] = idsOf(office, menu, comment);
          const had = office.router.hand
            .print(menu)
            .filter(
              (row) =>
                row.comment === comment &&
                Object.values(row).some((value) => value.startsWith("198.18.2.20")),
            );
          office.router.hand.remove(menu, String(id));
          await office.clock.advance(minute);
          const said = complaints(office);
          assert.ok(said.length > 0, "nothing is said");
          for (const line of said) assert.ok(line.includes(`"${comment}`) && /found 0/.test(line), line);
          assert.equal(new Set(said).size, said.length, "said again in every round");
          assert.equal(await renumbered(office), all - had.length);
          assert.deepEqual(complaints(office), said, "more is said later");
        });

        if (twice.has(comment))
          it(`"${comment}" is there twice: is said once, and neither is written`, async () => {
            const office = await running();
            const [id] = idsOf(office, menu, comment);
            const { path: _, ...row } = office.router.hand
              .print(menu)
              .find((one) => one[".id"] === id) as Record<string, string>;
            // The same row with something else about it, as a person makes it by copying.
            office.router.hand.add(menu, copied(menu, row));
            await office.clock.advance(minute);
            const said = complaints(office);
            assert.ok(said.length > 0, "nothing is said");
            for (const line of said) assert.ok(line.includes(`"${comment}`) && /found 2/.test(line), line);
            assert.equal(new Set(said).size, said.length, "said again in every round");
            await renumbered(office);
            assert.deepEqual(complaints(office), said, "more is said later");
          });
      }

    for (const role of ["status", "maintenance"] as const)
      it(`the script of the ${role} is gone: is said once`, async () => {
        const office = await running();
        const name = planned.office.names.script[role];
        await office.type(`/system script remove [find where name=${name}]`);
        await office.clock.advance(minute);
        assert.deepEqual(complaints(office), [`script,error dual-wan: needs one script ${name}`]);
      });

    it("the sync script is gone: is said once, and the rounds go on", async () => {
      const office = await running();
      await office.type("/system script remove [find where name=upd_route_rules_sync]");
      await office.clock.advance(minute);
      assert.deepEqual(complaints(office), ["script,error dual-wan: cannot run upd_route_rules_sync"]);
      office.network.link("ether1", false);
      await office.clock.advance(2 * minute);
      assert.ok(
        office.log.some((line) => /ISP1 -> ISP2/.test(line)),
        office.log.slice(-5).join("\n"),
      );
    });

    it("an interface is renamed: is said once by each script, and the other lines are looked after", async () => {
      const office = await running();
      office.router.hand.set("/interface", "ether2", { name: "uplink" });
      await office.clock.advance(minute);
      const said = complaints(office);
      assert.ok(
        said.some((line) => /ISP2: there is no interface ether2\. Was it renamed\?$/.test(line)),
        said.join("\n"),
      );
      assert.equal(new Set(said).size, said.length, "said again in every round");
      office.network.isp("ISP1").renumber({ address: "198.18.1.77" });
      office.network.isp("ISP1").terminate();
      await office.clock.advance(minute);
      const rule = office.router.hand
        .print(menus.at(-1)?.[0] ?? "")
        .find((row) => row.comment === "ISP1 rule");
      assert.match(rule?.["src-address"] ?? "", /^198\.18\.1\.77/);
      assert.deepEqual(complaints(office), said);
    });
  });

/** What a person adds who copies a row: its properties, and one more, so that the router takes it. */
function copied(menu: string, row: Readonly<Record<string, string>>): Record<string, string> {
  const ofTheRouter =
    /^(\.|dynamic|invalid|bytes|packets|active|inactive|static|immediate-gw|gateway-status|creation-time|timeout|default|hw-offload|dhcp|connect|local-address|vpn|blackhole|scope$|target-scope$)/;
  const own = Object.fromEntries(Object.entries(row).filter(([name]) => !ofTheRouter.test(name)));
  const other: Readonly<Record<string, Record<string, string>>> = {
    "/ip/firewall/address-list": { address: "203.0.113.250" },
    "/ip/route": { distance: "77" },
  };
  return { ...own, ...(other[menu] ?? {}) };
}
