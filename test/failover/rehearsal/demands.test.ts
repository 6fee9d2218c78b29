import assert from "node:assert/strict";
import { demandNames, scenarios } from "../../../src/failover/rehearsal";
import { howTo } from "../../../src/failover/rehearsal/how-to";
import { mutants } from "./mutants";
import { officeOf, seen } from "./offices";

const usual = officeOf("PPPoE, DHCP");
const d = demandNames;

describe("demands", function () {
  this.timeout(120_000);

  it("have a broken controller for every scenario, or a reason why not", () => {
    assert.deepEqual(Object.keys(mutants).toSorted(), scenarios.map(({ id }) => id).toSorted());
  });

  for (const [id, broken] of Object.entries(mutants))
    for (const { where, demand, controller, office = usual } of "none" in broken ? [] : broken)
      it(`${id}: "${demand}" is missed where ${where}`, async () => {
        const { missed } = await seen(office, id, controller);
        assert.ok(
          missed.some((one) => one.startsWith(demand)),
          `not missed, but: ${missed.join("\n")}`,
        );
      });

  for (const [id, demand] of [
    ["black-hole", d.newConnections],
    ["loss-30", d.onBackup],
    ["link-down", d.standingFlows],
  ] as const)
    for (const dialect of [7, 6])
      it(`the how-to on RouterOS ${dialect} misses ${id}: ${demand}`, async () => {
        const { missed } = await seen(officeOf("PPPoE, DHCP", { dialect }), id, howTo);
        assert.ok(
          missed.some((one) => one.startsWith(demand)),
          missed.join("\n"),
        );
      });
});
