/**
 * The settings of the routers of a stack: from stack configuration (`routeros:…`) and environment variables, which
 * win. Pure: nothing is read but what is handed in; certificate files are read when a connection is made.
 */
import { RouterOsError } from "./errors";
import {
  type ConfigReader,
  type Environment,
  environmentSettings,
  type Given,
  onlyRouter,
  type RouterSource,
  routerSources,
} from "./settings-sources";
import {
  type Endpoint,
  type SafeApply,
  type Setting,
  type SettingName,
  type SettingValue,
  settings,
  type Trust,
} from "./settings-values";

export { type ConfigReader, type Environment, onlyRouter } from "./settings-sources";
export type { Endpoint, SafeApply, Trust } from "./settings-values";

/** How one router is reached and treated. Never an input or output of a resource, never in a message. */
export interface RouterSettings {
  /** `default`, or its key in `routeros:routers`. */
  readonly name: string;
  readonly host: string;
  /** 8729 with TLS, 8728 without, unless given. */
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** `false` is plain text. */
  readonly tls: false | Trust;
  /** Take over rows that have a resource's key and differ; default false. */
  readonly adopt: boolean;
  /** The fingerprint of new hardware that takes the place of the router in the state. */
  readonly replacedRouter?: string;
  /** Where a login must succeed before a group of writes is kept; default: the host itself. */
  readonly verify: readonly Endpoint[];
  /** How a group of writes is undone when it cut the way in; default `auto`. */
  readonly safeApply: SafeApply;
  /** Milliseconds for TCP, TLS and login together; default 10 000. */
  readonly connectDeadline: number;
  /** Milliseconds for one command; default 30 000. */
  readonly commandDeadline: number;
  /** Code page of words that are not UTF-8; default the client's. */
  readonly fallbackEncoding?: string;
}

export interface Settings {
  readonly routers: ReadonlyMap<string, RouterSettings>;
}

/** A router's name for messages: `office-12 (10.0.0.1:8729)`; of the only, unnamed router just its address. */
export function routerLabel(router: Pick<RouterSettings, "name" | "host" | "port">): string {
  const address = `${router.host.includes(":") ? `[${router.host}]` : router.host}:${router.port}`;
  return router.name === onlyRouter ? address : `${router.name} (${address})`;
}

/**
 * Parses the settings of all routers of a stack.
 *
 * @throws RouterOsError of category `settings`; its message lists every mistake with its key and the command that
 * mends it, and holds no value of a secret.
 */
export function parseSettings(get: ConfigReader, env: Environment = {}): Settings {
  const problems: string[] = [];
  const routers = new Map<string, RouterSettings>();
  for (const source of routerSources(get, env, problems)) {
    const router = readRouter(source, problems);
    if (router) routers.set(router.name, router);
  }
  if (problems.length > 0) throw settingsError(problems);
  return { routers };
}

/**
 * The settings of the router a resource names with its `router` argument; without a name, of the only one.
 *
 * @throws RouterOsError of category `settings` that lists the known names
 */
export function chooseRouter({ routers }: Settings, name?: string): RouterSettings {
  const known = [...routers.keys()];
  const [only] = known;
  const found = routers.get(name ?? (known.length === 1 && only !== undefined ? only : ""));
  if (found) return found;
  const names = `known routers: ${known.join(", ")} (configuration key routeros:routers)`;
  throw settingsError([
    name === undefined
      ? `this stack has several routers, and the resource does not say which: give it the argument router; ${names}`
      : `no router "${name}" is configured; ${names}`,
  ]);
}

function readRouter(source: RouterSource, problems: string[]): RouterSettings | undefined {
  const before = problems.length;
  const read = <N extends SettingName>(setting: N): SettingValue<N> | undefined => {
    const given = source.given(setting);
    return given && (parseValue(settings[setting], given, problems) as SettingValue<N> | undefined);
  };
  const required = <N extends SettingName>(setting: N): SettingValue<N> | undefined => {
    if (source.given(setting) !== undefined) return read(setting);
    const { key, mend } = source.key(setting);
    const variable = source.variable(environmentSettings[setting] ?? "");
    problems.push(`${key} is missing. Set it with: ${mend} (or the environment variable ${variable})`);
    return undefined;
  };
  const host = required("host");
  const user = required("user");
  const password = required("password");
  const tls = readTls(source, read("tls"), problems);
  const optional = {
    replacedRouter: read("replacedRouter"),
    fallbackEncoding: read("fallbackEncoding"),
  };
  const router = {
    ...optional,
    name: source.name,
    port: read("port") ?? (tls === false ? 8728 : 8729),
    tls,
    adopt: read("adopt") ?? false,
    safeApply: read("safeApply") ?? "auto",
    connectDeadline: read("connectDeadline") ?? 10_000,
    commandDeadline: read("commandDeadline") ?? 30_000,
  };
  const verify = read("verify");
  if (problems.length > before || host === undefined || user === undefined || password === undefined) {
    return undefined;
  }
  return { ...router, host, user, password, verify: verify ?? [{ host, port: router.port }] };
}

/** `ROUTEROS_CA_FILE` and `ROUTEROS_FINGERPRINT` replace the trust of the configuration; the server name stays. */
function readTls(
  source: RouterSource,
  configured: false | Trust | undefined,
  problems: string[],
): false | Trust {
  const caFile = source.environment("CA_FILE");
  const fingerprint = source.environment("FINGERPRINT");
  if (!caFile && !fingerprint) return configured ?? {};
  const given = caFile ?? fingerprint;
  if (configured === false) {
    const tlsKey = source.given("tls")?.key;
    problems.push(
      `${given?.key} is set, but ${tlsKey} says false (plain text). Set ROUTEROS_TLS=true, or unset it`,
    );
    return false;
  }
  const value = {
    ...(caFile && { caFile: caFile.value }),
    ...(fingerprint && { fingerprint: fingerprint.value }),
    ...(configured?.servername !== undefined && { servername: configured.servername }),
  };
  const key = (fingerprint ?? caFile)?.key ?? "";
  return parseValue(settings.tls, { value, key, mend: `set or unset ${key}` }, problems) || {};
}

function parseValue<S extends Setting>(setting: S, given: Given, problems: string[]): unknown {
  const parsed = setting.schema.safeParse(given.value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const at = issue.path.length > 0 ? `.${issue.path.join(".")}` : "";
    // A host that was pasted as a URL may carry a password before its "@".
    const hidden = setting.secret || typeof given.value === "object" || String(given.value).includes("@");
    const shown = hidden ? "" : ` (it is "${String(given.value)}")`;
    problems.push(`${given.key}${at} ${issue.message}${shown}. Mend it: ${given.mend}`);
  }
  return undefined;
}

function settingsError(problems: readonly string[]): RouterOsError {
  const [first = ""] = problems;
  const message =
    problems.length === 1
      ? `Router settings: ${first}`
      : `Router settings have ${problems.length} mistakes:\n${problems.map((problem) => `- ${problem}`).join("\n")}`;
  return new RouterOsError("settings", message);
}
