/** Where a fetch goes: from its `url`, or from `address`, `mode` and `src-path`. */
import { fail, missingArguments, noMatch, notSimulated } from "../errors";

export type Mode = "http" | "https" | "ftp";

export interface Place {
  readonly mode: Mode;
  /** What is connected to: a name or an address. */
  readonly server: string;
  readonly port: number;
  /** What the server is called: `host`, else the host of the URL. */
  readonly host: string;
  /** With its query. */
  readonly path: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

const ports: Readonly<Record<Mode, number>> = { http: 80, https: 443, ftp: 21 };
const isMode = (word: string): word is Mode => Object.hasOwn(ports, word);

/** RouterOS has them, the simulator has not. */
const others = new Set(["sftp", "tftp"]);

/** Scheme, user, password, host, port, path with its query. */
const form = /^(?:([a-z]+):\/\/)?(?:([^/@:?]*)(?::([^/@?]*))?@)?([^/:?\s]+)(?::(\d+))?([/?]\S*)?$/i;

/** @throws CommandFailure when there is neither a URL nor an address, or the simulator has not the mode */
export function placeOf(given: ReadonlyMap<string, string>): Place {
  const address = given.get("address");
  const url = given.get("url");
  if (url === undefined && address === undefined) throw missingArguments(["url"]);
  if (address?.includes("@")) throw notSimulated("fetch in a VRF");
  const parts = form.exec(url ?? (address as string));
  // A space has no place in a URL; the words are not established.
  if (parts === null) throw fail("invalid value for argument url");
  const [, scheme, user, password, named = "", port, path = "/"] = parts;
  const mode = modeOf(scheme, given.get("mode"));
  const virtual = given.get("host") ?? "";
  return {
    mode,
    server: address ?? named,
    port: Number(given.get("port") ?? port ?? ports[mode]),
    host: virtual === "" ? named : virtual,
    path: url === undefined ? slashed(remotePath(given)) : slashed(path),
    user: given.get("user") ?? user,
    password: given.get("password") ?? password,
  };
}

/** The scheme of the URL wins over `mode`. */
function modeOf(scheme: string | undefined, mode: string | undefined): Mode {
  const word = (scheme ?? mode ?? "http").toLowerCase();
  if (others.has(word)) throw notSimulated(`fetch by ${word}`);
  if (!isMode(word)) throw noMatch("mode");
  return word;
}

/** Without a URL `src-path` is the remote file, and `dst-path` that of an upload. */
const remotePath = (given: ReadonlyMap<string, string>): string =>
  given.get(isOn(given.get("upload")) ? "dst-path" : "src-path") ?? "";

export const isOn = (word: string | undefined): boolean => word === "yes" || word === "true";

const slashed = (path: string): string => (path.startsWith("/") ? path : `/${path}`);

/** The name a download gets without `dst-path`: the last part of the path; empty where there is none. */
export const lastPart = (path: string): string => (path.split("?")[0] as string).split("/").pop() as string;
