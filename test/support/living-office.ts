/**
 * A simulated router with internet lines, people who use them, and a Pulumi project that describes its site: for the tests
 * of whole offices with the real CLI.
 */
import {
  type ConfigurationWrite,
  createNetwork,
  type IspOptions,
  type Network,
  type PacedClock,
  pacedClock,
  type RouterOptions,
  type SimulatedRouter,
  type SourceReport,
} from "../../simulator/index";
import { type Office, openOffice } from "./office";
import { encryptedIn, linkSiteDependencies, siteFolder, writeSite } from "./site-project";
import { removeTemporary } from "./temporary";

/** The lines of the how-to: PPPoE, and DHCP as the backup. */
export const isps = {
  pppoe: {
    ...{ name: "ISP1", access: "pppoe", interface: "ether1", address: "203.0.113.10" },
    ...{ gateway: "203.0.113.1", dns: ["203.0.113.1"] },
  },
  dhcp: {
    ...{ name: "ISP2", access: "dhcp", interface: "ether2", address: "198.51.100.20/24" },
    ...{ gateway: "198.51.100.1", dns: ["198.51.100.1"] },
  },
} as const satisfies Record<string, IspOptions>;

/** What the how-to's script and ours ask. */
const targets = ["1.1.1.1", "8.8.8.8", "9.9.9.9", "208.67.222.222", "77.88.8.8", "94.100.180.200"];
/** A server that people inside use. */
export const used = "192.0.2.80";

export interface LivingOptions {
  readonly isps?: readonly IspOptions[];
  readonly router?: Omit<RouterOptions, "clock">;
  /** Prepares the router, before the network is plugged in. */
  readonly before?: (router: SimulatedRouter) => void | Promise<void>;
  /** A program instead of the site project. */
  readonly program?: string;
  readonly config?: Readonly<Record<string, string>>;
}

export interface LivingOffice extends Office {
  readonly network: Network;
  readonly clock: PacedClock;
  /** Lets seconds of the router's time pass at once. */
  pass(seconds: number): Promise<void>;
  /** Describes the site in the stack's file. */
  describe(site: unknown): void;
  /** A secret of the site, by its path, as it stands encrypted in the stack's file. */
  encrypted(path: string): { readonly secure: string };
  /** What a host inside noticed that opens a new connection every 100 ms; since the report was begun anew. */
  desk(): SourceReport;
  /** Writes to the configuration since the last call, with who made them. */
  writes(): readonly ConfigurationWrite[];
  /** The internet as it is from inside after every write; `undefined` where there is none. */
  readonly ways: readonly { readonly at: number; readonly isp: string | undefined }[];
}

/**
 * Opens it. The router's time is the machine's, times ten: controllers have rounds and lines are dialled while a command of
 * the CLI is under way.
 */
export async function openLivingOffice(options: LivingOptions = {}): Promise<LivingOffice> {
  const clock = pacedClock({ speed: 10, start: Date.UTC(2026, 0, 1, 12) });
  const folder = options.program === undefined ? siteFolder() : undefined;
  let office: Office;
  try {
    office = await openOffice({
      program: options.program ?? { folder: folder ?? "" },
      ...(options.config && { config: options.config }),
      router: { clock, serialNumber: "HEX0LIVING", ...options.router },
    });
  } catch (error) {
    clock.stop();
    throw error;
  } finally {
    if (folder !== undefined) removeTemporary(folder);
  }
  const { router, project } = office;
  if (folder !== undefined) linkSiteDependencies(project);
  furnish(router);
  await options.before?.(router);
  const network = createNetwork({
    router: router.plane,
    isps: options.isps ?? [isps.pppoe, isps.dhcp],
    targets: targets.map((address) => ({ address })),
    sources: [{ kind: "host", name: "desk", from: "192.168.88.10", interface: "bridge", to: used }],
  });
  const ways: { at: number; isp: string | undefined }[] = [];
  network.onDefault(({ at, hops }) => void ways.push({ at, isp: hops[0]?.isp }));
  const written: ConfigurationWrite[] = [];
  router.plane.onWrite((write) => void written.push(write));
  return {
    ...office,
    network,
    clock,
    ways,
    pass: (seconds) => clock.step(seconds * 1000),
    describe: (site) => writeSite(project, site),
    encrypted: (path) => encryptedIn(project, path),
    desk: () => network.report().sources[0] as SourceReport,
    writes: () => written.splice(0),
    close: async () => {
      await office.close();
      clock.stop();
    },
  };
}

/** What every office has before: a network inside, names that are resolved by itself, a clock that is right, the list of lines. */
function furnish({ config }: SimulatedRouter): void {
  config.add("/interface/bridge", { name: "bridge" });
  config.add("/interface/bridge/port", { bridge: "bridge", interface: "ether5" });
  config.add("/ip/address", { address: "192.168.88.1/24", interface: "bridge" });
  config.add("/interface/list", { name: "WAN" });
  config.set("/ip/dns", "", { servers: "9.9.9.9" });
}

/** The row of a menu that has a comment. */
export function rowOf({ config }: SimulatedRouter, menu: string, comment: string) {
  const rows = config.print(menu).filter((row) => row.comment === comment);
  const [row] = rows;
  if (row === undefined || rows.length > 1)
    throw new Error(`${menu} has ${rows.length} rows "${comment}" instead of one`);
  return row;
}
