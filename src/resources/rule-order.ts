import type * as pulumi from "@pulumi/pulumi";
import type { Anchor } from "pulumi-routeros-provider";
import { programError } from "../program-error";
import type { MenuResource } from "./menu-resource";
import { RouterResource } from "./router-resource";

/** What to do about rules of others that stand between the rules of a section. */
export type ForeignRules = "tolerate" | "report" | "refuse";

/** Arguments of {@link RuleOrder}. */
export interface RuleOrderArgs {
  /** Which router, by its name under `routeros:routers`. Default: the only one configured. */
  router?: string;
  /** The section that the rules belong to: the same text as in their `section`. */
  section: pulumi.Input<string>;
  /** The rules of the section, all of one menu, in the order in which they must be evaluated. */
  rules: readonly MenuResource[];
  /** Where the section stands in its menu; the same as in its rules. Default `bottom`. */
  anchor?: pulumi.Input<Anchor>;
  /**
   * Rules of others between the section's rules: `tolerate` them, `report` them as drift and move the section's
   * rules together (default), or `refuse` to go on until a person has looked.
   */
  foreign?: pulumi.Input<ForeignRules>;
}

/**
 * The order of a section of rules, as one resource: firewall mangle, NAT and filter rules, and routing rules.
 *
 * A swapped pair or a foreign rule in between is drift, named in the preview; `pulumi up` repairs it with the fewest
 * moves and never targets a dynamic or built-in rule. Deleting a RuleOrder changes nothing on the router.
 *
 * @example
 * const rules = [1, 2].map(
 *   (line) =>
 *     new FirewallNat(`isp${line}`, {
 *       section: "dual-wan",
 *       rank: line * 10,
 *       comment: `ISP${line} NAT`,
 *       chain: "srcnat",
 *       outInterface: `pppoe-isp${line}`,
 *       action: "masquerade",
 *     }),
 * );
 * new RuleOrder("nat-order", { section: "dual-wan", rules });
 */
export class RuleOrder extends RouterResource {
  /** The rules' keys in the order in which they stand on the router. */
  declare readonly order: pulumi.Output<string[]>;

  constructor(name: string, args: RuleOrderArgs, options?: pulumi.CustomResourceOptions) {
    const { rules, ...rest } = args;
    const members = rules.map((rule) => rule.id);
    super("RuleOrder", name, { ...rest, menu: menuOf(name, rules), members }, ["order"], [], options);
  }
}

function menuOf(name: string, rules: readonly MenuResource[]): string {
  const menus = [...new Set(rules.map((rule) => rule.menuPath))];
  const [menu] = menus;
  if (menu === undefined || menus.length > 1) {
    throw programError(
      `RuleOrder "${name}" needs rules of one RouterOS menu, but has ` +
        (menu === undefined ? "none." : `rules of ${menus.join(", ")}. Make one RuleOrder for each menu.`),
    );
  }
  return menu;
}
