/** What a RuleOrder declares, as it stands in checked inputs and in stored outputs. */
import { menus } from "../../menus";
import type { Menu } from "../../menus/language";
import type { Anchor } from "../../session/contract";
import { parseId } from "../ids";
import type { Props } from "../plain";

export const foreignChoices = ["tolerate", "report", "refuse"] as const;

/**
 * What to do about rows of others between the section's rules.
 * - `tolerate`: only the order of the rules counts
 * - `report`: drift; repaired by moving the section's rules together
 * - `refuse`: drift; nothing is moved until a person has looked
 */
export type Foreign = (typeof foreignChoices)[number];

export interface DeclaredOrder {
  readonly router?: string;
  readonly menu: Menu;
  readonly section: string;
  readonly anchor: Anchor;
  readonly foreign: Foreign;
  /** Pulumi ids of the rules, in the order wanted. */
  readonly members: readonly string[];
}

/** Names of the inputs. */
export const inputNames = ["router", "menu", "section", "anchor", "members", "foreign"] as const;

/** The menus whose rows have an order that means something, by path. */
export const orderedMenus: ReadonlyMap<string, Menu> = new Map(
  Object.values<Menu>(menus)
    .filter(({ ordered }) => ordered)
    .map((menu) => [menu.path, menu]),
);

/** @throws Error for a menu that has no order; `check` refuses such inputs */
export function declaredIn(props: Readonly<Props>): DeclaredOrder {
  const menu = orderedMenus.get(String(props.menu));
  if (!menu) throw new Error(`RuleOrder: the rows of ${String(props.menu)} have no order`);
  return {
    router: props.router as string | undefined,
    menu,
    section: props.section as string,
    anchor: (props.anchor ?? "bottom") as Anchor,
    foreign: (props.foreign ?? "report") as Foreign,
    members: (props.members ?? []) as readonly string[],
  };
}

/** The text of a rule's key, from its Pulumi id: its comment. */
export function nameOf(member: string): string {
  return parseId(member).key.join(", ");
}

/** `RuleOrder "dual-wan"`: how messages name it. */
export function subjectOf({ section }: Pick<DeclaredOrder, "section">): string {
  return `RuleOrder "${section}"`;
}
