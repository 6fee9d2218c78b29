import assert from "node:assert/strict";
import { met, officeOf } from "./offices";

describe("an office whose routes decide", function () {
  this.timeout(120_000);
  for (const dialect of [7, 6])
    for (const id of ["black-hole", "link-down", "inbound", "both-down"])
      it(`RouterOS ${dialect}: ${id}`, async () => {
        await met(officeOf("PPPoE, DHCP", { dialect, strategy: "recursive" }), id);
      });

  it("leaves a dead line within 6 s where RouterOS 7.21 is told to", async () => {
    const office = officeOf("PPPoE, DHCP", {
      strategy: "recursive",
      probes: { checkGateway: { interval: "2s", timeout: "1s", count: 2 } },
      objectives: { blackHole: "6s" },
    });
    const { writes } = await met(office, "black-hole");
    assert.deepEqual(writes, []);
  });

  it("is asked nothing about loss and lines that come and go", () => {
    const office = officeOf("PPPoE, DHCP", { strategy: "recursive" });
    assert.equal(office.objectives.loss, undefined);
    assert.equal(office.objectives.flapping, undefined);
  });
});
