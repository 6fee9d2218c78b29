import assert from "node:assert/strict";
import { demandNames } from "../../../src/failover/rehearsal";
import { own } from "../../../src/failover/rehearsal/controllers";
import { howTo } from "../../../src/failover/rehearsal/how-to";
import type { Controller } from "../../../src/failover/rehearsal/stage";
import { broken, officeOf, seen, without } from "./offices";

const office = officeOf("PPPoE, DHCP");
const d = demandNames;

/** Each demand is missed by an office that lacks what it is about. */
const cases: readonly (readonly [
  what: string,
  id: string,
  demand: string,
  controller: Controller,
  of?: typeof office,
])[] = [
  ["nothing decides", "black-hole", d.newConnections, without(/^\/system scheduler add/)],
  ["nothing decides", "loss-30", d.onBackup, without(/^\/system scheduler add/)],
  [
    "no connection is marked",
    "inbound",
    "questions from outside without an answer",
    without(/comment="ISP. mark conn"/),
    officeOf("PPPoE, DHCP", {
      inbound: [{ name: "web", protocol: "tcp", port: 443, to: "192.168.88.20" }],
    }),
  ],
  [
    "no connection is ended",
    "standing-flows",
    d.flowsAfterSwitch,
    broken((rsc) => rsc.replaceAll("/ip firewall connection remove \\$entry", ":put \\$entry")),
  ],
  [
    "addresses are not brought into rows",
    "new-lease-standby",
    d.rowsFollow,
    // The first run is left: it is what the stand-ins are replaced by.
    broken((rsc) =>
      rsc.replaceAll(
        ":if (\\$1 = \\$2) do={ :return false }",
        String.raw`:if (\$1 = \$2 or !(\$1 ~ \"192.0.2\")) do={ :return false }`,
      ),
    ),
  ],
  [
    "there is no patience",
    "flapping",
    d.switches,
    own,
    officeOf("PPPoE, DHCP", { probes: { fail: 1, recover: 1, dwell: "0s", window: 1 } }),
  ],
];

describe("demands", function () {
  this.timeout(120_000);
  for (const [what, id, demand, controller, of = office] of cases)
    it(`${id}: "${demand}" is missed where ${what}`, async () => {
      const { missed } = await seen(of, id, controller);
      assert.ok(
        missed.some((one) => one.startsWith(demand)),
        missed.join("\n"),
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
