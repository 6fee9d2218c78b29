import type { Trap } from "../config/contract";
import type { LoggedCommand } from "./command-log";

/** Relative to the execution of the command: before it (which then does not happen), or after it. */
export type When = "before" | "after";

/** What goes wrong with a command. */
export type CommandFaultKind =
  /** The connection goes away. `reset` sends RST, `close` (default) closes in order. After: no reply is sent. */
  | { readonly kind: "drop"; readonly when?: When; readonly how?: "close" | "reset" }
  /** The command, or with `after` its replies, wait this long. Other commands go on. */
  | { readonly kind: "delay"; readonly milliseconds: number; readonly when?: When }
  /** `action timed out …(13)`; the command is not executed. */
  | { readonly kind: "busy" }
  /** These traps and `!done`; the command is not executed. */
  | { readonly kind: "trap"; readonly traps: readonly Trap[] }
  /** `!fatal` with this reason, and the connection closes. */
  | { readonly kind: "fatal"; readonly reason?: string; readonly when?: When }
  /** Bytes that are no sentence, default a reserved control byte; the connection stays open. */
  | { readonly kind: "garbage"; readonly bytes?: Uint8Array; readonly when?: When }
  /** Half of the first reply sentence, then nothing more (`hang`, default) or the connection closes. */
  | { readonly kind: "half-word"; readonly afterwards?: "hang" | "close"; readonly when?: When }
  /** No answer ever, until the command is cancelled or the session ends. */
  | { readonly kind: "hang"; readonly when?: When }
  /** The router restarts and is away for `downFor` milliseconds (default 1000). */
  | { readonly kind: "reboot"; readonly when?: When; readonly downFor?: number };

export type CommandFault = CommandFaultKind & {
  /**
   * Which commands: the k-th as `LoggedCommand.sequence` counts, all with this path (`/ip/route/add`), or those the
   * predicate takes. Default: every command, the login too.
   */
  readonly on?: number | string | ((command: LoggedCommand) => boolean);
  /** How often it strikes. Default 1; `Infinity` until removed. */
  readonly times?: number;
};

/** New connections are accepted by the machine and then reset at once (default), or never answered (`silent`). */
export interface RefuseFault {
  readonly kind: "refuse";
  readonly how?: "reset" | "silent";
  /** Default 1. */
  readonly times?: number;
}

export type Fault = CommandFault | RefuseFault;

/** A fault in the list. */
export interface InjectedFault {
  readonly fault: Fault;
  /** How often it has struck. */
  readonly struck: number;
  remove(): void;
}

/** The faults of a router, tried in the order they were added. */
export interface Faults {
  add(...faults: Fault[]): InjectedFault[];
  /** Those that may still strike. */
  list(): readonly InjectedFault[];
  clear(): void;
}

export interface StrikingFaults extends Faults {
  /**
   * The faults that strike this command, in order. Each is used up only when it is asked for: whoever stops early
   * leaves the rest for the next command.
   */
  strike(command: LoggedCommand): Generator<CommandFault>;
  /** What happens to a new connection. */
  strikeConnection(): RefuseFault | undefined;
}

interface Entry {
  readonly fault: Fault;
  struck: number;
  remove(): void;
}

export function faultList(): StrikingFaults {
  const entries = new Set<Entry>();

  const use = (entry: Entry) => {
    entry.struck += 1;
    if (entry.struck >= (entry.fault.times ?? 1)) entry.remove();
  };

  return {
    add: (...faults) =>
      faults.map((fault) => {
        const entry: Entry = { fault, struck: 0, remove: () => void entries.delete(entry) };
        if ((fault.times ?? 1) > 0) entries.add(entry);
        return entry;
      }),
    list: () => [...entries],
    clear: () => entries.clear(),
    *strike(command) {
      for (const entry of [...entries]) {
        const { fault } = entry;
        if (fault.kind === "refuse" || !matches(fault.on, command)) continue;
        use(entry);
        yield fault;
      }
    },
    strikeConnection: () => {
      for (const entry of entries) {
        if (entry.fault.kind !== "refuse") continue;
        use(entry);
        return entry.fault;
      }
      return undefined;
    },
  };
}

function matches(on: CommandFault["on"], command: LoggedCommand): boolean {
  if (on === undefined) return true;
  if (typeof on === "number") return command.sequence === on;
  if (typeof on === "string") return command.path === on;
  return on(command);
}
