/** What a router says of its office. */
import assert from "node:assert/strict";
import type { DualWanArgs } from "../../../src/failover/args";
import { type OfficeStatus, parseRecord, statusOf } from "../../../src/failover/status/status";
import { fileOf, type Lab, lab } from "../support/lab";
import { plain } from "../support/offices";
import { type Planned, planOf } from "../support/plans";
import { stateOf } from "../support/state";

describe("the row that the controller writes", () => {
  const records: readonly (readonly [what: string, text: string, record: object | undefined])[] = [
    [
      "as it is written",
      "wan=ISP2;since=2026-01-01 12:00:05;why=ISP1 lost 12 of 36 probes;switches=3",
      { wan: "ISP2", since: "2026-01-01 12:00:05", why: "ISP1 lost 12 of 36 probes", switches: 3 },
    ],
    [
      "by RouterOS 6",
      "wan=ISP1;since=jan/02/2026 07:30:00;why=set up;switches=0",
      { wan: "ISP1", since: "jan/02/2026 07:30:00", why: "set up", switches: 0 },
    ],
    [
      "before the clock was set",
      "wan=ISP2;since=uptime 1w2d03:04:05;why=ISP2 is forced;switches=12",
      { wan: "ISP2", since: "uptime 1w2d03:04:05", why: "ISP2 is forced", switches: 12 },
    ],
    [
      "with a semicolon in the reason",
      "wan=ISP1;since=x;why=a;b;switches=1",
      { wan: "ISP1", since: "x", why: "a;b", switches: 1 },
    ],
    [
      "with a line break at its end, as editors leave it",
      "wan=ISP1;since=x;why=set up;switches=0\r\n",
      { wan: "ISP1", since: "x", why: "set up", switches: 0 },
    ],
    ["not written yet", "", undefined],
    ["cut off", "wan=ISP2;since=2026-01-01 12:0", undefined],
    ["without its count", "wan=ISP2;since=x;why=y", undefined],
    ["with a count that is none", "wan=ISP2;since=x;why=y;switches=many", undefined],
    ["with a count below zero", "wan=ISP2;since=x;why=y;switches=-1", undefined],
    ["in another order", "since=x;wan=ISP2;why=y;switches=1", undefined],
    ["with something before it", "# wan=ISP2;since=x;why=y;switches=1", undefined],
    ["by somebody else", ":log info hello", undefined],
  ];
  for (const [what, text, record] of records)
    it(`${what}: ${record === undefined ? "says nothing" : "is read"}`, () =>
      assert.deepEqual(parseRecord(text), record));
});

const minute = 60_000;

