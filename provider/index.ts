/**
 * The engine behind `pulumi-routeros`, without Pulumi. Pulumi's provider process enters by
 * `pulumi-routeros-provider/crud`; this entry serves programs and typings.
 *
 * @module
 */

export { type AddCommand, addCommand } from "./crud/add-command";
export { type Args, itemMenu, type Kind, menuOf, menus } from "./menus";
export { formatDuration, parseDuration } from "./menus/codecs";
export * from "./menus/descriptions";
export * from "./menus/language";
export { type CommandResult, connectRouter, type RouterConnection } from "./session/connect-router";
export type { Anchor, Attributes, RouterFacts } from "./session/contract";
export { describeRouter, type InterfaceDescription, type RouterDescription } from "./session/describe-router";
export { isRouterOsError, RouterOsError } from "./session/errors";
export { chooseRouter, parseSettings, type RouterSettings, type Settings } from "./session/settings";
