/** How a command reaches the router of a site: the stack file's `routeros:` values, options, the environment, and a prompt. */
import { type Command, Option } from "commander";
import { chooseRouter, connectRouter, parseSettings, type RouterConnection } from "pulumi-routeros-provider";
import type { SiteFile } from "./site-file";

export interface ConnectionOptions {
  readonly host?: string;
  readonly user?: string;
  readonly port?: string;
  readonly fingerprint?: string;
  readonly caFile?: string;
  /** False with `--no-tls`. */
  readonly tls: boolean;
  readonly router?: string;
}

/** Adds the options of a connection. There is none for the password: arguments of a process are seen by everybody. */
export function withConnection(command: Command): Command {
  return command
    .option("--host <address>", "the router; over routeros:host of the stack file")
    .option("--user <name>", "over routeros:user")
    .option("--port <number>", "over routeros:port")
    .option("--fingerprint <sha256>", "of the router's certificate")
    .option("--ca-file <file>", "of the authority that signed the router's certificate")
    .addOption(new Option("--no-tls", "plain text"))
    .option("--router <name>", "of several under routeros:routers; over the site's")
    .addHelpText(
      "after",
      "\nThe password is taken from ROUTEROS_PASSWORD, else asked for. Everything else may come from ROUTEROS_HOST,\nROUTEROS_USER, ROUTEROS_PORT, ROUTEROS_FINGERPRINT, ROUTEROS_CA_FILE and ROUTEROS_TLS, too.",
    );
}

/** @throws RouterOsError, complete for a person */
export async function connectTo(site: SiteFile, options: ConnectionOptions): Promise<RouterConnection> {
  const environment = { ...process.env, ...given(options) };
  const router = options.router ?? site.router;
  const settings = parseSettings(site.config, await withPassword(environment, site, router));
  return connectRouter(chooseRouter(settings, router));
}

function given({ host, user, port, fingerprint, caFile, tls }: ConnectionOptions): Record<string, string> {
  const values = {
    ROUTEROS_HOST: host,
    ROUTEROS_USER: user,
    ROUTEROS_PORT: port,
    ROUTEROS_FINGERPRINT: fingerprint,
    ROUTEROS_CA_FILE: caFile,
    ROUTEROS_TLS: tls ? undefined : "false",
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

type Environment = Readonly<Record<string, string | undefined>>;

async function withPassword(
  environment: Environment,
  site: SiteFile,
  router: string | undefined,
): Promise<Environment> {
  const variable =
    router === undefined
      ? "ROUTEROS_PASSWORD"
      : `ROUTEROS_${router.toUpperCase().replace(/[^A-Z0-9]/g, "_")}_PASSWORD`;
  if (
    environment[variable] ||
    environment.ROUTEROS_PASSWORD ||
    site.config("routeros:password") !== undefined
  )
    return environment;
  if (!process.stdin.isTTY) return environment;
  const { default: password } = await import("@inquirer/password");
  return {
    ...environment,
    [variable]: await password({ message: `Password on the router of ${site.name}:` }),
  };
}
