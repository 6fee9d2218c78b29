/** Watches a playing router: which line is in use, what is written and said, and when packets leave with a wrong address. */
import type {
  ConfigurationWrite,
  DefaultWay,
  ManualClock,
  Network,
  RouterConfiguration,
} from "routeros-simulator";
import type { DualWan } from "../args";
import { parseRecord } from "../status/status";
import { noticesOf } from "./notices";
import type { LogLine, Move, Play, Spell, Switch, Write } from "./play";
import { type RowWatch, rowWatch } from "./stale";

/** How often what tells nobody of its changes is looked at, in milliseconds. */
const step = 200;

/** How often rows are looked at: reading them takes long, and what is promised of them is seconds. */
const rowStep = 1000;

type Seen = Omit<Play, "begun" | "length" | "sources" | "gaps" | "lines" | "events">;

export interface Watch {
  end(): Seen;
}

/** What is watched, on the clock that the router lives on. */
export interface Watched {
  readonly office: DualWan;
  readonly router: RouterConfiguration;
  readonly network: Network;
  readonly clock: ManualClock;
  /** Milliseconds in which every source sends something: packets with a wrong address are apart if they are farther apart. */
  readonly period: number;
}

export function watch({ office, router, network, clock, period }: Watched): Watch {
  const switches: Switch[] = [];
  const writes: Write[] = [];
  const log: LogLine[] = [];
  let line: string | undefined;
  let startsOn = "";
  const rows = rowWatch(office, router);
  // Of days only what counts by packets is looked at: the rest would take as long as all else together.
  const isLong = period > 1000;
  const spells = leakSpells(network, clock, period + step);
  const stale = staleSpells(rows, clock);
  const flows = flowWatch(network, clock);
  const runs = runWatch(office, router);
  const ends = [
    network.onDefault((way) => {
      const now = lineOf(way);
      if (line === undefined) startsOn = now;
      else if (line !== now) note(switches, { at: way.at, from: line, to: now });
      line = now;
    }),
    router.onWrite((write) => {
      writes.push(...writesOf(write));
      stale.written();
    }),
    router.onLog(({ at, topics, message }) => log.push({ at, topics, message })),
    every(clock, step, () => {
      spells.look();
      if (isLong) return;
      flows.look();
      runs.look();
    }),
    every(clock, rowStep, () => {
      if (!isLong) stale.look();
    }),
  ];
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
        leakSpells: spells.seen,
        stale: rows.stale(),
        staleSpells: stale.seen,
        moves: flows.moves,
        reconnects: flows.reconnects,
        runsAtOnce: runs.most(),
        recorded: recordedLine(office, router),
      };
    },
  };
}

/** Changes of one moment are one: two routes that are written one after the other share the traffic for no time at all. */
function note(switches: Switch[], change: Switch): void {
  const last = switches.at(-1);
  if (last?.at !== change.at) {
    switches.push(change);
    return;
  }
  switches.pop();
  if (last.from !== change.to) switches.push({ ...change, from: last.from });
}

function every(clock: ManualClock, milliseconds: number, look: () => void): () => void {
  let callOff = clock.tick(milliseconds, again);
  function again(): void {
    callOff = clock.tick(milliseconds, again);
    look();
  }
  return () => callOff();
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
function leakSpells(network: Network, clock: ManualClock, apart: number) {
  const seen: { from: number; to: number }[] = [];
  const count = () => network.leaks().reduce((sum, { packets }) => sum + packets, 0);
  let before = count();
  return {
    seen: seen as readonly Spell[],
    look: (): void => {
      const now = count();
      if (now > before) {
        const last = seen.at(-1);
        if (last !== undefined && clock.now() - last.to <= apart) last.to = clock.now();
        else seen.push({ from: clock.now() - step, to: clock.now() });
      }
      before = now;
    },
  };
}

/** Times in which rows held another address than their line's. They are read again only when something has changed. */
function staleSpells(rows: RowWatch, clock: ManualClock) {
  const seen: { from: number; to: number }[] = [];
  let values = rows.values();
  let isDirty = true;
  let open: { from: number; to: number } | undefined;
  return {
    seen: seen as readonly Spell[],
    written: (): void => {
      isDirty = true;
    },
    look: (): void => {
      const now = rows.values();
      if (isDirty || now !== values) {
        values = now;
        isDirty = false;
        if (rows.stale().length === 0) open = undefined;
        else if (open === undefined) {
          open = { from: clock.now() - step, to: clock.now() };
          seen.push(open);
        }
      }
      if (open !== undefined) open.to = clock.now();
    },
  };
}

/** By which line sources get through, and when TCP sessions are opened again. */
function flowWatch(network: Network, clock: ManualClock) {
  const moves: Move[] = [];
  const reconnects: Omit<Move, "line">[] = [];
  const known = new Map<string, { line?: string; byIsp: Readonly<Record<string, number>>; again: number }>();
  return {
    moves,
    reconnects,
    look: (): void => {
      for (const { name, byIsp, reconnects: again } of network.report().sources) {
        const before = known.get(name) ?? { byIsp: {}, again: 0 };
        const used = Object.keys(byIsp).findLast((isp) => (byIsp[isp] ?? 0) > (before.byIsp[isp] ?? 0));
        if (used !== undefined && used !== before.line)
          moves.push({ source: name, at: clock.now(), line: used });
        if (again > before.again) reconnects.push({ source: name, at: clock.now() });
        known.set(name, { line: used ?? before.line, byIsp, again });
      }
    },
  };
}

/** How many runs of the decide script are under way. */
function runWatch({ names }: DualWan, { hand }: RouterConfiguration) {
  let most = 0;
  return {
    most: () => most,
    look: (): void => {
      const running = hand
        .print("/system/script/job")
        .filter(({ script }) => script === names.script.decide).length;
      most = Math.max(most, running);
    },
  };
}

/** What the status row says. */
function recordedLine({ names }: DualWan, { hand }: RouterConfiguration): string | undefined {
  const row = hand.print("/system/script").find(({ name }) => name === names.script.status);
  return row === undefined ? undefined : (parseRecord(row.source ?? "")?.wan ?? "");
}
