/** Talks to a configuration plane without sockets. */
import { type ManualClock, manualClock } from "../../../simulator/clock";
import {
  createConfigurationPlane,
  type PlaneOptions,
  type RouterConfiguration,
} from "../../../simulator/config";
import {
  type Caller,
  CommandFailure,
  type PrintedRow,
  type RouterOsVersion,
} from "../../../simulator/config/contract";

export interface Answer {
  readonly rows: PrintedRow[];
  readonly ret?: string;
  /** The messages of the traps. */
  readonly traps?: string[];
}

export interface Lab {
  readonly plane: RouterConfiguration;
  readonly clock: ManualClock;
  readonly admin: Caller;
  /** Runs `/menu/command =name=value ?query` words as `caller` (default: admin with every policy). */
  run(path: string, words?: readonly string[], caller?: Caller): Promise<Answer>;
  /** Like `run`, and fails the test on a trap. */
  must(path: string, words?: readonly string[], caller?: Caller): Promise<Answer>;
  login(user: string): Caller;
}

export const password = "secret";

export function lab(version: RouterOsVersion = "7.21.5", options: Partial<PlaneOptions> = {}): Lab {
  const clock = manualClock();
  const users = [
    { name: "admin", password },
    { name: "reader", password, group: "read" },
    { name: "writer", password, group: "write" },
  ];
  const plane = createConfigurationPlane({ version, clock, users, ...options });
  const login = (user: string): Caller => {
    const caller = plane.login(user, password, "api", "10.0.0.9");
    if (caller === undefined) throw new Error(`${user} cannot log in`);
    return caller;
  };
  const admin = login("admin");
  const run: Lab["run"] = async (path, words = [], caller = admin) => {
    const signal = new AbortController().signal;
    const rows: PrintedRow[] = [];
    try {
      const result = await plane.execute(requestOf(path, words), caller, {
        row: (row) => rows.push(row),
        signal,
      });
      return { rows, ...(result.ret === undefined ? {} : { ret: result.ret }) };
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      return { rows, traps: error.traps.map((trap) => trap.message) };
    }
  };
  const must: Lab["must"] = async (path, words, caller) => {
    const answer = await run(path, words, caller);
    if (answer.traps !== undefined)
      throw new Error(`${path} ${words?.join(" ")}: ${answer.traps.join("; ")}`);
    return answer;
  };
  return { plane, clock, admin, run, must, login };
}

/** `=name=value` and `?query` words of a command. */
export function requestOf(path: string, words: readonly string[]) {
  const border = path.lastIndexOf("/");
  return {
    menu: path.slice(0, border),
    command: path.slice(border + 1),
    arguments: words
      .filter((word) => word.startsWith("="))
      .map((word): [string, string] => {
        const at = word.indexOf("=", 1);
        return [word.slice(1, at), word.slice(at + 1)];
      }),
    queries: words.filter((word) => word.startsWith("?")).map((word) => word.slice(1)),
  };
}

/** Values of one property, row by row. */
export const column = (rows: readonly PrintedRow[], name: string): (string | undefined)[] =>
  rows.map((row) => row[name]);
