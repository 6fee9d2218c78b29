/** RouterOS versions and what is there since and until which. */
import { type Menu, type PlainValue, unknownMarker, unset, type VersionGate } from "./language";

export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** `alpha`, `beta` or `rc` and its number; absent for a release. */
  readonly before?: { readonly stage: "alpha" | "beta" | "rc"; readonly number: number };
}

const stages = ["alpha", "beta", "rc"] as const;

/** `7.18.2`, `7.21rc1`, `7.23.7 (long-term)` → its parts; undefined for anything else. */
export function parseVersion(text: string): Version | undefined {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?(?:(alpha|beta|rc)(\d+))?(?:\s.*)?$/.exec(text.trim());
  if (!match) return undefined;
  const stage = stages.find((each) => each === match[4]);
  return {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: Number(match[3] ?? 0),
    ...(stage ? { before: { stage, number: Number(match[5]) } } : {}),
  };
}

/** Negative, zero or positive, as for `sort`. A release comes after its candidates. */
export function compareVersions(a: Version, b: Version): number {
  return compareNumbers(a, b) || rank(a) - rank(b) || (a.before?.number ?? 0) - (b.before?.number ?? 0);
}

const rank = (version: Version): number =>
  version.before ? stages.indexOf(version.before.stage) : stages.length;

function compareNumbers(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/**
 * Why something with this gate cannot be used on a router, or undefined. `7.21rc1` counts as 7.21, whose changes it
 * has. A version that cannot be read passes: the router itself will say what it does not know.
 * @param router the router's name, for the message
 */
export function gateProblem(gate: VersionGate, version: string, router: string): string | undefined {
  const running = parseVersion(version);
  if (!running) return undefined;
  const since = gate.since === undefined ? undefined : parseVersion(gate.since);
  if (since && compareNumbers(running, since) < 0)
    return `needs RouterOS ${gate.since} or newer; ${router} runs ${version}`;
  const until = gate.until === undefined ? undefined : parseVersion(gate.until);
  if (until && compareNumbers(running, until) >= 0)
    return `is gone since RouterOS ${gate.until}; ${router} runs ${version}`;
  return undefined;
}

/** Whether this version is older than `since`, as {@link gateProblem} counts; one that cannot be read is not. */
export function isBefore(version: string, since: string): boolean {
  return gateProblem({ since }, version, "") !== undefined;
}

export interface BrokenGate {
  /** Absent when the whole menu is not there. */
  readonly property?: string;
  /** Complete: `checkGateway needs RouterOS 7.19 or newer; office-12 runs 7.12.2`. */
  readonly message: string;
}

/** Every gate of a menu that the inputs (canonical; `unset` counts as used) do not pass on this router. */
export function brokenGates(
  menu: Menu,
  inputs: Readonly<Record<string, PlainValue | undefined>>,
  version: string,
  router: string,
): readonly BrokenGate[] {
  const whole = gateProblem(menu, version, router);
  if (whole) return [{ message: `${menu.kind} (${menu.path}) ${whole}` }];
  const broken: BrokenGate[] = [];
  for (const [property, description] of Object.entries(menu.properties)) {
    const value = inputs[property];
    if (value === undefined) continue;
    const problem = gateProblem(description, version, router);
    if (problem) broken.push({ property, message: `${property} ${problem}` });
    else if (value !== unset && value !== unknownMarker)
      broken.push(...brokenWords(property, value, description.valueSince ?? {}, version, router));
  }
  return broken;
}

function brokenWords(
  property: string,
  value: PlainValue,
  valueSince: Readonly<Record<string, string>>,
  version: string,
  router: string,
): readonly BrokenGate[] {
  const words = (Array.isArray(value) ? value : [value]).filter((word) => typeof word === "string");
  return words.flatMap((word) => {
    const since = Object.hasOwn(valueSince, word) ? valueSince[word] : undefined;
    const problem = since === undefined ? undefined : gateProblem({ since }, version, router);
    return problem ? [{ property, message: `${property} "${word}" ${problem}` }] : [];
  });
}
