export type { CallOff, Clock } from "./clock";
export { type ManualClock, manualClock } from "./manual";
export { realClock } from "./real";
export { type PacedClock, type PacedClockOptions, pacedClock } from "./paced";
