export type { ComponentArgs, DualWanFailoverArgs } from "./args";
export { DualWanFailover } from "./dual-wan-failover";
export type { Child, Transform, Transforms } from "./transform";
