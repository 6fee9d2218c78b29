import assert from "node:assert/strict";
import { parseDualWan, planDualWan } from "../../../src";
import type { RowStep } from "../../../src/failover/plan";

const dhcp = (number: number) => ({ access: "dhcp", interface: `ether${number}` });

/** The rows of an office's lines. */
function lineRows(wans: readonly object[]): readonly RowStep[] {
  const { steps } = planDualWan(parseDualWan({ wans, objectives: { blackHole: "2m" } }));
  return steps.filter(
    (step): step is RowStep => step.is === "row" && /^(PppoeClient|DhcpClient)$/.test(step.kind),
  );
}

describe("the DHCP clients of a plan", () => {
  it("come when every line is translated: from then on packets may leave by any", () => {
    const pppoe = { access: "pppoe", interface: "ether1", user: "user1", password: "secret" };
    const [line, lease] = lineRows([pppoe, dhcp(2)]);
    assert.deepEqual([line?.kind, lease?.kind], ["PppoeClient", "DhcpClient"]);
    assert.deepEqual(lease?.after, ["ISP1 NAT", "ISP2 NAT"]);
  });

  it("bring routes with distances that differ, behind all of ours, and that RouterOS takes", () => {
    for (const count of [2, 5, 6, 8]) {
      const wans = Array.from({ length: count }, (_, index) => dhcp(index + 1));
      const distances = lineRows(wans).map(({ args }) => Number(args.defaultRouteDistance));
      assert.equal(new Set(distances).size, count);
      assert.ok(Math.min(...distances) > count + 10 && Math.max(...distances) <= 255, distances.join());
      if (count <= 5) assert.equal(distances[0], 251);
    }
  });
});
