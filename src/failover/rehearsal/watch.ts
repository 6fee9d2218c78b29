/** Watches a playing router: which line is in use, what is written and said, and when packets leave with a wrong address. */
import type {
  ConfigurationWrite,
  DefaultWay,
  LeakReport,
  ManualClock,
  Network,
  RouterConfiguration,
} from "routeros-simulator";
import { noticesOf } from "./notices";
import type { LogLine, Play, Spell, Switch, Write } from "./play";

/** How often packets with a wrong address are looked for, in milliseconds. */
const step = 200;

export interface Watch {
  end(): Pick<Play, "switches" | "writes" | "log" | "told" | "leaks" | "leakSpells" | "startsOn" | "endsOn">;
}

/** Begins to watch, on the clock that the router lives on. */
export function watch(router: RouterConfiguration, network: Network, clock: ManualClock): Watch {
  const switches: Switch[] = [];
  const writes: Write[] = [];
  const log: LogLine[] = [];
  let line: string | undefined;
  let startsOn = "";
  const ends = [
    network.onDefault((way) => {
      const now = lineOf(way);
      if (line === undefined) startsOn = now;
      else if (line !== now) switches.push({ at: way.at, from: line, to: now });
      line = now;
    }),
    router.onWrite((write) => writes.push(...writesOf(write))),
    router.onLog(({ at, topics, message }) => log.push({ at, topics, message })),
  ];
  const spells = leakSpells(network, clock);
  return {
    end: () => {
      for (const stop of ends) stop();
      return {
        switches,
        writes,
        log,
        told: noticesOf(network.requests()),
        startsOn,
        endsOn: line ?? "",
        leaks: network.leaks(),
        leakSpells: spells.end(),
      };
    },
  };
}

/** The provider's name; of several next hops all, and none for nowhere. */
const lineOf = ({ hops }: DefaultWay): string =>
  [...new Set(hops.map(({ isp, interface: out }) => isp ?? out))].join("+");

/** A rename of a status is one write, whatever it changes. */
function writesOf({ at, by, text, changes }: ConfigurationWrite): Write[] {
  return changes.map(({ menu, name, kind, to }) => ({
    at,
    by: by.script ?? by.origin ?? by.user,
    byScript: by.via === "script" || by.origin !== undefined,
    menu,
    what: `${text || kind} ${name ?? ""} ${Object.entries(to)
      .map(([property, value]) => `${property}=${value.split("\n").length > 1 ? "…" : value}`)
      .join(" ")}`.replace(/ +/g, " "),
  }));
}

/** Times in which packets with a wrong address left, as finely as they are looked for. */
function leakSpells(network: Network, clock: ManualClock) {
  const spells: { from: number; to: number }[] = [];
  const countOf = (leaks: readonly LeakReport[]) => leaks.reduce((sum, { packets }) => sum + packets, 0);
  let before = countOf(network.leaks());
  let callOff = clock.tick(step, look);
  function look(): void {
    callOff = clock.tick(step, look);
    const now = countOf(network.leaks());
    // The report may have begun anew.
    if (now > before) {
      const last = spells.at(-1);
      if (last !== undefined && clock.now() - last.to <= 5 * step) last.to = clock.now();
      else spells.push({ from: clock.now() - step, to: clock.now() });
    }
    before = now;
  }
  return {
    end: (): readonly Spell[] => {
      callOff();
      return spells;
    },
  };
}
