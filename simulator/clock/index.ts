export type { Clock, Timer } from "./clock";
export { type ManualClock, manualClock } from "./manual";
export { realClock } from "./real";
