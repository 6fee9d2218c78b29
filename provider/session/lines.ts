/**
 * The connections to one router: one at a time takes commands; made when first needed, made again when it was lost,
 * ended when nobody used it for a while.
 */
import type { Command, Connection, Reply } from "../client/contract";
import { type Connect, type Dial, dial } from "./dial";
import { isRouterOsError } from "./errors";
import { failure } from "./messages";
import { pauses } from "./pauses";
import { type RouterSettings, routerLabel } from "./settings";

/** One connection; `retired` when a command was lost on it: it takes no new ones, and ends after the last. */
export interface Line {
  readonly connection: Connection;
  inFlight: number;
  retired: boolean;
}

export interface Lines {
  /** The line that takes commands. */
  take(): Promise<Line>;
  run(line: Line, command: Command): Promise<Reply>;
  /** The next command gets another line. */
  retire(line: Line): void;
  /** Keeps the connection, idle or not, until the returned function is called. */
  hold(): () => void;
  /** Ends all lines once the commands under way have ended; no more is taken. */
  close(): Promise<void>;
}

/** Milliseconds. */
export interface LineTimes {
  /** A router that could not be reached is not tried again for so long: parallel resources fail together. */
  readonly rememberUnreachable: number;
  /** Any other failed login would fail again: trying once per resource only fills the router's log. */
  readonly rememberRefused: number;
  /** A connection that nobody uses ends after so long, because an open one keeps the process from ending. */
  readonly idle: number;
}

export const defaultTimes: LineTimes = { rememberUnreachable: 2_000, rememberRefused: 30_000, idle: 5_000 };

export function createLines(
  settings: RouterSettings,
  connect: Connect,
  times: LineTimes,
  dialler: Dial = dial,
): Lines {
  let current: Promise<Line> | undefined;
  let wasConnected = false;
  let closed = false;
  const open = new Set<Line>();

  function openLine(): Promise<Line> {
    const forget = () => {
      if (current === opening) current = undefined;
    };
    const opening = (wasConnected ? dialAgain(dialler, settings, connect) : dialler(settings, connect)).then(
      (connection) => {
        const line: Line = { connection, inFlight: 0, retired: false };
        wasConnected = true;
        open.add(line);
        void connection.closed.then(() => {
          line.retired = true;
          open.delete(line);
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

  const idleness = watchIdleness(
    times.idle,
    () => [...open].some((line) => line.inFlight > 0),
    () => open.forEach(retire),
  );

  return {
    take: async () => {
      if (closed)
        throw failure("cancelled", `The session with router ${routerLabel(settings)} has been closed.`);
      current ??= openLine();
      return current;
    },
    run: async (line, command) => {
      line.inFlight += 1;
      try {
        return await line.connection.run(command);
      } finally {
        line.inFlight -= 1;
        if (line.retired && line.inFlight === 0) void line.connection.close();
        idleness.watch();
      }
    },
    retire,
    hold: idleness.hold,
    close: async () => {
      closed = true;
      await current?.catch(() => {});
      const ending = [...open];
      ending.forEach(retire);
      await Promise.all(ending.map((line) => line.connection.closed));
    },
  };
}

/** Calls `end` when nothing was in use for `idle` milliseconds after the last `watch`. */
function watchIdleness(idle: number, busy: () => boolean, end: () => void) {
  let holds = 0;
  let timer: NodeJS.Timeout | undefined;
  const inUse = () => holds > 0 || busy();
  const watch = () => {
    clearTimeout(timer);
    if (!inUse()) timer = setTimeout(() => !inUse() && end(), idle).unref();
  };
  return {
    watch,
    hold: () => {
      holds += 1;
      return () => {
        holds -= 1;
        watch();
      };
    },
  };
}

/** The router was there a moment ago: it is given until the deadline to come back. */
async function dialAgain(dialler: Dial, settings: RouterSettings, connect: Connect): Promise<Connection> {
  const pause = pauses(settings.connectDeadline);
  for (;;) {
    try {
      return await dialler(settings, connect);
    } catch (error) {
      if (!isRouterOsError(error, "unreachable") || !(await pause())) throw error;
    }
  }
}
