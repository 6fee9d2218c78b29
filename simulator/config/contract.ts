/**
 * What the API server (and later the script interpreter) asks of the simulated router's configuration plane.
 * Nothing here knows about sockets or sentences.
 */

/** `read`, `write`, `policy`, `sensitive`, … as in `/user/group`. */
export type Policy = string;

/** A logged-in session: owner of safe mode, of listens, and of the rows of `/user/active`. */
export interface Caller {
  readonly id: number;
  readonly user: string;
  readonly policies: ReadonlySet<Policy>;
  readonly via: "api" | "api-ssl" | "console" | "script";
  readonly address: string;
  /** What started a script that no person started: `scheduler:watch`, `netwatch:8.8.8.8`. */
  readonly origin?: string | undefined;
  /** The script's name in `/system/script`, and its id among the jobs. */
  readonly script?: string | undefined;
  readonly job?: string | undefined;
}

/** One command, addressed to a menu. Argument order is kept because RouterOS sees it. */
export interface CommandRequest {
  /** `/ip/firewall/mangle`; `""` for commands of the root (`/ping`, `/quit` is the server's own). */
  readonly menu: string;
  /** `add`, `set`, `print`, … (`getall` already resolved to `print`) */
  readonly command: string;
  /** Attribute words in order, without the leading `=`; `.id` included, `.tag` not. */
  readonly arguments: readonly (readonly [name: string, value: string])[];
  /** Query words in order, without the leading `?`: `name=v`, `#|`. */
  readonly queries: readonly string[];
}

/** Rows as they appear in `!re`: RouterOS property names (`.id`, `.dead` with the dot) to text. */
export type PrintedRow = Readonly<Record<string, string>>;

export interface CommandOutput {
  row(row: PrintedRow): void;
  /** What a script prints with `:put`; over the API nobody sees it. */
  line?(text: string): void;
  /** Fires when the command is cancelled (`/cancel`) or its session ends. Long commands must then reject with `interrupted`. */
  readonly signal: AbortSignal;
}

export interface CommandResult {
  /** `=ret=` of `!done`. */
  readonly ret?: string;
  /** True for commands that return rows: tells the server to send `!empty` (7.18+) when there were none. */
  readonly returnsRows: boolean;
}

/** One `!trap`. A command may fail with several. */
export interface Trap {
  readonly message: string;
  /** 0 … 7 as in the API manual; many real traps carry none. */
  readonly category?: number;
}

export class CommandFailure extends Error {
  readonly traps: readonly Trap[];
  /** What `:onerror`'s second variable gets besides the text: printed values by name. */
  details: Readonly<Record<string, string>> | undefined;
  constructor(...traps: Trap[]) {
    super(traps.map((trap) => trap.message).join("; "));
    this.name = "CommandFailure";
    this.traps = traps;
  }
}

/** A service of the API as `/ip/service` has it. */
export interface ServiceState {
  readonly disabled: boolean;
  /** The certificate that it was given, with its private key, both PEM. */
  readonly certificate: { readonly cert: string; readonly key: string } | undefined;
}

/** The configuration plane of one router. */
export interface ConfigurationPlane {
  readonly version: RouterOsVersion;
  /** Checks credentials against `/user`; undefined when they are wrong or the user is disabled. Adds the `/user/active` row. */
  login(name: string, password: string, via: Caller["via"], address: string): Caller | undefined;
  /** The password in clear of a user, for the challenge login of versions before 6.43; undefined if there is no such user. */
  passwordOf(name: string): string | undefined;
  /** What `/ip/service` says of a service now; without this every service is enabled and has no certificate of the router's own. */
  service?(name: "api" | "api-ssl"): ServiceState;
  /** The session has ended: its `/user/active` row goes, safe mode that it holds is rolled back. */
  logout(caller: Caller): void;
  execute(request: CommandRequest, caller: Caller, output: CommandOutput): Promise<CommandResult>;
  /**
   * The router has restarted: what does not survive one is gone (dynamic rows, logins, uptime, a held safe mode).
   * The API server has closed every session, and called `logout` for each, before it calls this.
   */
  reboot?(): void;
}

/** A RouterOS version that the simulator can be. */
export type RouterOsVersion = "6.49" | "7.12.2" | "7.18.2" | "7.21.5" | "7.22.3" | "7.24";
export const routerOsVersions: readonly RouterOsVersion[] = [
  "6.49",
  "7.12.2",
  "7.18.2",
  "7.21.5",
  "7.22.3",
  "7.24",
];
