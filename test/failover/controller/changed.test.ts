/** A deployment changes the office under a running controller, whose memory outlives it. */
import assert from "node:assert/strict";
import type { DualWanArgs } from "../../../src/failover/args";
import { decideSource, syncSource } from "../../../src/failover/controller";
import { fileOf, type Lab, lab } from "../support/lab";
import { type Planned, planOf } from "../support/plans";

const minute = 60_000;

const pppoe = {
  access: "pppoe",
  interface: "ether1",
  pppoeInterface: "pppoe-isp1",
  user: "user",
  password: "password",
};
const dhcp = { access: "dhcp", interface: "ether2" };
const standing = {
  access: "static",
  interface: "ether3",
  address: "203.0.113.130/25",
  gateway: "203.0.113.129",
};

const office = (args: object): Planned => planOf(args as unknown as DualWanArgs);

const plain = { wans: [pppoe, dhcp] };

async function running(planned: Planned, time = 3 * minute): Promise<Lab> {
  const of = lab(planned);
  await of.type(fileOf(planned));
  await of.clock.advance(time);
  return of;
}

/** What a deployment writes of the scripts that decide. */
function deploy({ router: { hand } }: Lab, { office: next }: Planned): void {
  for (const [name, source] of [
    [next.names.script.decide, decideSource(next)],
    [next.names.script.sync, syncSource(next)],
  ] as const)
    change(hand, "/system/script", (row) => row.name === name, { source });
}

type Hand = Lab["router"]["hand"];

function change(
  hand: Hand,
  menu: string,
  which: (row: Readonly<Record<string, string>>) => boolean,
  to: Readonly<Record<string, string>>,
): void {
  const rows = hand.print(menu).filter(which);
  assert.ok(rows.length > 0, `there is no such row in ${menu}`);
  for (const row of rows) hand.set(menu, String(row[".id"]), to);
}

const inUse = ({ router: { hand } }: Lab): string | undefined =>
  hand
    .print("/ip/route")
    .filter(({ comment, active }) => /^GW/.test(comment ?? "") && active === "true")
    .toSorted((one, other) => Number(one.distance) - Number(other.distance))[0]?.comment;

const recorded = ({ router: { hand } }: Lab, { office: { names } }: Planned): string | undefined =>
  hand.print("/system/script").find(({ name }) => name === names.script.status)?.source;

describe("a deployment under a running controller", function () {
  this.timeout(300_000);

  for (const dialect of [7, 6] as const) {
    it(`RouterOS ${dialect}: a line that is renamed while it is in use is still left when it dies`, async () => {
      const before = office({ ...plain, dialect });
      const of = await running(before);
      const after = office({ dialect, wans: [{ ...pppoe, name: "FIBER" }, dhcp] });
      deploy(of, after);
      for (const menu of [
        dialect === 7 ? "/routing/rule" : "/ip/route/rule",
        "/ip/firewall/mangle",
        "/ip/firewall/nat",
        "/ip/firewall/address-list",
        "/ip/firewall/filter",
      ])
        for (const row of of.router.hand.print(menu))
          if (row.comment?.startsWith("ISP1 "))
            of.router.hand.set(menu, String(row[".id"]), { comment: row.comment.replace("ISP1", "FIBER") });
      await of.clock.advance(minute);
      of.network.isp("ISP1").set({ upstream: "blackhole" });
      await of.clock.advance(minute);
      assert.equal(inUse(of), "GW2", of.log.join("\n"));
      assert.match(recorded(of, after) ?? "", /^wan=ISP2;/);
    });

    it(`RouterOS ${dialect}: where the line in use is removed, the next is used, and left when it dies`, async () => {
      const before = office({ dialect, wans: [pppoe, dhcp, standing] });
      const of = await running(before);
      for (const name of ["ISP1", "ISP2"]) of.network.isp(name).set({ upstream: "blackhole" });
      await of.clock.advance(minute);
      assert.equal(inUse(of), "GW3");
      const after = office({ ...plain, dialect });
      deploy(of, after);
      change(of.router.hand, "/ip/route", ({ comment }) => comment === "GW3", { disabled: "yes" });
      for (const name of ["ISP1", "ISP2"]) of.network.isp(name).set({ upstream: "up" });
      await of.clock.advance(3 * minute);
      assert.equal(inUse(of), "GW1", of.log.join("\n"));
      assert.match(recorded(of, after) ?? "", /^wan=ISP1;/);
      of.network.isp("ISP1").set({ upstream: "blackhole" });
      await of.clock.advance(minute);
      assert.equal(inUse(of), "GW2", of.log.join("\n"));
    });
  }

  it("a wider window is filled", async () => {
    const of = await running(office(plain));
    const wider = office({ ...plain, probes: { window: 12 }, objectives: { loss: "2m" } });
    deploy(of, wider);
    await of.clock.advance(2 * minute);
    of.network.isp("ISP1").set({ upstream: "blackhole" });
    await of.clock.advance(2 * minute);
    const numbers = of.log.join("\n").match(/ISP1 -> ISP2: ISP1 lost \d+ of (\d+) probes/);
    assert.ok(Number(numbers?.[1]) > 60, of.log.slice(-5).join("\n"));
  });
});

describe("what the router sends", function () {
  this.timeout(300_000);

  for (const dialect of [7, 6] as const)
    it(`RouterOS ${dialect}: from a line's address to a host inside stays inside`, async () => {
      const of = await running(office({ ...plain, dialect }));
      const watched = { chain: "postrouting", action: "passthrough", "dst-address": "192.168.88.10" };
      for (const out of ["bridge", "pppoe-isp1", "ether2"])
        of.router.hand.add("/ip/firewall/mangle", { ...watched, "out-interface": out, comment: out });
      await of.type(`/ping 192.168.88.10 count=1 src-address=${of.network.isp("ISP1").address}`);
      const counted = of.router.hand
        .print("/ip/firewall/mangle")
        .filter(
          ({ comment, packets }) => /^(bridge|pppoe-isp1|ether2)$/.test(comment ?? "") && packets !== "0",
        )
        .map(({ comment }) => comment);
      assert.deepEqual(counted, ["bridge"]);
    });
});
