/**
 * The connection to one router: made when first needed, shared by all commands, made again when it was lost, ended
 * when nobody used it for a while. Reads are repeated after a loss; a write only when it certainly was not carried out.
 */
import type { Command, Connection, Reply } from "../client/contract";
import { type Connect, dial } from "./dial";
import { isRouterOsError, RouterOsError } from "./errors";
import { failure, words } from "./messages";
import { type RouterSettings, routerLabel } from "./settings";

export interface Link {
  /** A command that changes nothing: repeated once on a fresh connection, and while the router is busy. */
  read(command: Command): Promise<Reply>;
  /** A command that changes something: `unanswered` when it may have been carried out and nobody knows. */
  write(command: Command): Promise<Reply>;
  /** Keeps the connection, idle or not, until the returned function is called. */
  hold(): () => void;
  /** Ends the connection once the commands under way have ended; later commands are refused. */
  close(): Promise<void>;
}

/** One connection; `retired` when a command was lost on it: it takes no new ones, and ends after the last. */
interface Line {
  readonly connection: Connection;
  inFlight: number;
  retired: boolean;
}

/** Milliseconds. */
export interface LinkTimes {
  /** A router that could not be reached is not tried again for so long: parallel resources fail together. */
  readonly rememberUnreachable: number;
  /** Any other failed login would fail again: trying once per resource only fills the router's log. */
  readonly rememberRefused: number;
  /** A connection that nobody uses ends after so long, because an open one keeps the process from ending. */
  readonly idle: number;
}

const defaultTimes: LinkTimes = { rememberUnreachable: 2_000, rememberRefused: 30_000, idle: 5_000 };

/** Pauses before a repetition, in milliseconds: doubled each time. */
const firstPause = 100;
const longestPause = 2_000;

export function createLink(settings: RouterSettings, connect: Connect, times = defaultTimes): Link {
  let current: Promise<Line> | undefined;
  let wasConnected = false;
  let closed = false;
  let holds = 0;
  let idleTimer: NodeJS.Timeout | undefined;
  const lines = new Set<Line>();

  function line(): Promise<Line> {
    if (closed)
      throw failure("cancelled", `The session with router ${routerLabel(settings)} has been closed.`);
    current ??= open();
    return current;
  }

  function open(): Promise<Line> {
    const forget = () => {
      if (current === opening) current = undefined;
    };
    const opening = (wasConnected ? dialAgain(settings, connect) : dial(settings, connect)).then(
      (connection) => {
        const line: Line = { connection, inFlight: 0, retired: false };
        wasConnected = true;
        lines.add(line);
        void connection.closed.then(() => {
          line.retired = true;
          lines.delete(line);
          forget();
        });
        return line;
      },
    );
    opening.catch((error) => {
      const unreachable = isRouterOsError(error, "unreachable");
      setTimeout(forget, unreachable ? times.rememberUnreachable : times.rememberRefused).unref();
    });
    return opening;
  }

  function retire(line: Line): void {
    if (!line.retired) current = undefined;
    line.retired = true;
    if (line.inFlight === 0) void line.connection.close();
  }

  function rest(): void {
    clearTimeout(idleTimer);
    const inUse = () => holds > 0 || [...lines].some((line) => line.inFlight > 0);
    if (inUse()) return;
    idleTimer = setTimeout(() => {
      if (!inUse()) for (const line of lines) retire(line);
    }, times.idle).unref();
  }

  async function runOn(line: Line, command: Command): Promise<Reply> {
    line.inFlight += 1;
    try {
      return await line.connection.run(command);
    } finally {
      line.inFlight -= 1;
      if (line.retired && line.inFlight === 0) void line.connection.close();
      rest();
    }
  }

  async function send(command: Command, changes: boolean): Promise<Reply> {
    const end = Date.now() + settings.commandDeadline;
    let lost = false;
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      const used = await line();
      try {
        return await runOn(used, command);
      } catch (error) {
        if (!(error instanceof RouterOsError)) throw failure("unanswered", words(error), error);
        const mayRepeat = !changes || !error.mayHaveExecuted;
        const loss = losses.has(error.category);
        if (loss) retire(used);
        if (loss && mayRepeat && !lost) {
          lost = true;
        } else if (error.category === "busy" && mayRepeat && Date.now() + pause < end) {
          await sleep(pause);
        } else {
          throw error;
        }
      }
    }
  }

  return {
    read: (command) => send(command, false),
    write: (command) => send(command, true),
    hold: () => {
      holds += 1;
      return () => {
        holds -= 1;
        rest();
      };
    },
    close: async () => {
      closed = true;
      await current?.catch(() => {});
      const open = [...lines];
      for (const line of open) retire(line);
      await Promise.all(open.map((line) => line.connection.closed));
    },
  };
}

/** After these nothing more is asked on the same connection: it is closed, unreadable, or silent. */
const losses: ReadonlySet<string> = new Set(["unreachable", "unanswered", "not-routeros"]);

/** The router was there a moment ago: it is given until the deadline to come back. */
async function dialAgain(settings: RouterSettings, connect: Connect): Promise<Connection> {
  const end = Date.now() + settings.connectDeadline;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    try {
      return await dial(settings, connect);
    } catch (error) {
      if (!isRouterOsError(error, "unreachable") || Date.now() + pause >= end) throw error;
      await sleep(pause);
    }
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
