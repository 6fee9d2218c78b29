/** Opens a connection from a router's settings, with messages that know where the settings came from. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Connection, ConnectOptions } from "../client/contract";
import type { FailureCategory } from "./contract";
import { RouterOsError } from "./errors";
import { failure, inScene, words } from "./messages";
import { onlyRouter, type RouterSettings } from "./settings";

export type Connect = (options: ConnectOptions) => Promise<Connection>;

/** Opens a connection. @throws RouterOsError, complete for a person */
export type Dial = (settings: RouterSettings, connect: Connect) => Promise<Connection>;

/** For resources: settings may be those of an earlier update. */
export const dial: Dial = (settings, connect) => open(settings, connect, staleConfiguration);

/** For programs and command lines, which have today's settings. */
export const dialWithTodays: Dial = (settings, connect) => open(settings, connect);

async function open(settings: RouterSettings, connect: Connect, waysOut?: string): Promise<Connection> {
  try {
    return await connect(await connectOptions(settings));
  } catch (error) {
    const router = settings.name === onlyRouter ? undefined : settings.name;
    throw inScene(error, {
      router,
      advice: loginAdvice(error, settings, waysOut),
      secrets: [settings.password],
    });
  }
}

/** The settings in the client's form; the certificate file is read here, relative to the project's directory. */
async function connectOptions(settings: RouterSettings): Promise<ConnectOptions> {
  const { host, port, user, password, tls, connectDeadline, commandDeadline, fallbackEncoding } = settings;
  const rest = { host, port, user, password, connectDeadline, commandDeadline, fallbackEncoding };
  if (tls === false) return { ...rest, tls };
  const { caFile, fingerprint, servername } = tls;
  const ca = caFile === undefined ? tls.ca : await readCertificate(caFile);
  return { ...rest, tls: { ca, fingerprint, servername } };
}

async function readCertificate(file: string): Promise<string> {
  const path = resolve(file);
  const pem = await readFile(path, "utf8").catch((error) => {
    throw failure(
      "settings",
      `The certificate file of routeros:tls (caFile) cannot be read: ${words(error)}.`,
      error,
    );
  });
  if (pem.includes("-----BEGIN CERTIFICATE-----")) return pem;
  throw failure(
    "settings",
    `The certificate file of routeros:tls (caFile), ${path}, holds no PEM certificate.`,
  );
}

/**
 * Pulumi hands a refresh and a destroy the configuration of the last successful update, not today's: after a change
 * of host, user, password or certificate they still try the old ones.
 */
const staleConfiguration =
  "If the settings were changed since the last successful pulumi up: refresh and destroy still use the settings of " +
  "that update. Three ways out: set the environment variables ROUTEROS_HOST, ROUTEROS_USER, ROUTEROS_PASSWORD " +
  "(ROUTEROS_<NAME>_… for a named router), or run pulumi up --refresh=false first, or add --run-program.";

const perhapsStale: ReadonlySet<FailureCategory> = new Set([
  "refused-login",
  "tls",
  "unreachable",
  "not-routeros",
]);

/** Which host and user were tried, and the ways out; undefined for failures of another kind. */
function loginAdvice(
  error: unknown,
  { host, port, user, tls }: RouterSettings,
  waysOut: string | undefined,
): string | undefined {
  if (!(error instanceof RouterOsError) || !perhapsStale.has(error.category)) return undefined;
  const how = tls === false ? "in plain text" : "with TLS";
  const tried = `Tried: host ${host}, port ${port} ${how}, user ${user}.`;
  return waysOut === undefined ? tried : `${tried} ${waysOut}`;
}
