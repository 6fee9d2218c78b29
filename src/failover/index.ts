/** What programs use of the failover: the component, its arguments, and the plan without Pulumi. */
export type { DualWan, Mistake } from "./args";
export { DualWanError, parseDualWan } from "./args";
export type * from "./args/types";
export * from "./component";
export {
  type OrderStep,
  type Part,
  type Plan,
  type PlannedStep,
  planDualWan,
  type RowStep,
  type RunStep,
  type SettingsStep,
} from "./plan";
export { type RscOptions, type TableOptions, toRsc, toTable } from "./render";
