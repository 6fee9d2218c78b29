/** Rehearsals of an office on simulated routers. Needs the package `routeros-simulator`. */

export { routerOsVersions } from "routeros-simulator";
export { demandNames } from "./demands";
export {
  type DemandResult,
  type Performance,
  type Rehearsal,
  type RehearsalOptions,
  rehearse,
  type ScenarioResult,
} from "./rehearse";
export * as report from "./report";
export { scenarios } from "./scenarios";
export { everyVariant, type SiteArgs, type Variant } from "./variants";
