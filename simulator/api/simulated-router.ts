import { type Clock, realClock } from "../clock";
import {
  createConfigurationPlane,
  type PlaneOptions,
  type Properties,
  type RouterConfiguration,
} from "../config";
import type { RouterOsVersion } from "../config/contract";
import type { Restart } from "../config/state";
import { installJobs } from "../jobs";
import { installScripts, type Scripts } from "../script";
import { createCertificate, type ServerCertificate } from "./certificate";
import { type CommandLog, commandLog } from "./command-log";
import { type Faults, faultList } from "./faults";
import { addForeignRows } from "./foreign-rows";
import type { Limits } from "./intake";
import type { LoginForm } from "./login";
import { startApiServer, type TlsIdentity } from "./server";
import type { ConnectionInfo } from "./session";
import type { Shaping } from "./shaping";
import { type StateFile, stateFile } from "./state-file";

/** A row that is there when the router starts. */
export interface SeedRow {
  readonly menu: string;
  readonly properties: Properties;
  /** The router made it itself (`dynamic=true`). */
  readonly dynamic?: boolean;
}

export interface RouterOptions extends Omit<PlaneOptions, "version" | "clock" | "state">, Shaping {
  /** Default `7.21.5`. */
  readonly version?: RouterOsVersion;
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly host?: string;
  /** TCP port of `api`, `0` for a free one (default), `false` for none. */
  readonly port?: number | false;
  /**
   * The service `api-ssl`: `true` makes a certificate (see `SimulatedRouter.certificate`), `"anonymous"` has none
   * and so offers anonymous Diffie-Hellman only. Default `false`. A certificate that `/ip/service` names takes its
   * place.
   */
  readonly tls?: boolean | TlsIdentity;
  /** TCP port of `api-ssl`, `0` for a free one (default). */
  readonly tlsPort?: number;
  /** Default `plain`, the form since 6.43. */
  readonly login?: LoginForm;
  readonly limits?: Limits;
  /** Rows beside those from the factory; left out when `stateFile` exists already. */
  readonly seed?: readonly SeedRow[];
  /** Number of dynamic rows of other software, per menu, at every start: `{ "/ip/firewall/address-list": 20000 }`. */
  readonly foreignRows?: Readonly<Record<string, number>>;
  /**
   * Keeps the configuration over restarts. Saved at most a second after a command, at a reboot and at the stop.
   * What it holds wins over the other options, except `users`: these are there, with these passwords.
   */
  readonly stateFile?: string;
}

/** A running router. */
export interface SimulatedRouter {
  readonly version: RouterOsVersion;
  readonly host: string;
  /** The port of `api`; undefined when it is disabled. */
  readonly port: number | undefined;
  /** The port of `api-ssl`; undefined when it is disabled. */
  readonly tlsPort: number | undefined;
  /** The certificate that was made for `tls: true`. */
  readonly certificate: ServerCertificate | undefined;
  readonly clock: Clock;
  /** Reads and changes rows as a person in WinBox or the router itself does, past API, permissions and faults. */
  readonly config: RouterConfiguration["hand"];
  /** The configuration plane itself. */
  readonly plane: RouterConfiguration;
  /** Runs scripts on the router. */
  readonly scripts: Scripts;
  /** Every command that was sent over the API. */
  readonly commands: CommandLog;
  readonly faults: Faults;
  connections(): readonly ConnectionInfo[];
  /**
   * Power off and on: all connections end, new ones are reset for `downFor` milliseconds (default 1000). Resolves when
   * it is back. A power cut is told in the log.
   */
  reboot(downFor?: number, how?: Restart): Promise<void>;
  /** Writes the state file now; without one it does nothing. */
  save(): void;
  /** Closes everything and saves the state. Repeating it does nothing. */
  stop(): Promise<void>;
}

const defaultDowntime = 1000;
const saveInterval = 1000;

/**
 * Starts a simulated router.
 *
 * @throws when a port is taken, the state file is not one, or a seed row is refused by its menu
 * @example
 * const router = await startRouter({ users: [{ name: "admin", password: "secret" }] });
 * console.log(router.port);
 * await router.stop();
 */
export async function startRouter(options: RouterOptions = {}): Promise<SimulatedRouter> {
  const clock = options.clock ?? realClock();
  const version = options.version ?? "7.21.5";
  const host = options.host ?? "127.0.0.1";
  const file = options.stateFile === undefined ? undefined : stateFile(options.stateFile);
  const plane = preparePlane({ ...options, version, clock }, file);
  const scripts = installScripts(plane);
  installJobs(plane, scripts);
  const fill = () => {
    for (const [menu, count] of Object.entries(options.foreignRows ?? {})) addForeignRows(plane, menu, count);
  };
  fill();

  const log = commandLog();
  const faults = faultList();
  const certificate = options.tls === true ? await createCertificate({ hosts: hostsOf(host) }) : undefined;
  const identity = certificate ?? (options.tls || undefined);
  let restart: Restart = "orderly";
  const save = () => file?.save(plane.save());
  const server = await startApiServer({
    plane: {
      version,
      login: (...args) => plane.login(...args),
      passwordOf: (name) => plane.passwordOf(name),
      service: (name) => plane.service(name),
      logout: (caller) => plane.logout(caller),
      execute: (...args) => plane.execute(...args),
      reboot: () => {
        save();
        plane.reboot(restart);
        restart = "orderly";
        fill();
      },
    },
    clock,
    log,
    faults,
    host,
    port: options.port === false ? undefined : (options.port ?? 0),
    tls: identity === undefined || identity === true ? undefined : { port: options.tlsPort ?? 0, identity },
    login: options.login ?? "plain",
    shaping: options,
    limits: options.limits ?? {},
  });
  const stopSaving = file ? saveWhileCommandsCome(clock, log, save) : () => {};
  // The answer to `/system/reboot` has to get over the line before the line is cut.
  plane.onReboot = () =>
    void clock.schedule((options.latency ?? 0) + 50, () => void server.reboot(defaultDowntime));

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    stopSaving();
    await server.stop();
    save();
  };
  return {
    version,
    host,
    port: server.port,
    tlsPort: server.tlsPort,
    certificate,
    clock,
    config: plane.hand,
    plane,
    scripts,
    commands: log,
    faults,
    connections: server.connections,
    reboot: (downFor = defaultDowntime, how = "orderly") => {
      restart = how;
      return server.reboot(downFor);
    },
    save,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function preparePlane(
  options: RouterOptions & PlaneOptions,
  file: StateFile | undefined,
): RouterConfiguration {
  const state = file?.load();
  const plane = createConfigurationPlane({ ...options, state });
  if (state === undefined) {
    for (const { menu, properties, dynamic } of options.seed ?? [])
      plane.hand.add(menu, properties, { dynamic });
    return plane;
  }
  for (const { name, password, group } of options.users ?? []) {
    const known = plane.passwordOf(name) !== undefined;
    if (!known) plane.hand.add("/user", { name, password, group: group ?? "full" });
    else plane.hand.set("/user", name, { password });
  }
  return plane;
}

function saveWhileCommandsCome(clock: Clock, log: CommandLog, save: () => void): () => void {
  let seen = log.count;
  let callOff = clock.schedule(saveInterval, tick);
  function tick(): void {
    if (log.count !== seen) save();
    seen = log.count;
    callOff = clock.schedule(saveInterval, tick);
  }
  return () => callOff();
}

function hostsOf(host: string): string[] {
  return [...new Set(["localhost", "127.0.0.1", "::1", host])].filter(
    (name) => name !== "0.0.0.0" && name !== "::",
  );
}
