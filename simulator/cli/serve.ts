import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import type { LoginForm } from "../api/login";
import type { TlsIdentity } from "../api/server";
import { type SimulatedRouter, startRouter } from "../api/simulated-router";
import { type PacedClock, pacedClock } from "../clock";
import type { RouterOsVersion } from "../config/contract";
import {
  ControlError,
  type Controlled,
  type ControlServer,
  checkPorts,
  modemsOf,
  type NetworkFile,
  prepareFolder,
  readNetworkFile,
  serveControl,
  socketFor,
} from "../control";
import { createNetwork, type Network } from "../network";
import { explainFailure, UsageError } from "./failures";
import { importFiles } from "./imports";
import * as values from "./values";

interface ServeOptions {
  readonly version: RouterOsVersion;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly group: string;
  readonly identity?: string;
  readonly serial?: string;
  readonly tls: boolean;
  readonly tlsPort: number;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly tlsAnonymous: boolean;
  readonly caOut?: string;
  readonly latency: number;
  readonly chunkSeed?: number;
  readonly login: LoginForm;
  readonly state?: string;
  readonly rows?: Readonly<Record<string, number>>;
  readonly import: readonly string[];
  readonly network?: string;
  readonly clock: "real" | "stepped";
  readonly speed: number;
  readonly control?: string;
}

