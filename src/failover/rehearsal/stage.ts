/** Puts an office on a simulated router with providers around it, and plays scenarios on it in virtual time. */
import type { Network, RouterConfiguration, RouterOsVersion, Scripts } from "routeros-simulator";
import {
  createConfigurationPlane,
  createNetwork,
  failureText,
  installJobs,
  installScripts,
  type ManualClock,
  manualClock,
  runScript,
} from "routeros-simulator";
import type { DualWan } from "../args";
import { noticeServers, prepareNotices } from "./notices";
import type { LinePhase, Play } from "./play";
import { portsFor, prepare } from "./prepare";
import type { LineControl, Scenario, Stage, StagedEvent } from "./scenario";
import { ispOf, portOf, sourcesOf, targetsOf } from "./surroundings";
import { watch } from "./watch";

/** What runs on the router of a rehearsal: the office's own plan, or something to compare it with. */
export interface Controller {
  readonly name: string;
  /** Hosts that it asks, besides the office's targets. */
  readonly hosts?: readonly string[];
  /** Whether connections that are older than its first run are ended before anything is measured: its beginning is not what is compared. */
  readonly beginsAnew?: true;
  /** Why it cannot run such an office; undefined where it can. */
  unfit?(office: DualWan): string | undefined;
  /** The file that is imported. */
  install(office: DualWan): { readonly rsc: string };
}

export interface StageOptions {
  readonly office: DualWan;
  readonly controller: Controller;
  readonly version: RouterOsVersion;
  readonly seed: number;
  readonly scenario: Scenario;
}

/** Time that a new office is given before anything happens to it: its first minute counts as booting. */
const settling = 100_000;

const endConnections =
  ":foreach entry in=[/ip firewall connection find] do={ :do { /ip firewall connection remove $entry } on-error={} }";

/** What most sources keep to where nothing else is said, in milliseconds. */
const usualPeriod = 1000;

/** Milliseconds by which the moment of events is shifted with the seed: longer than any controller's period. */
const phases = 45_000;

/**
 * Plays a scenario.
 *
 * @throws Error if the office's file cannot be imported: a defect of ours
 */
export async function play({ office, controller, version, seed, scenario }: StageOptions): Promise<Play> {
  const clock = manualClock(Date.UTC(2026, 0, 1, 12));
  const router = createConfigurationPlane({ version, clock, ...portsFor(office) });
  const scripts = installScripts(router);
  installJobs(router, scripts);
  prepare(office, router);
  prepareNotices(office, router);
  const sources = [...sourcesOf(office, scenario.traffic), ...(scenario.sources?.(office) ?? [])];
  const network = createNetwork({
    router,
    seed,
    isps: office.lines.map((line) => ispOf(line, scenario.isps?.(line))),
    targets: [
      ...targetsOf(office),
      ...noticeServers(office),
      ...(controller.hosts ?? []).map((address) => ({ address })),
    ],
    sources,
  });
  const typist = consoleOf(router, scripts, clock);
  await typist(controller.install(office).rsc);
  // A moment that is no multiple of anybody's period.
  await network.run(settling + phaseOf(seed));
  if (controller.beginsAnew === true) await typist(endConnections);
  const period = Math.max(...sources.map(({ every = usualPeriod }) => every));
  return record({ office, router, network, clock, scripts, scenario, period });
}

function phaseOf(seed: number): number {
  // Multiplicative hashing: neighbouring seeds are far apart.
  return Math.round((((seed * 2_654_435_761) % 2 ** 32) / 2 ** 32) * phases) + 37;
}

/** Somebody at the router's console. What is typed takes no time unless it waits for something. */
async function typed(router: RouterConfiguration, scripts: Scripts, text: string): Promise<void> {
  const caller = router.login("admin", "", "console", "");
  if (caller === undefined) throw new Error("admin cannot log in to the simulated router");
  try {
    await runScript(text, scripts.host({ caller, signal: new AbortController().signal }));
  } catch (error) {
    const words = failureText(error);
    throw new Error(`The simulated router refuses what is typed: ${words ?? String(error)}`, {
      cause: error,
    });
  } finally {
    router.logout(caller);
  }
}

type Typist = (text: string) => Promise<void>;

/** The same, where the clock goes on as far as it has to. */
function consoleOf(router: RouterConfiguration, scripts: Scripts, clock: ManualClock): Typist {
  return async (text) => {
    let over = false;
    const running = typed(router, scripts, text).finally(() => {
      over = true;
    });
    running.catch(() => {});
    for (let step = 0; !over && step < 6000; step++) await clock.advance(step === 0 ? 0 : 50);
    await running;
  };
}

interface Scene {
  readonly office: DualWan;
  readonly router: RouterConfiguration;
  readonly network: Network;
  readonly clock: ManualClock;
  readonly scripts: Scripts;
  readonly scenario: Scenario;
  /** Milliseconds in which every source sends something. */
  readonly period: number;
}

async function record({ office, router, network, clock, scripts, scenario, period }: Scene): Promise<Play> {
  const begun = clock.now();
  network.resetReport();
  const seen = watch({ office, router, network, clock, period });
  const stage = stageOf({ office, router, network, scripts });
  const phases = linePhases(office, begun);
  const events = scenario.events(office);
  network.timeline(
    events.map((event) => ({
      at: event.at,
      run: () => {
        if (event.line !== undefined) phases.change(event.line, clock.now());
        event.act(stage);
      },
    })),
  );
  await network.run(scenario.length);
  const { sources, gaps } = network.report();
  return {
    begun,
    length: scenario.length,
    sources,
    gaps,
    ...seen.end(),
    lines: phases.end(clock.now()),
    events: events
      .filter(({ label }) => label !== "")
      .map((event) => ({ at: begun + event.at, label: event.label })),
  };
}

/** How each line is, from event to event. */
function linePhases({ lines }: DualWan, begun: number) {
  const done: LinePhase[] = [];
  const open = new Map<number, { line: string; is: LinePhase["is"]; from: number }>(
    lines.map(({ name, number }) => [number, { line: name, is: "well", from: begun }]),
  );
  const close = (number: number, now: number): void => {
    const phase = open.get(number);
    if (phase !== undefined) done.push({ ...phase, to: now });
  };
  return {
    change: ({ number, is }: NonNullable<StagedEvent["line"]>, now: number): void => {
      close(number, now);
      open.set(number, { line: lines[number - 1]?.name ?? "", is, from: now });
    },
    end: (now: number): readonly LinePhase[] => {
      for (const number of open.keys()) close(number, now);
      return done;
    },
  };
}

function stageOf({
  office,
  router,
  network,
  scripts,
}: Pick<Scene, "office" | "router" | "network" | "scripts">): Stage {
  const line = (number: number): LineControl => {
    const found = office.lines[number - 1];
    if (found === undefined) throw new Error(`there is no line ${number}`);
    const isp = network.isp(found.name);
    return {
      set: (change) => isp.set(change),
      link: (up) => network.link(portOf(found), up),
      terminate: () => isp.terminate(),
      renumber: (to) => isp.renumber(to),
    };
  };
  return {
    office,
    line,
    target: (address, alive) => network.target(address, alive),
    console: (text) => void typed(router, scripts, text),
    reboot: () => router.reboot(),
    cutPowerAtMove: () => {
      const end = router.onWrite(({ by, changes }) => {
        const isMove = by.via === "script" && changes.some(({ to }) => to.distance !== undefined);
        if (!isMove) return;
        end();
        router.reboot("power cut");
      });
    },
  };
}
