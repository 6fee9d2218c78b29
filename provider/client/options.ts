import { isIP } from "node:net";
import * as iconv from "iconv-lite";
import { RouterOsError } from "../session/errors";
import type { ConnectOptions } from "./contract";

/** {@link ConnectOptions} with every default filled in and every value checked. */
export interface CheckedOptions extends Required<ConnectOptions> {
  /** `10.0.0.1:8729`, for messages. */
  readonly label: string;
}

/** RouterOS's own ports for `api-ssl` and `api`. */
const defaultPort = { tls: 8729, plain: 8728 };

const defaults = {
  connectDeadline: 10_000,
  commandDeadline: 30_000,
  fallbackEncoding: "win1252",
} satisfies Partial<ConnectOptions>;

/** The longest delay a Node timer can hold. */
const longestDeadline = 2 ** 31 - 1;

function refuse(message: string): never {
  throw new RouterOsError("settings", message);
}

/** Throws a `RouterOsError` of category `settings` unless `value` is a number of milliseconds a timer can hold. */
export function checkDeadline(name: string, value: number): void {
  if (!(value > 0 && value <= longestDeadline)) {
    refuse(`${name} must be a number of milliseconds from 1 to ${longestDeadline}, not ${value}.`);
  }
}

/** Throws a `RouterOsError` of category `settings` that names the option and what it must be. */
export function checkOptions(options: ConnectOptions): CheckedOptions {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const full = { ...defaults, ...given } as Required<ConnectOptions>;
  const { host, user, tls, fallbackEncoding } = full;
  const port = options.port ?? (tls === false ? defaultPort.plain : defaultPort.tls);

  if (!host) refuse("The router's host is missing: give its address or its name.");
  if (!user) refuse("The router's user is missing: give the name of a user whose group has the policy api.");
  if (typeof full.password !== "string")
    refuse('The router\'s password is missing; an empty one is written as "".');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    refuse(`The router's port must be a whole number from 1 to 65535, not ${port}.`);
  }
  if (tls !== false && (typeof tls !== "object" || tls === null)) {
    refuse("tls must say how the router's certificate is trusted; only tls: false goes without encryption.");
  }
  if (!iconv.encodingExists(fallbackEncoding)) {
    refuse(
      `The code page "${fallbackEncoding}" is unknown. Examples of known ones: win1250, win1251, win1252.`,
    );
  }
  checkDeadline("connectDeadline", full.connectDeadline);
  checkDeadline("commandDeadline", full.commandDeadline);

  return { ...full, port, label: `${isIP(host) === 6 ? `[${host}]` : host}:${port}` };
}
