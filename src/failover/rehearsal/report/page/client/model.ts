/** What the page of a rehearsal knows. Times are milliseconds from the beginning of a play. */

/**
 * How a stretch of time is drawn, see `marks.ts`. `use-0` is no line, `use-1` the first; `expected` is an outage of who asks by
 * a line that is not well.
 */
export type SpanStyle = "well" | "bad" | "dead" | "outage" | "expected" | "leak" | `use-${number}`;

/** A stretch of time on a lane. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly style: SpanStyle;
  /** Written into it where there is room. */
  readonly label: string;
  /** What is told about it; the label where there is none. */
  readonly detail?: string;
}

export type PointStyle = "event" | "decision" | "log" | "notice" | "write";

/** A moment on a lane. */
export interface Point {
  readonly at: number;
  readonly style: PointStyle;
  readonly detail: string;
}

export interface Lane {
  readonly name: string;
  readonly spans: readonly Span[];
  readonly points: readonly Point[];
}

/** What happened in a play, to be drawn and to be listed. */
export interface Timeline {
  readonly length: number;
  /** The stretch in which something happens. */
  readonly interesting: readonly [from: number, to: number];
  readonly lanes: readonly Lane[];
}

/** A demand; figures with their units. */
export interface DemandRow {
  readonly name: string;
  readonly met: boolean;
  readonly limit: string;
  readonly worst: string;
  readonly median: string;
  /** By seed, in the order of the seeds. */
  readonly values: readonly string[];
}

/** What was measured of one kind: `Longest outage`, with its rows: `SIP phone`, `12.2 s`. */
export interface FigureGroup {
  readonly title: string;
  readonly rows: readonly { readonly name: string; readonly value: string }[];
}

/** A form of the office in a scenario. */
export interface PlayData {
  readonly seeds: readonly number[];
  /** The seed of the play that is drawn. */
  readonly seed: number;
  readonly demands: readonly DemandRow[];
  readonly figures: readonly FigureGroup[];
  /** Why the play proves nothing. */
  readonly gaps: readonly string[];
  readonly stale: readonly string[];
  readonly timeline: Timeline;
}

export interface FormData {
  /** `RouterOS 7.21.5, strategy "script"`. */
  readonly title: string;
  readonly short: string;
  readonly isJudged: boolean;
  /** Place of the form that it is compared with. */
  readonly against?: number;
}

/** A cell of the matrix: a form in a scenario. */
export type Cell =
  | { readonly state: "met" | "missed"; readonly play: PlayData }
  | { readonly state: "not played"; readonly why: string };

export interface ScenarioData {
  readonly id: string;
  /** By form. */
  readonly cells: readonly Cell[];
}

export interface PageData {
  readonly forms: readonly FormData[];
  readonly scenarios: readonly ScenarioData[];
}
