/** What happened in a play, as lanes of a picture. */
import type { SourceReport } from "routeros-simulator";
import { noticeWords } from "../../notices";
import type { Play } from "../../play";
import { seconds } from "../../words";
import type { Lane, Point, Span, SpanStyle, Timeline } from "./client/model";

/** Sources that have a lane even where they had no outage: what people notice first. */
const always = [/^new connections$/, /^standing TCP/, /^SIP phone$/, /^WireGuard/];

/** Names of sources that are drawn: the usual ones, and those that had an outage in one of the plays. */
export function drawnSources(plays: readonly Play[]): ReadonlySet<string> {
  const names = plays
    .flatMap(({ sources }) => sources)
    .filter(({ name, outages }) => outages.length > 0 || always.some((pattern) => pattern.test(name)))
    .map(({ name }) => name);
  return new Set(names);
}

export function timelineOf(play: Play, drawn: ReadonlySet<string>): Timeline {
  const since = (at: number): number => Math.round(at - play.begun);
  const lanes: readonly Lane[] = [
    points(
      "events",
      play.events.map(({ at, label }) => ({ at: since(at), style: "event", detail: label })),
    ),
    spans("line in use", uses(play, since)),
    ...linesOf(play).map((line) =>
      spans(
        line,
        play.lines
          .filter((phase) => phase.line === line)
          .map(({ is, from, to }) => ({ from: since(from), to: since(to), style: is, label: is })),
      ),
    ),
    points(
      "decisions",
      play.log
        .filter(isDecision)
        .map(({ at, message }) => ({ at: since(at), style: "decision", detail: message })),
    ),
    ...(play.told.length === 0
      ? []
      : [
          points(
            "told",
            play.told.map((notice) => ({
              at: since(notice.at),
              style: "notice",
              detail: noticeWords(notice),
            })),
          ),
        ]),
    ...play.sources
      .filter(({ name }) => drawn.has(name))
      .map((source) => spans(source.name, outagesOf(source, play, since))),
    spans(
      "wrong address",
      play.leakSpells.map(({ from, to }) => ({
        from: since(from),
        to: since(to),
        style: "leak",
        label: "wrong address",
        detail: "packets left with another line's address, or a private one",
      })),
    ),
    points(
      "writes",
      play.writes.map(({ at, by, menu, what }) => ({
        at: since(at),
        style: "write",
        detail: `${by} wrote ${menu}: ${what}`,
      })),
    ),
    points(
      "router's log",
      play.log
        .filter((line) => !isDecision(line))
        .map(({ at, topics, message }) => ({ at: since(at), style: "log", detail: `${topics}: ${message}` })),
    ),
  ];
  return { length: play.length, interesting: interestingOf(lanes, play.length), lanes };
}

const isDecision = ({ topics }: Play["log"][number]): boolean => topics.split(",").includes("script");

const linesOf = ({ lines }: Play): readonly string[] => [...new Set(lines.map(({ line }) => line))].sort();

const spans = (name: string, its: readonly Span[]): Lane => ({ name, spans: its, points: [] });
const points = (name: string, its: readonly Point[]): Lane => ({ name, spans: [], points: its });

/** Which line was in use, from switch to switch. */
function uses(play: Play, since: (at: number) => number): Span[] {
  const names = linesOf(play);
  const style = (name: string): SpanStyle => `use-${names.indexOf(name.split("+")[0] ?? "") + 1}`;
  const starts = [{ at: play.begun, to: play.startsOn }, ...play.switches];
  return starts.map(({ at, to }, index) => ({
    from: since(at),
    to: since(starts[index + 1]?.at ?? play.begun + play.length),
    style: style(to),
    label: to || "none",
    detail: to === "" ? "no line is in use" : `${to} is in use`,
  }));
}

function outagesOf({ name, outages }: SourceReport, play: Play, since: (at: number) => number): Span[] {
  // Who asks by a line that is dead gets no answer, whatever a router does.
  const troubles = play.lines.filter(({ line, is }) => is !== "well" && name.endsWith(` by ${line}`));
  return outages.map(({ from, to, lost, reason }) => {
    const isExpected = troubles.some((trouble) => trouble.from < to && trouble.to >= from);
    const long = `${seconds((to - from) / 1000)} s`;
    return {
      from: since(from),
      to: since(to),
      style: isExpected ? "expected" : "outage",
      label: long,
      detail: `no answer, ${lost} packets lost: ${reason}${isExpected ? " (the line itself is not well)" : ""}`,
    };
  });
}

/** What is still so when a play ends is noticed up to so much earlier: by the last packet. Milliseconds. */
const lateness = 1500;

/**
 * From a bit before the first thing that happens to a bit after the last. What lasts from the beginning to the end of the play
 * tells nothing about when.
 */
function interestingOf(lanes: readonly Lane[], length: number): readonly [number, number] {
  const moments = lanes
    .flatMap((lane) => [
      ...lane.points.filter(({ style }) => style !== "log").map(({ at }) => at),
      ...lane.spans.flatMap(({ from, to }) => [from, to]),
    ])
    .filter((at) => at > 0 && at < length - lateness);
  if (moments.length === 0) return [0, length];
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const margin = Math.max(5_000, (last - first) * 0.04);
  const whole = 5_000;
  return [
    Math.max(0, Math.floor((first - margin) / whole) * whole),
    Math.min(length, Math.ceil((last + margin) / whole) * whole),
  ];
}
