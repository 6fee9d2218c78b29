/** The RouterOS versions that an office needs, by what it uses. Sources: RouterOS's command trees, and the manual. */
import type { DualWan } from "./model";

interface Need {
  /** What needs it, by its place in the arguments. */
  readonly what: string;
  readonly since: string;
  readonly applies: (office: DualWan) => boolean;
}

/** The oldest RouterOS of each family that the rows and scripts are written for. */
export const floors = { 6: "6.49", 7: "7.12" } as const;

const needs: readonly Need[] = [
  {
    what: 'probes.kind "dns"',
    // The DNS server of a netwatch probe.
    since: "7.16",
    applies: ({ strategy }) => strategy.kind === "script" && strategy.probing.kind === "dns",
  },
  {
    what: "probes.checkGateway",
    since: "7.21",
    applies: ({ strategy }) => strategy.kind === "recursive" && strategy.checking.settings !== undefined,
  },
];

/** Everything that an office needs beyond the floor of its family. */
export const needsOf = (office: DualWan): readonly Need[] =>
  office.dialect === 6 ? [] : needs.filter(({ applies }) => applies(office));

/** The oldest RouterOS that can carry an office. */
export function leastVersion(office: DualWan): string {
  const all = [floors[office.dialect], ...needsOf(office).map(({ since }) => since)];
  return all.reduce((least, version) => (numberOf(version) > numberOf(least) ? version : least));
}

/** `7.21.5` → 7021, to compare versions by. */
export function numberOf(version: string): number {
  const [major = 0, minor = 0] = version.split(/[^0-9]/).map(Number);
  return major * 1000 + minor;
}
