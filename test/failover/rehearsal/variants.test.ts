import assert from "node:assert/strict";
import { everyVariant, formed } from "../../../src/failover/rehearsal/variants";
import { dhcp, pppoe } from "../support/offices";

describe("a site in the forms that a rehearsal plays", () => {
  const site = {
    wans: [pppoe, { ...dhcp, metered: true }],
    probes: { targets: ["1.1.1.1", "8.8.8.8"], fail: 2, dwell: "2m" },
    objectives: { flapping: 4, linkLoss: "3s" },
    maintenance: "ISP2",
    pinning: [{ name: "voip", wan: "ISP1", list: "phones", mode: "fallback" }],
  };

  for (const variant of everyVariant)
    it(`RouterOS ${variant.dialect}, ${variant.strategy}: is an office, without what has no meaning there`, () => {
      const form = formed(site, variant);
      assert.ok("office" in form, JSON.stringify(form));
      const { office } = form;
      const scripted = variant.strategy === "script";
      assert.equal(office.dialect, variant.dialect);
      assert.equal(office.strategy.kind, variant.strategy);
      assert.equal(office.maintenance, scripted ? "ISP2" : undefined);
      assert.equal(office.pins[0]?.mode, scripted ? "fallback" : "strict");
      assert.equal(office.lines[1]?.metered, scripted);
      assert.equal(office.objectives.flapping, scripted ? 4 : undefined);
      assert.equal(office.objectives.linkLoss, 3000);
    });

  it("is refused with every reason where it has no such form", () => {
    const form = formed({ ...site, probes: { targets: ["1.1.1.1"] } }, { dialect: 7, strategy: "recursive" });
    assert.deepEqual(form, {
      refused:
        'probes.targets: ISP2 has none: strategy "recursive" needs a target of its own for each of the 2 lines',
    });
  });
});
