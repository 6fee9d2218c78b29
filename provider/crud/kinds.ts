/** The registry of resource kinds, by Pulumi type name. */
import { menus } from "../menus";
import type { Menu } from "../menus/language";
import { menuFace } from "./face";
import { itemFace } from "./item-face";
import type { Kind } from "./kind";
import { rowKind } from "./row-kind";
import { ruleOrderKind } from "./rule-order";

const kinds: ReadonlyMap<string, Kind> = new Map([
  ...Object.values<Menu>(menus).map((menu): [string, Kind] => [menu.kind, rowKind(menuFace(menu))]),
  ["RouterItem", rowKind(itemFace)],
  ["RuleOrder", ruleOrderKind],
]);

/** @throws Error for a kind that this version does not know */
export function kindOf(name: string): Kind {
  const kind = kinds.get(name);
  if (kind) return kind;
  throw new Error(
    `pulumi-routeros-provider does not know the kind ${name}: the program uses a newer pulumi-routeros. ` +
      "Install the same version of both packages",
  );
}
