/** The plan of an office. */
export { planDualWan, scriptBytes } from "./plan";
export {
  type OrderStep,
  type Part,
  type Plan,
  type PlannedStep,
  parts,
  type RowStep,
  type RunStep,
  type SettingsStep,
} from "./step";
