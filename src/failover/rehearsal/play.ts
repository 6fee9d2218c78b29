/** What was seen while a scenario was played. Times are milliseconds since 1970, of the simulated clock. */
import type { LeakReport, SourceReport } from "routeros-simulator";

export interface Switch {
  readonly at: number;
  /** Names of the lines; `""` for none. */
  readonly from: string;
  readonly to: string;
}

export interface Write {
  readonly at: number;
  readonly by: string;
  /** Whether a script wrote it, and not a person of the scenario. */
  readonly byScript: boolean;
  readonly menu: string;
  readonly what: string;
}

export interface LogLine {
  readonly at: number;
  readonly topics: string;
  readonly message: string;
}

/** A message of the office's notify script that arrived. */
export interface Notice {
  readonly at: number;
  /** The server, or who gets the mail. */
  readonly to: string;
  /** The line it came by. */
  readonly line: string;
  readonly text: string;
}

/** How a line was, for the picture. */
export interface LinePhase {
  readonly line: string;
  readonly is: "well" | "bad" | "dead";
  readonly from: number;
  readonly to: number;
}

export interface Spell {
  readonly from: number;
  readonly to: number;
}

/** A source whose packets get through by another line than before, or (`reconnects`) by a new connection. */
export interface Move {
  /** Its name. */
  readonly source: string;
  readonly at: number;
  readonly line: string;
}

export interface Play {
  readonly begun: number;
  readonly length: number;
  readonly sources: readonly SourceReport[];
  readonly leaks: readonly LeakReport[];
  /** When packets with a wrong address left. */
  readonly leakSpells: readonly Spell[];
  readonly switches: readonly Switch[];
  readonly writes: readonly Write[];
  readonly log: readonly LogLine[];
  /** Who was told what, beside the log. */
  readonly told: readonly Notice[];
  readonly lines: readonly LinePhase[];
  /** What the scenario did. */
  readonly events: readonly { readonly at: number; readonly label: string }[];
  readonly startsOn: string;
  readonly endsOn: string;
  /** Rows that held another address or gateway than their line's at the end. */
  readonly stale: readonly string[];
  /** When rows held another address or gateway than their line's; nothing of it is seen where days are played. */
  readonly staleSpells: readonly Spell[];
  /** By which line the packets of each source got through, whenever that changed. */
  readonly moves: readonly Move[];
  /** When a TCP session was opened again. */
  readonly reconnects: readonly Omit<Move, "line">[];
  /** The most runs of the decide script that were under way at once. */
  readonly runsAtOnce: number;
  /** The line in use by the status row at the end; undefined where there is none. */
  readonly recorded: string | undefined;
  /** What the simulator does not implement and a packet met: the play says nothing then. */
  readonly gaps: readonly string[];
}