/** @param say writes the line that tells the router is ready */
export function serveCommand(say: (line: string) => void): Command {
  return new Command("serve")
    .description("run a simulated router until it is interrupted")
    .addOption(
      new Option("--version <version>", "RouterOS version").argParser(values.version).default("7.21.5"),
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .addOption(
      new Option("--port <port>", "TCP port of the service api").argParser(values.port).default(8728),
    )
    .option("--user <name>", "user that may log in", "admin")
    .addOption(
      new Option(
        "--password <password>",
        "its password; the environment variable keeps it out of the process list",
      )
        .env("ROUTEROS_SIMULATOR_PASSWORD")
        .default("", "empty"),
    )
    .option("--group <name>", "its group: full, write or read", "full")
    .option("--identity <name>", "name in /system/identity")
    .option("--serial <number>", "serial number in /system/routerboard")
    .option("--tls", "serve api-ssl too, with a certificate made for this run", false)
    .addOption(
      new Option("--tls-port <port>", "TCP port of the service api-ssl").argParser(values.port).default(8729),
    )
    .option("--tls-cert <file>", "certificate (PEM) for api-ssl instead of one made for this run")
    .option("--tls-key <file>", "its private key (PEM)")
    .option(
      "--tls-anonymous",
      "serve api-ssl without a certificate, as a router from the factory does",
      false,
    )
    .option("--ca-out <file>", "write the certificate of the authority to trust here (with --tls)")
    .addOption(
      new Option("--latency <time>", "time of a round trip, like 50ms")
        .argParser(values.milliseconds)
        .default(0, "0ms"),
    )
    .addOption(
      new Option("--chunk-seed <number>", "cut what the router sends at borders of this seed").argParser(
        values.seed,
      ),
    )
    .addOption(
      new Option("--login <form>", "plain (6.43 and later) or challenge (before)")
        .choices(["plain", "challenge"])
        .default("plain"),
    )
    .option("--state <file>", "keep the configuration in this file (it holds passwords)")
    .option("--import <file...>", "import these files (.rsc) at the start", [])
    .option("--network <file>", "put the network that this file (JSON or YAML) describes around the router")
    .addOption(
      new Option("--clock <kind>", "real, or stepped: it stands still but for `ctl clock +5m`")
        .choices(["real", "stepped"])
        .default("real"),
    )
    .addOption(
      new Option("--speed <factor>", "how many times faster than the machine's the clock goes")
        .argParser(values.speed)
        .default(1),
    )
    .option("--control <path>", "place of the control socket (default: where `ctl` looks for it)")
    .addOption(
      new Option(
        "--rows <menu=number>",
        "fill a menu with dynamic rows of other software (repeatable)",
      ).argParser(values.foreignRows),
    )
    .action((options: ServeOptions) => serve(options, say));
}

async function serve(options: ServeOptions, say: (line: string) => void): Promise<void> {
  const tls = tlsOf(options);
  checkWritable(options.caOut);
  const file = options.network === undefined ? undefined : networkIn(options.network);
  const pace = paceOf(options);
  const router = await start(options, tls, pace, file === undefined ? [] : modemsOf(file));
  try {
    if (options.caOut !== undefined && router.certificate)
      writeFileSync(options.caOut, router.certificate.ca);
    await importFiles(router.plane, router.scripts, options.import);
    const network = file === undefined ? undefined : surround(router, file, options.network as string);
    const control = await controlOf({ router, network, pace }, options.control);
    say(`${readyLine(router, options.user)}\n`);
    await stopRequested();
    await control.stop();
  } finally {
    await stopBoth(router, pace);
  }
}

/** Closing connections takes time of the router's clock, which has to go on until they are closed. */
async function stopBoth(router: SimulatedRouter, pace: PacedClock | undefined): Promise<void> {
  await router.stop();
  pace?.stop();
}

/** A mistake in the file is a mistake in the call. */
function networkIn(path: string): NetworkFile {
  try {
    return readNetworkFile(path);
  } catch (error) {
    throw error instanceof ControlError ? new UsageError(`--network: ${error.message}`) : error;
  }
}

function paceOf({ clock, speed }: ServeOptions): PacedClock | undefined {
  if (clock === "stepped") {
    if (speed !== 1)
      throw new UsageError("--speed is for a clock that goes, --clock stepped for one that stands");
    return pacedClock({ speed: 0 });
  }
  return speed === 1 ? undefined : pacedClock({ speed, start: Date.now() });
}

function surround(router: SimulatedRouter, file: NetworkFile, path: string): Network {
  const names = (menu: string) => router.config.print(menu).map(({ name = "" }) => name);
  checkPorts(file, { ports: names("/interface/ethernet"), modems: names("/interface/lte") }, path);
  const { timeline = [], ...rest } = file;
  const network = createNetwork({ ...rest, router: router.plane });
  network.timeline(timeline);
  return network;
}

function controlOf(on: Controlled, path: string | undefined): Promise<ControlServer> {
  if (path !== undefined) return serveControl(path, on);
  prepareFolder();
  return serveControl(socketFor(on.router.port ?? on.router.tlsPort ?? 0), on);
}

async function start(
  options: ServeOptions,
  tls: boolean | TlsIdentity,
  clock: PacedClock | undefined,
  lte: readonly string[],
): Promise<SimulatedRouter> {
  try {
    return await startRouter({
      clock,
      version: options.version,
      host: options.host,
      port: options.port,
      users: [{ name: options.user, password: options.password, group: options.group }],
      identity: options.identity,
      serialNumber: options.serial,
      lte,
      tls,
      tlsPort: options.tlsPort,
      latency: options.latency,
      chunkSeed: options.chunkSeed,
      login: options.login,
      stateFile: options.state,
      foreignRows: options.rows,
    });
  } catch (error) {
    clock?.stop();
    throw explainFailure(error, options);
  }
}

function checkWritable(path: string | undefined): void {
  if (path === undefined) return;
  try {
    closeSync(openSync(path, "a"));
  } catch (error) {
    throw new UsageError(`--ca-out: ${path} cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

function tlsOf(options: ServeOptions): boolean | TlsIdentity {
  const { tlsCert, tlsKey } = options;
  const chosen = [options.tls, options.tlsAnonymous, tlsCert !== undefined || tlsKey !== undefined];
  if (options.caOut !== undefined && !options.tls) throw new UsageError("--ca-out needs --tls");
  if (options.tlsAnonymous && chosen.filter(Boolean).length > 1) {
    throw new UsageError("--tls-anonymous excludes --tls, --tls-cert and --tls-key");
  }
  if (options.tlsAnonymous) return "anonymous";
  if (tlsCert === undefined && tlsKey === undefined) return options.tls;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new UsageError("--tls-cert and --tls-key go together");
  if (options.caOut !== undefined)
    throw new UsageError("--ca-out is for a certificate made here, not for --tls-cert");
  return { cert: readPem(tlsCert, "--tls-cert"), key: readPem(tlsKey, "--tls-key") };
}

function readPem(path: string, option: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${option}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function readyLine(router: SimulatedRouter, user: string): string {
  const services = [
    router.port === undefined ? [] : [`api ${router.host}:${router.port}`],
    router.tlsPort === undefined ? [] : [`api-ssl ${router.host}:${router.tlsPort}`],
    router.certificate === undefined ? [] : [`certificate SHA-256 ${router.certificate.fingerprint}`],
    [`user ${user}`],
  ];
  return `ready: RouterOS ${router.version}, ${services.flat().join(", ")}`;
}

/** Resolves at the first SIGINT or SIGTERM; the second one ends the process the ordinary way. */
function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}
