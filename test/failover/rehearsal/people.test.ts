import assert from "node:assert/strict";
import type { Stage } from "../../../src/failover/rehearsal/scenario";
import { met, officeOf, scenarioOf, seen } from "./offices";

/** What people do to a running office, and what is asked of probes. */
describe("an office and its people", function () {
  this.timeout(120_000);
  const office = officeOf("PPPoE, DHCP");
  for (const id of [
    "rule-deleted",
    "row-doubled",
    "interface-renamed",
    "third-default",
    "script-deleted",
    "canary-dead",
    "probe-leak",
    "slow-answers",
    "clock-jump",
    "forced",
  ])
    it(id, async () => {
      await met(office, id);
    });

  it("sees a portal by TCP and by HTTP", async () => {
    for (const probes of [{ kind: "tcp" }, { kind: "http", targets: ["203.0.118.80", "203.0.118.81"] }])
      await met(officeOf("PPPoE, DHCP", { probes }), "captive-portal");
  });

  it("counts names that are asked of a dead line", async () => {
    await met(officeOf("PPPoE, DHCP", { probes: { kind: "dns" } }), "black-hole");
  });

  it("writes nothing in a quiet hour, and says nothing", async () => {
    const { play, missed } = await seen(office, { ...scenarioOf("quiet-hour"), traffic: "light" });
    assert.deepEqual(missed, []);
    assert.deepEqual(
      play.log.filter(({ message }) => message.startsWith("dual-wan")),
      [],
    );
  });

  /** Where only the line in use is asked about, nobody needs to use it much. */
  const hole = { ...scenarioOf("black-hole"), traffic: "light" } as const;

  it("stays on its backup where the way back is somebody's decision", async () => {
    const sticky = officeOf("PPPoE, DHCP", { probes: { failback: "manual" } });
    const { play } = await seen(sticky, hole);
    assert.deepEqual([play.switches.map(({ to }) => to), play.endsOn], [["ISP2"], "ISP2"]);
  });

  it("waits for the way back as long as it was told to", async () => {
    const slow = officeOf("PPPoE, DHCP", { probes: { failback: { after: "3m" } } });
    const { switches, begun } = (await seen(slow, hole)).play;
    const back = switches.at(-1);
    assert.equal(back?.to, "ISP1");
    // It was up after a minute of good rounds at the earliest.
    assert.ok(((back?.at ?? 0) - begun) / 1000 > 250 + 55 + 180);
  });

  it("says which pin's row is gone, and moves all the same", async () => {
    const pinned = officeOf("PPPoE, DHCP", {
      pinning: [{ name: "voip", wan: "ISP1", hosts: ["192.168.88.30"], mode: "fallback" }],
    });
    const deleted = {
      at: 5000,
      label: "the pin's rule is deleted",
      act: (stage: Stage) => stage.console('/ip firewall mangle remove [find comment="ISP1 pin voip"]'),
    };
    const { play } = await seen(pinned, { ...hole, events: (of) => [deleted, ...hole.events(of)] });
    const said = play.log.filter(({ message }) => message.includes('needs one row "ISP1 pin voip"'));
    assert.equal(said.length, 1);
    assert.equal(play.switches[0]?.to, "ISP2");
  });
});
