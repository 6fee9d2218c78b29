/** The registry of resource kinds, by Pulumi type name. */
import { menus } from "../menus";
import { isSettings, type Menu } from "../menus/language";
import { type Face, menuFace } from "./face";
import { itemFace } from "./item-face";
import type { Kind } from "./kind";
import { rowKind } from "./row-kind";
import { ruleOrderKind } from "./rule-order";
import { scriptRunKind } from "./script-run";
import { settingsKind } from "./settings";

const described: readonly Menu[] = Object.values(menus);

/** The kinds whose resources are rows. */
const faces: ReadonlyMap<string, Face> = new Map([
  ...described.filter((menu) => !isSettings(menu)).map((menu): [string, Face] => [menu.kind, menuFace(menu)]),
  ["RouterItem", itemFace],
]);

const kinds: ReadonlyMap<string, Kind> = new Map([
  ...[...faces].map(([name, face]): [string, Kind] => [name, rowKind(face)]),
  ...described.filter(isSettings).map((menu): [string, Kind] => [menu.kind, settingsKind(menu)]),
  ["RuleOrder", ruleOrderKind],
  ["ScriptRun", scriptRunKind],
]);

/** The face of a kind whose resources are rows; undefined for any other. */
export function faceOf(name: string): Face | undefined {
  return faces.get(name);
}

/** @throws Error for a kind that this version does not know */
export function kindOf(name: string): Kind {
  const kind = kinds.get(name);
  if (kind) return kind;
  throw new Error(
    `pulumi-routeros-provider does not know the kind ${name}: the program uses a newer pulumi-routeros. ` +
      "Install the same version of both packages",
  );
}
