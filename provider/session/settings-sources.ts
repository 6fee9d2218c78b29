/**
 * Where the settings of each router come from: `routeros:<setting>` for the only one, `routeros:routers` for several,
 * and environment variables, which win over both.
 */
import { routersSchema, type Setting, type SettingName, settings } from "./settings-values";

/** Reads one configuration value by its full key (`routeros:host`): text, or JSON text of structured configuration. */
export type ConfigReader = (key: string) => string | undefined;
export type Environment = Readonly<Record<string, string | undefined>>;

/** The name of the router of `routeros:host`. */
export const onlyRouter = "default";
const structured = "routeros:routers";

/** Settings at the top that hold for every router of `routeros:routers` that does not say otherwise. */
const shared: ReadonlySet<SettingName> = new Set([
  "port",
  "user",
  "password",
  "tls",
  "adopt",
  "safeApply",
  "connectDeadline",
  "commandDeadline",
  "fallbackEncoding",
]);

/** A value, what to call it in a message, and how to mend it there. */
export interface Given {
  readonly value: unknown;
  readonly key: string;
  readonly mend: string;
}

/** Where the settings of one router come from. */
export interface RouterSource {
  readonly name: string;
  given(setting: SettingName): Given | undefined;
  /** Values of environment variables of this router, by suffix (`CA_FILE`). */
  environment(suffix: string): Given | undefined;
  /** The name of the environment variable of this router with that suffix. */
  variable(suffix: string): string;
  /** The configuration key of a setting, for "is missing". */
  key(setting: SettingName): Omit<Given, "value">;
}

export const environmentSettings: Readonly<Partial<Record<SettingName, string>>> = {
  host: "HOST",
  user: "USER",
  password: "PASSWORD",
  port: "PORT",
  tls: "TLS",
};
const environmentSuffixes = [...Object.values(environmentSettings), "CA_FILE", "FINGERPRINT"];

/** The routers that are configured, unread; mistakes that concern no single value are added to `problems`. */
export function routerSources(get: ConfigReader, env: Environment, problems: string[]): RouterSource[] {
  const top = (setting: SettingName): Given | undefined => {
    const value = get(`routeros:${setting}`);
    return value === undefined ? undefined : { value, ...topKey(setting) };
  };
  const text = get(structured);
  if (text === undefined) {
    return [withEnvironment({ name: onlyRouter, given: top, key: topKey }, env, ["ROUTEROS"])];
  }
  const parsed = routersSchema.safeParse(text);
  if (!parsed.success || Object.keys(parsed.data).length === 0) {
    const reason = parsed.error?.issues[0]?.message ?? "must name at least one router";
    problems.push(
      `${structured} ${reason}. Set it with: pulumi config set --path ${structured}.office.host 10.0.0.1`,
    );
    return [];
  }
  refuseTopOnly(top, problems);
  const names = Object.keys(parsed.data);
  refuseUnclearNames(names, env, problems);
  return names.map((name) => {
    const entry = parsed.data[name] ?? {};
    refuseUnknown(name, entry, problems);
    const key = (setting: SettingName) => namedKey(name, setting);
    const given = (setting: SettingName): Given | undefined => {
      if (entry[setting] !== undefined) return { value: entry[setting], ...key(setting) };
      return shared.has(setting) ? top(setting) : undefined;
    };
    const prefixes = [environmentPrefix(name), ...(names.length === 1 ? ["ROUTEROS"] : [])];
    return withEnvironment({ name, given, key }, env, prefixes);
  });
}

function withEnvironment(
  source: Omit<RouterSource, "environment" | "variable">,
  env: Environment,
  prefixes: readonly string[],
): RouterSource {
  const environment = (suffix: string): Given | undefined => {
    for (const prefix of prefixes) {
      const key = `${prefix}_${suffix}`;
      // CI systems pass a variable that is not set as an empty one.
      if (env[key])
        return { value: env[key], key: `environment variable ${key}`, mend: `set or unset ${key}` };
    }
    return undefined;
  };
  const given = (setting: SettingName): Given | undefined => {
    const suffix = environmentSettings[setting];
    return (suffix && environment(suffix)) || source.given(setting);
  };
  return { ...source, given, environment, variable: (suffix) => `${prefixes[0]}_${suffix}` };
}

function topKey(setting: SettingName): Omit<Given, "value"> {
  return { key: `routeros:${setting}`, mend: setCommand(setting, `routeros:${setting}`, "") };
}

function namedKey(name: string, setting: SettingName): Omit<Given, "value"> {
  const plain = /^[\w-]+$/.test(name);
  const path = plain ? `${structured}.${name}.${setting}` : `'${structured}["${name}"].${setting}'`;
  return { key: `${structured}.${name}.${setting}`, mend: setCommand(setting, path, "--path ") };
}

function setCommand(setting: SettingName, path: string, flags: string): string {
  const { example, secret, unavailable }: Setting = settings[setting];
  if (unavailable) return `pulumi config rm ${flags}${path}`;
  // Without a value the command asks for it, so that a secret does not end in the shell's history.
  return secret
    ? `pulumi config set --secret ${flags}${path}`
    : `pulumi config set ${flags}${path} ${example}`;
}

function environmentPrefix(name: string): string {
  return `ROUTEROS_${name.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
}

function refuseTopOnly(top: (setting: SettingName) => Given | undefined, problems: string[]): void {
  for (const setting of Object.keys(settings) as SettingName[]) {
    if (shared.has(setting) || top(setting) === undefined) continue;
    const key = `routeros:${setting}`;
    problems.push(`${key} cannot stand beside ${structured}: move it there, then: pulumi config rm ${key}`);
  }
}

function refuseUnknown(name: string, entry: Readonly<Record<string, unknown>>, problems: string[]): void {
  for (const key of Object.keys(entry).filter((key) => !(key in settings))) {
    problems.push(
      `${structured}.${name}.${key} is not a setting: known are ${Object.keys(settings).join(", ")}. ` +
        `Remove it with: pulumi config rm --path ${structured}.${name}.${key}`,
    );
  }
}

/**
 * Each router has a name and environment variables of its own. With several routers a variable without a name could
 * only mean all of them: one host, or one password too many.
 */
function refuseUnclearNames(names: readonly string[], env: Environment, problems: string[]): void {
  const prefixes = names.map(environmentPrefix);
  if (names.includes(onlyRouter)) {
    problems.push(
      `${structured}.${onlyRouter}: that name is the one of routeros:host; give the router another name`,
    );
  }
  const twins = names.filter((_, index) => prefixes.indexOf(prefixes[index] ?? "") !== index);
  for (const name of twins) {
    problems.push(
      `${structured}: the name ${name} gives the same environment variables as another router; rename it`,
    );
  }
  if (names.length === 1) return;
  for (const suffix of environmentSuffixes.filter((suffix) => env[`ROUTEROS_${suffix}`])) {
    const example = `${prefixes[0]}_${suffix}`;
    problems.push(
      `environment variable ROUTEROS_${suffix} does not say which router it is for: use ${example}`,
    );
  }
}
