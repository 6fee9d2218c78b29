/** What planning takes: the arguments of an office to its rows and scripts, without a router. */
import { parseDualWan } from "../src/failover/args";
import { planDualWan } from "../src/failover/plan";
import { everything, plain } from "../test/failover/support/offices";
import type { Figure } from "./figures";
import { median } from "./measure";

/** Plans of one round; the first of all warms up. */
const plans = 50;

/** The plan of a site, and of one that uses everything: the median of all rounds, one after the other in turn. */
export function planFigures(rounds: number): readonly Figure[] {
  const sites = { "plan of a site": plain, "plan of a site with three lines and every option": everything };
  const times = new Map<string, number[]>();
  for (let round = 0; round <= rounds * plans; round++)
    for (const [name, args] of Object.entries(sites)) {
      const begun = process.hrtime.bigint();
      planDualWan(parseDualWan(args));
      const milliseconds = Number(process.hrtime.bigint() - begun) / 1e6;
      if (round > 0) times.set(name, [...(times.get(name) ?? []), milliseconds]);
    }
  const [usual, full] = Object.keys(sites).map((name) => median(times.get(name) ?? []));
  return [
    ...[...times].map(([figure, all]) => ({ figure, value: median(all), unit: "ms" as const, limit: 20 })),
    {
      figure: "plan with every option / plan of a site",
      value: (full ?? Number.NaN) / (usual ?? Number.NaN),
      unit: "times",
    },
  ];
}
