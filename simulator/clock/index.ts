export type { CallOff, Clock } from "./clock";
export { type ManualClock, manualClock } from "./manual";
export { type PacedClock, type PacedClockOptions, pacedClock } from "./paced";
export { realClock } from "./real";
