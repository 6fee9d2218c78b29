/**
 * How a command reaches the router of a site: options of the command line, the environment, the stack file's `routeros:`
 * values, in this order; and a prompt for the password.
 */
import { type Command, Option } from "commander";
import {
  chooseRouter,
  connectRouter,
  isRouterOsError,
  parseSettings,
  type RouterConnection,
  type RouterSettings,
} from "pulumi-routeros-provider";
import { wrapped } from "../failover/render";
import { isRecord, type Values } from "./data";
import type { SiteFile } from "./site-file";
import { type Streams, Unable, UsageError } from "./streams";

export interface ConnectionOptions {
  readonly host?: string;
  readonly user?: string;
  readonly port?: string;
  readonly fingerprint?: string;
  readonly caFile?: string;
  readonly servername?: string;
  /** False with `--no-tls`. */
  readonly tls: boolean;
  readonly router?: string;
  readonly passwordStdin?: true;
}

const help =
  "The password is taken from ROUTEROS_PASSWORD, else asked for; it is never an argument, because everybody on this " +
  "machine can read those. Everything else may come from ROUTEROS_HOST, ROUTEROS_USER, ROUTEROS_PORT, " +
  "ROUTEROS_FINGERPRINT, ROUTEROS_CA_FILE and ROUTEROS_TLS, or from the stack file.";

/** Adds the options of a connection. */
export function withConnection(command: Command, { width }: Streams): Command {
  return command
    .option("--host <address>", "the router's address; over routeros:host of the stack file")
    .option("--user <name>", "over routeros:user")
    .option("--port <number>", "over routeros:port; 8729 with TLS and 8728 without, unless given")
    .option("--fingerprint <sha256>", "SHA-256 of the router's certificate")
    .option("--ca-file <file>", "PEM file of the authority that signed the router's certificate")
    .option("--servername <name>", "the name in the router's certificate, where it is not the host")
    .addOption(
      new Option("--no-tls", "plain text, the password too").conflicts([
        "fingerprint",
        "caFile",
        "servername",
      ]),
    )
    .option("--router <name>", "which one, of several under routeros:routers; over the site's")
    .option("--password-stdin", "reads the password from standard input")
    .addHelpText("after", `\n${wrapped(help, width)}`);
}

/** @throws UsageError for settings that are missing or wrong; RouterOsError when the router cannot be reached */
export async function connectTo(
  site: SiteFile,
  options: ConnectionOptions,
  streams: Streams,
): Promise<RouterConnection> {
  const settings = settingsOf(site, options);
  const password = await passwordFor(settings, site, options, streams);
  try {
    return await connectRouter({ ...settings, password });
  } catch (error) {
    if (!isRouterOsError(error, "tls")) throw error;
    throw new Unable(`${error.message}\n${trustOptions}`);
  }
}

const trustOptions =
  "On the command line these are --fingerprint <sha256>, --ca-file <file> and --servername <name>.";

/** Stands for a password that is nowhere yet: RouterOS takes none with a NUL in it. */
const none = "\0";

/** What no router is reached without, besides the password. */
const needed = [
  { name: "host", option: "--host <address>" },
  { name: "user", option: "--user <name>" },
];

function settingsOf(site: SiteFile, options: ConnectionOptions): RouterSettings {
  const values = overruled(oneRouter(site, options.router ?? site.router), options);
  const get = (key: string) => textOf(key === "routeros:password" ? (values[key] ?? none) : values[key]);
  try {
    return chooseRouter(parseSettings(get, withoutOverruled(process.env, options)));
  } catch (error) {
    if (!isRouterOsError(error, "settings")) throw error;
    const lacking = needed.filter(({ name }) => error.message.includes(`${name} is missing`));
    const first =
      lacking.length > 0 ? `which router? Give ${lacking.map(({ option }) => option).join(" and ")}\n` : "";
    throw new UsageError(`${first}${error.message}\nThe command line has options for these, too: see --help`);
  }
}

/** Configuration with no other router than the one that is meant: what is missing for others does not matter here. */
function oneRouter({ config }: SiteFile, name: string | undefined): Values {
  const routers = config["routeros:routers"];
  if (!isRecord(routers)) {
    if (name === undefined) return config;
    throw new UsageError(`no router "${name}": the file has no routeros:routers`);
  }
  const known = Object.keys(routers);
  const wanted = name ?? (known.length === 1 ? known[0] : undefined);
  if (wanted === undefined)
    throw new UsageError(`there are several routers: say which with --router (${known.join(", ")})`);
  const router = routers[wanted];
  if (router === undefined) throw new UsageError(`no router "${wanted}": there are ${known.join(", ")}`);
  return { ...config, "routeros:routers": { [wanted]: router } };
}

/** The options in the place of what the file says. */
function overruled(values: Values, options: ConnectionOptions): Values {
  const { host, user, port } = options;
  const changed = (settings: Values, prefix: string): Values => {
    const tls = trust(options, settings[`${prefix}tls`] ?? values["routeros:tls"]);
    const stated = Object.entries({ host, user, port, tls }).filter(([, value]) => value !== undefined);
    return { ...settings, ...Object.fromEntries(stated.map(([name, value]) => [`${prefix}${name}`, value])) };
  };
  const routers = values["routeros:routers"];
  if (!isRecord(routers)) return changed(values, "routeros:");
  const entries = Object.entries(routers).map(([name, router]) => [
    name,
    isRecord(router) ? changed(router, "") : router,
  ]);
  return { ...values, "routeros:routers": Object.fromEntries(entries) };
}

/** How the router's certificate is trusted, if an option says anything about it. */
function trust({ fingerprint, caFile, servername, tls }: ConnectionOptions, configured: unknown): unknown {
  if (!tls) return false;
  const before = isRecord(configured) ? configured : {};
  const named = { ...before, ...(servername !== undefined && { servername }) };
  if (fingerprint === undefined && caFile === undefined) return servername === undefined ? undefined : named;
  return {
    ...(fingerprint !== undefined && { fingerprint }),
    ...(caFile !== undefined && { caFile }),
    ...("servername" in named && { servername: named.servername }),
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment without what an option says, under whatever router's name it stands there. */
function withoutOverruled(environment: Environment, options: ConnectionOptions): Environment {
  const { host, user, port, fingerprint, caFile, servername, tls } = options;
  const anew = !tls || fingerprint !== undefined || caFile !== undefined;
  const said = {
    HOST: host !== undefined,
    USER: user !== undefined,
    PORT: port !== undefined,
    TLS: anew || servername !== undefined,
    FINGERPRINT: anew,
    CA_FILE: anew,
  };
  const suffixes = Object.entries(said).flatMap(([suffix, isSaid]) => (isSaid ? [`_${suffix}`] : []));
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !(name.startsWith("ROUTEROS_") && suffixes.some((suffix) => name.endsWith(suffix))),
    ),
  );
}

/** As Pulumi hands configuration to a program: text, or JSON text. */
const textOf = (value: unknown): string | undefined =>
  value === undefined || typeof value === "string" ? value : JSON.stringify(value);

async function passwordFor(
  settings: RouterSettings,
  site: SiteFile,
  options: ConnectionOptions,
  streams: Streams,
): Promise<string> {
  if (options.passwordStdin === true) return (await streams.input()).replace(/\r?\n$/, "");
  if (settings.password !== none) return settings.password;
  if (streams.ask === undefined)
    throw new UsageError(
      `no password for ${settings.user} on the router of ${site.name}: set ROUTEROS_PASSWORD, or use --password-stdin`,
    );
  return streams.ask(`Password of ${settings.user} on ${settings.host}:`);
}