for (const dialect of [7, 6] as const)
  describe(`the status of an office, RouterOS ${dialect}`, function () {
    this.timeout(120_000);
    const planned = planOf({ ...plain, dialect } as unknown as DualWanArgs);

    async function running(what: Planned = planned): Promise<Lab> {
      const office = lab(what);
      await office.type(fileOf(what));
      await office.clock.advance(2 * minute);
      return office;
    }
    const status = async (office: Lab, of: Planned = planned): Promise<OfficeStatus> =>
      statusOf(of.office, await stateOf(office));
    const states = ({ lines }: OfficeStatus) => lines.map(({ name, state }) => `${name} ${state}`);

    it("is one without rows where the router has none", async () => {
      const { active, onBackup, since, switches, forced, lines } = await status(lab(planned));
      assert.deepEqual(
        { active, onBackup, since, switches, forced },
        { active: undefined, onBackup: false, since: undefined, switches: undefined, forced: undefined },
      );
      assert.deepEqual(
        lines.map(({ state }) => state),
        ["missing", "missing"],
      );
    });

    it("is the first line, since it was set up", async () => {
      const office = await running();
      const now = await status(office);
      const day = dialect === 7 ? "2026-01-01" : "jan/01/2026";
      assert.match(now.since ?? "", new RegExp(`^${day} 12:0\\d:\\d\\d$`));
      assert.deepEqual({ ...now, since: "" }, {
        router: "CHR",
        version: office.router.version,
        active: "ISP1",
        onBackup: false,
        since: "",
        reason: "set up",
        switches: 0,
        forced: undefined,
        lines: [
          {
            name: "ISP1",
            interface: "pppoe-isp1",
            link: true,
            address: "198.18.1.10",
            gateway: "pppoe-isp1",
            state: "in use",
          },
          {
            name: "ISP2",
            interface: "ether2",
            link: true,
            address: "198.18.2.20",
            gateway: "198.18.2.1%ether2",
            state: "ready",
          },
        ],
      } satisfies OfficeStatus);
    });

    it("is the backup, since when and why, and how the first line is until it is trusted again", async () => {
      const office = await running();
      office.network.link("ether1", false);
      await office.clock.advance(minute);
      const { active, onBackup, reason, switches, ...lost } = await status(office);
      assert.deepEqual(
        { active, onBackup, switches, reason },
        {
          active: "ISP2",
          onBackup: true,
          switches: 1,
          reason: "ISP1 has no link, no address or no route",
        },
      );
      assert.deepEqual(
        lost.lines.map(({ state, link }) => `${state} ${link}`),
        ["down false", "in use true"],
      );
      office.network.link("ether1", true);
      await office.clock.advance(minute / 2);
      assert.deepEqual(states(await status(office)), ["ISP1 passed over", "ISP2 in use"]);
      await office.clock.advance(5 * minute);
      const back = await status(office);
      assert.deepEqual([back.active, back.onBackup, back.switches], ["ISP1", false, 2]);
      assert.match(back.reason ?? "", /^ISP1 works again, lost 0 of \d+ probes$/);
    });

    it("tells by uptime since when, while the clock is not set", async () => {
      const office = await running();
      office.router.reboot();
      await office.clock.advance(2 * minute);
      office.network.link("ether1", false);
      await office.clock.advance(minute);
      assert.match((await status(office)).since ?? "", /^uptime (00:0\d:\d\d|\dm\d+s)$/);
    });

    it("names the line that is forced, and by whom", async () => {
      const office = await running();
      const script = planned.office.names.script.maintenance;
      await office.type(`/system script set [find where name=${script}] source=ISP2`);
      assert.deepEqual((await status(office)).forced, { line: "ISP2", by: "router" });
      const forcing = planOf({ ...plain, dialect, maintenance: "ISP2" } as unknown as DualWanArgs);
      const bound = await running(forcing);
      assert.deepEqual((await status(bound, forcing)).forced, { line: "ISP2", by: "arguments" });
      // Freed on the router, whatever the arguments say.
      await bound.type(`/system script set [find where name=${script}] source="none ISP2"`);
      assert.equal((await status(bound, forcing)).forced, undefined);
      // Another line was freed once, or somebody wrote something else: the arguments count.
      for (const source of ["none ISP1", "nonsense"]) {
        await bound.type(`/system script set [find where name=${script}] source="${source}"`);
        assert.deepEqual((await status(bound, forcing)).forced, { line: "ISP2", by: "arguments" });
      }
    });

    it("says nothing of since when, where the row is damaged or about another line; the line is seen all the same", async () => {
      const office = await running();
      const script = planned.office.names.script.status;
      const written = async (text: string) => {
        await office.type(`/system script set [find where name=${script}] source="${text}"`);
        const { active, since, reason, switches } = await status(office);
        return { active, since, reason, switches };
      };
      const nothing = { active: "ISP1", since: undefined, reason: undefined };
      assert.deepEqual(await written("damaged"), { ...nothing, switches: undefined });
      assert.deepEqual(await written("wan=ISP2;since=x;why=y;switches=7"), { ...nothing, switches: 7 });
    });

    it("says what is missing, and what is switched off", async () => {
      const office = await running();
      await office.type('/ip route remove [find where comment="GW2"]');
      assert.deepEqual(states(await status(office)), ["ISP1 in use", "ISP2 missing"]);
      await office.type('/ip route disable [find where comment="GW1"]');
      assert.deepEqual(states(await status(office)), ["ISP1 missing", "ISP2 missing"]);
      assert.equal((await status(office)).active, undefined);
    });
  });
