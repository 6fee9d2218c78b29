export type { ComponentArgs, DualWanFailoverArgs, WithSecrets } from "./args";
export { DualWanFailover } from "./dual-wan-failover";
export type { OfficeOutputs } from "./outputs";
export type { Child, Transform, Transforms } from "./transform";
