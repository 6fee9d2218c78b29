/** What the session needs from a connection to a RouterOS API. */
import type { FailureCategory } from "../session/contract";

/** One command sentence: path, attributes, query words. */
export interface Command {
  /** `/ip/firewall/mangle/print` */
  readonly path: string;
  /** Attribute words; `""` for flag-like arguments (`detail`). An unset is spelled `{ "!name": "" }`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Query words in order, with their leading `?`. */
  readonly queries?: readonly string[];
  /** Milliseconds until the command is given up and cancelled; default from the connection's options. */
  readonly deadline?: number;
}

/** The whole answer to one command. */
export interface Reply {
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** `=ret=` of `!done`. */
  readonly ret?: string;
}

/** A command that streams until cancelled (`listen`, `monitor`). */
export interface Listening extends AsyncIterable<Readonly<Record<string, string>>> {
  cancel(): Promise<void>;
}

export interface Connection {
  /** Runs one command under its own tag; commands may overlap. Rejects with `RouterOsError`. */
  run(command: Command): Promise<Reply>;
  listen(command: Command): Listening;
  /** Resolves once the socket is closed, for whatever reason; never rejects. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

export interface ConnectOptions {
  readonly host: string;
  /** Default 8729 with TLS, 8728 without. */
  readonly port?: number;
  readonly user: string;
  readonly password: string;
  /** `false` is plain text and must be said; otherwise how the router's certificate is trusted. */
  readonly tls: false | { readonly ca?: string; readonly fingerprint?: string; readonly servername?: string };
  /** Milliseconds for TCP, TLS and login together. Default 10 000. */
  readonly connectDeadline?: number;
  /** Milliseconds for one command. Default 30 000. */
  readonly commandDeadline?: number;
  /** Single-byte code page for words that are not UTF-8 (WinBox writes the PC's code page). Default `win1252`. */
  readonly fallbackEncoding?: string;
}

/** An error of the wire or of RouterOS; see `FailureCategory` for the meaning. */
export interface WireFailure {
  readonly category: FailureCategory;
  /** RouterOS's own words, all traps joined, or undefined where RouterOS said nothing. */
  readonly routerSays?: string;
  /** `=category=` of the first trap that has one. */
  readonly trapCategory?: number;
  /** True when the command may have been executed though no answer came. */
  readonly mayHaveExecuted: boolean;
}
