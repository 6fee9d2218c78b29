/**
 * pulumi-routeros: MikroTik RouterOS as code.
 *
 * @module
 */
import "./require-engine";

export { type Anchor, type RouterDescription, type Unset, unset } from "pulumi-routeros-provider";
export * from "./failover";
export * from "./resources";
export { getRouter } from "./router";
