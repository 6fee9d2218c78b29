/** What an office's choices promise and cost, in sentences. */
import { type DualWan, longestRound, worstDetection } from "../args";

const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;

/** One sentence or two on how it decides, and on its flows. */
export function costs(office: DualWan): readonly string[] {
  const { strategy, interval, flows, objectives } = office;
  const detection = `a line that dies beyond its gateway is left after ${seconds(worstDetection(office))} at most (promised: ${seconds(objectives.blackHole)})`;
  return [
    strategy.kind === "script"
      ? `A round every ${seconds(interval)} takes ${seconds(longestRound(office.lines, strategy.probing))} at most; ${detection}.`
      : `The routes check themselves: ${detection}. Nothing is promised about loss and about lines that come and go.`,
    flows === "follow"
      ? 'flows "follow": connections from inside are not marked and may take FastTrack; a switch ends them, and between the change of a route and their end a few packets may leave with the other line\'s address.'
      : "flows \"pin\": every connection keeps to the line it left by, and no packet leaves with another's address; none of them takes FastTrack, so the router's processor carries all internet traffic.",
  ];
}
