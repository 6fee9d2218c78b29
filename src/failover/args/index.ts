/** Arguments of a failover: their types, and the way from them to an office. */
export { askedName, longestRound, netwatchTimeout, probingLimit, worstDetection } from "./budget";
export type { Mistake } from "./checks";
export { loneTargets } from "./lone-targets";
export type * from "./model";
export { DualWanError, parseDualWan } from "./parse";
export type * from "./types";
export { floors, leastVersion, needsOf, numberOf } from "./versions";
