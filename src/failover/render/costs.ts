/** What an office's choices promise and cost, in sentences. */
import { type DualWan, type Flush, loneTargets, longestRound, worstDetection } from "../args";

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;

/** What becomes of connections of the line that is left, where they are not marked. */
const ends: Readonly<Record<Flush["what"], string>> = {
  "departed-wan":
    "a switch ends them, and between the change of a route and their end a few packets may leave with the other line's address",
  services:
    "a switch ends those of some services only (onSwitch.flush); the others go on by the new line with the old line's address until they give up",
  nothing:
    'a switch does not end them (onSwitch.flush "nothing"): they go on by the new line with the old line\'s address until they give up',
};

/** Sentences on how it decides, on its flows, and on hosts that are asked alone. */
export function costs(office: DualWan): readonly string[] {
  const { strategy, interval, flows, objectives, flush } = office;
  const detection = `a line that dies beyond its gateway is left after ${seconds(worstDetection(office))} at most (promised: ${seconds(objectives.blackHole)})`;
  return [
    strategy.kind === "script"
      ? `A round every ${seconds(interval)} takes ${seconds(longestRound(office.lines, strategy.probing))} at most; ${detection}.`
      : `The routes check themselves: ${detection}. Nothing is promised about loss and about lines that come and go.`,
    flows === "follow"
      ? `flows "follow": connections from inside are not marked and may take FastTrack; ${ends[flush.what]}.`
      : "flows \"pin\": every connection keeps to the line it left by, and no packet leaves with another's address; none of them takes FastTrack, so the router's processor carries all internet traffic.",
    ...loneTargets(office).map((sentence) => `${sentence}.`),
  ];
}
