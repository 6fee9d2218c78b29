/** A rehearsal that nobody played: small, with everything in it that a report has to show. */
import type { Play } from "../../../src/failover/rehearsal/play";
import type { DemandResult, Performance, Rehearsal } from "../../../src/failover/rehearsal/rehearse";

type SourceReport = Play["sources"][number];

/** What a page must never take for its own. */
export const hostile = `</script><img src=x onerror="window.taken = true">' & <!-- ]]>`;

const begun = Date.UTC(2026, 0, 1, 12);
const second = 1000;
const at = (seconds: number): number => begun + seconds * second;

export function source(name: string, outages: readonly (readonly [number, number])[] = []): SourceReport {
  const lengths = outages.map(([from, to]) => to - from);
  return {
    ...{ name, kind: "host", sent: 5400, delivered: 5300, lost: 100, brokenReplies: 0, portal: 0 },
    ...{ reconnects: outages.length, byIsp: {}, bySource: {}, reasons: {} },
    outages: outages.map(([from, to]) => ({ from: at(from), to: at(to), lost: 12, reason: hostile })),
    outageSeconds: lengths.reduce((sum, length) => sum + length, 0),
    longestOutage: Math.max(0, ...lengths),
  };
}

/** The first line dies after 10 s for four minutes; the second is used from the 22nd second on. */
export function playOf(changes: Partial<Play> = {}): Play {
  return {
    ...{ begun, length: 540 * second, startsOn: "ISP1", endsOn: "ISP1", stale: [], gaps: [], leaks: [] },
    sources: [
      source("new connections", [[10, 22]]),
      source("SIP phone", [[10, 22.5]]),
      source("WireGuard of the router"),
      source("standing TCP session"),
      source("own ping by ISP1", [[10, 250]]),
      source("own ping by ISP2"),
    ],
    ...{ staleSpells: [], moves: [], reconnects: [], runsAtOnce: 1, recorded: "ISP1" },
    leakSpells: [{ from: at(22), to: at(22.4) }],
    switches: [
      { at: at(22), from: "ISP1", to: "ISP2" },
      { at: at(306), from: "ISP2", to: "ISP1" },
    ],
    writes: [{ at: at(22), by: "upd_route_rules", byScript: true, menu: "/ip/route", what: "distance=11" }],
    log: [
      { at: at(10), topics: "interface,info", message: "ether1 link down" },
      { at: at(22), topics: "script,warning", message: `dual-wan: ISP1 -> ISP2: ${hostile}` },
    ],
    told: [{ at: at(24), to: "noc@example.com", line: "ISP2", text: `office: ISP1 -> ISP2 ${hostile}` }],
    lines: [
      { line: "ISP1", is: "well", from: at(0), to: at(10) },
      { line: "ISP1", is: "dead", from: at(10), to: at(250) },
      { line: "ISP1", is: "well", from: at(250), to: at(540) },
      { line: "ISP2", is: "well", from: at(0), to: at(540) },
    ],
    events: [
      { at: at(10), label: `ISP1: black hole ${hostile}` },
      { at: at(250), label: "ISP1: well again" },
    ],
    ...changes,
  };
}

export function demand(changes: Partial<DemandResult> = {}): DemandResult {
  const { values = [12], limit = 20 } = changes;
  const worst = Math.max(...values);
  return {
    name: "new connections without internet",
    unit: "s",
    ...{ limit, values, worst, met: worst <= limit },
    ...changes,
  };
}

const blackHole = {
  id: "black-hole",
  group: 1,
  title: "The primary dies beyond its gateway",
  about: "The link is up.",
} as const;
const flapping = {
  id: "flapping",
  group: 2,
  title: "The primary comes and goes",
  about: "Every 20 s.",
} as const;
const leased = {
  id: "lease-ended",
  group: 1,
  title: "The primary's lease ends",
  about: "It is not renewed.",
} as const;

const unfit = { ...leased, unfit: `the primary is no DHCP line ${hostile}`, seeds: [], demands: [] };

function performance(changes: Partial<Performance>): Performance {
  return {
    ...{ variant: { dialect: 7, strategy: "script" }, controller: "DualWanFailover", isJudged: true },
    ...{ version: "7.21.5", costs: [`A round every 5 s. ${hostile}`] },
    scenarios: [
      unfit,
      {
        ...blackHole,
        seeds: [1, 2, 3],
        demands: [
          demand({ values: [12, 14.4, 11] }),
          demand({ name: "ends on ISP1", unit: "yes or no", limit: 0, values: [0, 0, 0] }),
        ],
        shown: { seed: 2, play: playOf() },
      },
      {
        ...flapping,
        seeds: [1],
        demands: [demand({ name: "changes of the line in use", unit: "switches", limit: 2, values: [2] })],
        shown: { seed: 1, play: playOf() },
      },
    ],
    ...changes,
  };
}

/** All met, by two forms; one is refused, and the how-to is worse. */
export function allMet(): Rehearsal {
  return {
    site: `office-12 ${hostile}`,
    missed: [],
    performances: [
      performance({}),
      performance({
        controller: "the how-to",
        isJudged: false,
        costs: [],
        scenarios: [
          unfit,
          {
            ...blackHole,
            seeds: [1],
            demands: [
              demand({ values: [38.2] }),
              demand({ name: "leaks", unit: "packets", limit: 0, values: [60] }),
            ],
            shown: { seed: 1, play: playOf({ sources: [source("new connections", [[10, 48.2]])] }) },
          },
          {
            ...flapping,
            seeds: [1],
            demands: [
              demand({ name: "changes of the line in use", unit: "switches", limit: 2, values: [8] }),
            ],
            shown: { seed: 1, play: playOf() },
          },
        ],
      }),
      performance({ variant: { dialect: 6, strategy: "script" }, version: "6.49" }),
      performance({
        variant: { dialect: 6, strategy: "recursive" },
        version: undefined,
        refused: `wans: too many ${hostile}`,
        costs: [],
        scenarios: [],
      }),
    ],
  };
}

/** The same, where RouterOS 6 misses two objectives of a scenario, and a play proves nothing. */
export function someMissed(): Rehearsal {
  const { performances, ...rest } = allMet();
  const bad = performance({
    variant: { dialect: 6, strategy: "script" },
    version: "6.49",
    scenarios: [
      unfit,
      {
        ...blackHole,
        seeds: [1, 2],
        demands: [
          demand({ values: [12, 57] }),
          demand({ name: "ends on ISP1", unit: "yes or no", limit: 0, values: [0, 1] }),
        ],
        shown: { seed: 2, play: playOf() },
      },
      { ...flapping, seeds: [1], demands: [], shown: { seed: 1, play: playOf({ gaps: ["queues"] }) } },
    ],
  });
  return {
    ...rest,
    performances: performances.map((one) => (one.version === "6.49" ? bad : one)),
  };
}
