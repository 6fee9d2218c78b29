/**
 * pulumi-routeros: MikroTik RouterOS as code.
 *
 * @module
 */
export { type Anchor, type RouterDescription, type Unset, unset } from "pulumi-routeros-provider";
export * from "./resources";
export { getRouter } from "./router";
