import type * as pulumi from "@pulumi/pulumi";
import { RouterResource } from "./router-resource";

/** A value of a RouterOS property whose type this package does not know. */
export type ItemValue = string | number | boolean;

/** Arguments of {@link RouterItem}. */
export interface RouterItemArgs {
  /** Which router, by its name under `routeros:routers`. Default: the only one configured. */
  router?: string;
  /** RouterOS menu, with slashes: `/ip/dns/static`. */
  path: pulumi.Input<string>;
  /**
   * The properties that a row is known by: names out of `properties`. They must be unique among the menu's static
   * rows; where RouterOS keeps nothing unique, use `["comment"]`.
   */
  key: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * RouterOS properties, by RouterOS's names or in camelCase (`forward-to` or `forwardTo`). `unset` clears one.
   * Credentials belong into `secretProperties`; a name that looks like one is refused here.
   */
  properties: pulumi.Input<Record<string, pulumi.Input<ItemValue>>>;
  /** Properties whose values are credentials: kept as secrets in state and masked in messages. */
  secretProperties?: pulumi.Input<Record<string, pulumi.Input<ItemValue>>>;
  /** Take over a differing row with the same key. Default: `routeros:adopt` of the stack config, else false. */
  adopt?: pulumi.Input<boolean>;
  /** Names of properties that the router may change by itself later: written at create, then left alone. */
  runtimeOwned?: pulumi.Input<string>[];
}

/**
 * The way out: a row of any RouterOS menu that has no class of its own, with the same guarantees (known by its key,
 * adopted when equal, drift seen, deleted only if it is ours).
 *
 * It sees only the properties that it lists: what somebody adds to the row beside them (a condition of a firewall rule)
 * is no drift. Where a menu has a class of its own, use that; `check` prints a line that names it. A credential in
 * `secretProperties` that RouterOS never prints (the password of a `/user`) cannot be compared. Menus of settings, which
 * have no rows (`/system/identity`), are refused.
 *
 * Values are compared leniently, because their types are not known: `yes` equals `true`, `60s` equals `1m`.
 *
 * @example
 * new RouterItem("intranet", {
 *   path: "/ip/dns/static",
 *   key: ["name"],
 *   properties: { name: "intranet.example", address: "10.0.0.5", ttl: "5m" },
 * });
 */
export class RouterItem extends RouterResource {
  /** The row's id on the router (`*1A`): for reading, never for keeping. */
  declare readonly routerId: pulumi.Output<string>;
  /** The declared properties as the router has them. */
  declare readonly properties: pulumi.Output<Record<string, ItemValue>>;
  /** Live values of the `runtimeOwned` properties. */
  declare readonly runtime: pulumi.Output<Record<string, unknown> | undefined>;

  constructor(name: string, args: RouterItemArgs, options?: pulumi.CustomResourceOptions) {
    super("RouterItem", name, args, ["routerId", "runtime"], ["secretProperties"], options);
  }
}
