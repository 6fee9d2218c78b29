/** Watches a playing router: which line is in use, what is written and said, and when packets leave with a wrong address. */
import type { ManualClock, Network, RouterConfiguration } from "routeros-simulator";
import type { DualWan } from "../args";
import type { LogLine, Play, Switch, Write } from "./play";

/** How often packets with a wrong address are looked for, in milliseconds. */
const step = 200;

export interface Watch {
  end(): Pick<Play, "switches" | "writes" | "log" | "leaks" | "startsOn" | "endsOn">;
}

export function watch(
  office: DualWan,
  router: RouterConfiguration,
  network: Network,
  clock: ManualClock,
): Watch {
  const switches: Switch[] = [];
  const writes: Write[] = [];
  const current = () => {
    const rows = router.hand
      .print("/ip/route")
      .filter(
        (r) =>
          r["dst-address"] === "0.0.0.0/0" &&
          r.active === "true" &&
          (r["routing-table"] ?? "main") === "main" &&
          r["routing-mark"] === undefined,
      );
    const gw = rows.map((r) => r["immediate-gw"] || r.gateway || "").join(",");
    return (
      office.lines.find((l) => gw.endsWith(l.interface) || (l.gateway.by !== "interface" && false))?.name ??
      gw
    );
  };
  const startsOn = current();
  let at = startsOn;
  const logFrom = router.hand.print("/log").length;
  const tick = (): void => {
    const now = current();
    if (now !== at) {
      switches.push({ at: clock.now(), from: at, to: now });
      at = now;
    }
    clock.tick(step, tick);
  };
  clock.tick(step, tick);
  return {
    end: () => ({
      startsOn,
      endsOn: at,
      switches,
      writes,
      leaks: network.report().leaks,
      log: router.hand
        .print("/log")
        .slice(logFrom)
        .map((r): LogLine => ({ at: 0, topics: r.topics ?? "", message: `${r.time} ${r.message}` })),
    }),
  };
}
