import type { ApiCommand } from "./sentence";

/** A command as the router received it. */
export interface LoggedCommand {
  /** 1 for the first command since the start or the last `reset`. */
  readonly sequence: number;
  /** Number of the session that sent it. */
  readonly session: number;
  /** Name of the logged-in user; undefined before login. */
  readonly user: string | undefined;
  /** The command word as sent: `/ip/address/add`. */
  readonly path: string;
  /** Attribute words in order; the values of secret arguments are `***`. */
  readonly arguments: readonly (readonly [name: string, value: string])[];
  readonly queries: readonly string[];
  readonly tag: string;
  /** Milliseconds since 1970, by the router's clock. */
  readonly at: number;
}

/** Every command sent to the router; a login counts as one, in the challenge form too. */
export interface CommandLog {
  /** Commands since the start or the last `reset`. */
  readonly count: number;
  /** The newest of them (at least 50 000), oldest first. */
  readonly entries: readonly LoggedCommand[];
  /** Number of logged commands per path. */
  byPath(): Readonly<Record<string, number>>;
  /** Forgets everything; the next command is number 1 again. */
  reset(): void;
}

export interface RecordingCommandLog extends CommandLog {
  record(command: ApiCommand, sender: Pick<LoggedCommand, "session" | "user" | "at">): LoggedCommand;
}

/** A router that serves for days must not fill the memory with its log. */
const keptEntries = 100_000;
/** Characters of arguments and queries; a client may send megabytes in one. */
const keptCharacters = 64 * 2 ** 20;

const lengthOf = ({ arguments: given, queries }: LoggedCommand): number =>
  [...given.flat(), ...queries].reduce((sum, { length }) => sum + length, 0);

/**
 * Arguments whose values are secret: sensitive according to MikroTik (`password`, `secret`, `ipsec-secret`, `key`,
 * `ppk-secret`), passwords under other names (`old-password`, `wpa2-pre-shared-key`), and the answer to a challenge.
 */
const secretArgument = /(^|-)(password|secret|key|passphrase|response)$/;

export function commandLog(): RecordingCommandLog {
  let count = 0;
  let entries: LoggedCommand[] = [];
  let characters = 0;
  const keep = (kept: LoggedCommand[]) => {
    entries = kept;
    characters = kept.reduce((sum, entry) => sum + lengthOf(entry), 0);
  };
  return {
    get count() {
      return count;
    },
    get entries() {
      return entries;
    },
    byPath: () => {
      const counts: Record<string, number> = {};
      for (const { path } of entries) counts[path] = (counts[path] ?? 0) + 1;
      return counts;
    },
    reset: () => {
      count = 0;
      keep([]);
    },
    record: (command, sender) => {
      count += 1;
      const logged: LoggedCommand = {
        sequence: count,
        ...sender,
        path: command.path,
        arguments: command.arguments.map(([name, value]) => [name, masked(name, value)] as const),
        queries: command.queries.map(maskedQuery),
        tag: command.tag,
      };
      entries.push(logged);
      characters += lengthOf(logged);
      if (entries.length > keptEntries || characters > keptCharacters)
        keep(entries.slice(Math.ceil(entries.length / 2)));
      return logged;
    },
  };
}

function masked(name: string, value: string): string {
  return secretArgument.test(name) && value !== "" ? "***" : value;
}

/** `name=v`, `=name=v`, `<name=v`, `>name=v` compare with a value. */
function maskedQuery(query: string): string {
  const border = query.indexOf("=", 1);
  if (border < 0) return query;
  const name = query.slice(0, border);
  return `${name}=${masked(name.replace(/^[=<>]/, ""), query.slice(border + 1))}`;
}
