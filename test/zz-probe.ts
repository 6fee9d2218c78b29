import { howTo } from "../src/failover/rehearsal/how-to";
import { officeOf, seen } from "./failover/rehearsal/offices";

describe("probe", function () {
  this.timeout(300000);
  for (const which of [
    "PPPoE, DHCP",
    "DHCP, PPPoE",
    "DHCP, DHCP",
    "static, PPPoE",
    "static, LTE",
    "PPPoE, foreign address",
  ] as const)
    for (const dialect of [7, 6] as const)
      it(`${which} ${dialect}`, async () => {
        const { play, missed } = await seen(officeOf(which, { dialect }), "black-hole", howTo);
        console.log(
          which,
          dialect,
          play.switches.map((s) => `${(s.at - play.begun) / 1000} ${s.from}->${s.to}`),
          play.endsOn,
          missed.length,
          play.stale,
          play.log.map((l) => l.message).slice(0, 6),
        );
      });
});
