/** An office on a simulated router, with a provider behind each line, in virtual time. */

import {
  createConfigurationPlane,
  createNetwork,
  failureText,
  installJobs,
  installScripts,
  type ManualClock,
  manualClock,
  type Network,
  type RouterConfiguration,
  type RouterOsVersion,
  routerOsVersions,
  runScript,
  type Scripts,
  type SourceOptions,
  type TargetOptions,
} from "../../../simulator";
import type { DualWan } from "../../../src/failover/args";
import { leastVersion, numberOf } from "../../../src/failover/args";
import { portsFor, prepare } from "../../../src/failover/rehearsal/prepare";
import { ispOf, targetsOf } from "../../../src/failover/rehearsal/surroundings";
import { toRsc } from "../../../src/failover/render";
import type { Planned } from "./plans";

export interface Lab {
  readonly router: RouterConfiguration;
  readonly scripts: Scripts;
  readonly clock: ManualClock;
  readonly network: Network;
  /** `topics message` of every line that was logged. */
  readonly log: readonly string[];
  /** Types text at the console, as admin, and waits for its end. @throws Error with RouterOS's words */
  type(text: string): Promise<void>;
}

/** The versions that an office is for, oldest first. */
export const versionsOf = (office: DualWan): readonly RouterOsVersion[] =>
  routerOsVersions.filter(
    (version) =>
      version.startsWith(`${office.dialect}.`) && numberOf(version) >= numberOf(leastVersion(office)),
  );

export interface LabOptions {
  readonly version?: RouterOsVersion;
  readonly hosts?: readonly TargetOptions[];
  readonly sources?: readonly SourceOptions[];
}

/** The router of an office before anything of the plan is on it: its ports, its bridge, and lines that are set up elsewhere. */
export function lab(
  { office }: Pick<Planned, "office">,
  { version = versionsOf(office)[0], ...around }: LabOptions = {},
): Lab {
  if (version === undefined) throw new Error("no simulated router is for this office");
  const clock = manualClock(Date.UTC(2026, 0, 1, 12));
  const router = createConfigurationPlane({ version, clock, ...portsFor(office) });
  const scripts = installScripts(router);
  installJobs(router, scripts);
  return surrounded(office, { router, scripts, clock }, around);
}

/** A router with its lines' providers around it, and what the office has before. */
export function surrounded(
  office: DualWan,
  { router, scripts, clock }: Pick<Lab, "router" | "scripts" | "clock">,
  { hosts = [], sources = [] }: Omit<LabOptions, "version"> = {},
): Lab {
  const log: string[] = [];
  router.onLog(({ topics, message }) => void log.push(`${topics} ${message}`));
  prepare(office, router);
  const network = createNetwork({
    router,
    isps: office.lines.map((line) => ispOf(line)),
    targets: [...targetsOf(office), ...hosts],
    sources: [...sources],
  });
  const type = async (text: string): Promise<void> => {
    const caller = router.login("admin", "", "console", "");
    if (caller === undefined) throw new Error("admin cannot log in");
    let over = false;
    const running = runScript(text, scripts.host({ caller, signal: new AbortController().signal })).finally(
      () => {
        over = true;
      },
    );
    running.catch(() => {});
    for (let step = 0; !over && step < 6000; step++) await clock.advance(step === 0 ? 0 : 50);
    try {
      await running;
    } catch (error) {
      throw new Error(failureText(error) ?? String(error), { cause: error });
    } finally {
      router.logout(caller);
    }
  };
  return { router, scripts, clock, network, log, type };
}

/** The office's file as somebody imports it, tokens included. */
export const fileOf = ({ office, plan }: Pick<Planned, "office" | "plan">): string =>
  toRsc(office, plan, { showSensitive: true });
