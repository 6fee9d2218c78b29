/** Turns the handwritten menus, and the 6.49 dialect, into menus of one version. */
import type {
  Detail,
  HandwrittenMenu,
  HandwrittenProperty,
  MenuDetails,
  Version6Menu,
} from "../../data/handwritten/language";
import type { RouterOsVersion } from "../contract";
import { type Origin, type RawMenu, within } from "./raw";

export const byHand = (source: string): Origin => ({ kind: "handwritten", text: `handwritten: ${source}` });

/** Arguments that lists of every version take and that the handwritten menus do not repeat. */
const listPrint =
  "append as-value brief count-only detail file follow follow-only from interval proplist show-ids terse value-list where without-paging";
const singletonPrint = "append as-value file interval proplist without-paging";

/** `name@7.18.2`, or `name@..7.12.2` of one that was there before → the name, if it exists in the version. */
export function namesAt(text: string | undefined, version: RouterOsVersion): string[] {
  return (text ?? "")
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => word.split("@") as [string, string?])
    .filter(([, at = ""]) =>
      within(at.startsWith("..") ? { until: at.slice(2) } : at === "" ? {} : { since: at }, version),
    )
    .map(([name]) => name);
}

export function handwrittenMenu(
  path: string,
  menu: HandwrittenMenu,
  version: RouterOsVersion,
): RawMenu | undefined {
  if (!within(menu, version)) return undefined;
  const origin = byHand(menu.source);
  const commands = namesAt(menu.commands, version);
  const marked = (names: readonly string[]) => new Map(names.map((name) => [name, origin]));
  const argumentsOf = new Map(
    Object.entries(menu.arguments ?? {}).map(([command, names]) => [
      command,
      new Set(namesAt(names, version)),
    ]),
  );
  const given = (command: string, names: string) => {
    if (commands.includes(command) && !argumentsOf.has(command))
      argumentsOf.set(command, new Set(names.split(" ")));
  };
  given("print", menu.singleton ? singletonPrint : listPrint);
  given("add", commands.includes("move") ? "copy-from place-before" : "copy-from");
  if (!menu.singleton) given("set", "numbers");
  given("remove", "numbers");
  given("move", "numbers destination");
  given("unset", "numbers value-name");
  return {
    path,
    origin,
    commands: marked(commands),
    subdirs: menu.subdirs?.split(" ") ?? [],
    properties: new Map(propertiesAt(menu.properties, version).map((name) => [name, { origin }])),
    argumentsOf,
    unset: marked(namesAt(menu.unset, version)),
    readOnly: marked(namesAt(menu.readOnly, version)),
  };
}

const propertiesAt = (properties: Readonly<Record<string, HandwrittenProperty>>, version: RouterOsVersion) =>
  Object.keys(properties).filter((name) => within(properties[name] as HandwrittenProperty, version));

/** A menu of 6.49: the one of 7.12.2 that it is like, less what v7 brought, plus what v7 dropped. */
export function version6Menu(path: string, menu: Version6Menu, base: RawMenu): RawMenu {
  const origin = byHand(menu.source);
  const without = new Set(namesAt(menu.without, "6.49"));
  const left = <T>(map: ReadonlyMap<string, T>) => [...map.keys()].filter((name) => !without.has(name));
  const marked = (names: readonly string[]) => new Map(names.map((name) => [name, origin]));
  return {
    path,
    origin,
    commands: marked([...left(base.commands), ...namesAt(menu.commands, "6.49")]),
    subdirs: base.subdirs,
    properties: new Map([
      ...left(base.properties).map(
        (name): [string, RawMenu["properties"] extends ReadonlyMap<string, infer P> ? P : never] => {
          const { hint, words } = base.properties.get(name) ?? {};
          return [
            name,
            {
              origin,
              ...(hint === undefined ? {} : { hint, hintOrigin: origin }),
              ...(words === undefined ? {} : { words, wordsOrigin: origin }),
            },
          ];
        },
      ),
      ...Object.keys(menu.properties ?? {}).map((name) => [name, { origin }] as const),
    ]),
    argumentsOf: new Map(
      [...base.argumentsOf].map(([command, names]) => [
        command,
        new Set([...names].filter((name) => !without.has(name))),
      ]),
    ),
    unset: marked([...left(base.unset), ...namesAt(menu.unset, "6.49")]),
    readOnly: marked([...left(base.readOnly), ...namesAt(menu.readOnly, "6.49")]),
  };
}

/** Types and defaults of a menu in a version. */
export interface Details {
  readonly source: string;
  readonly singleton: boolean;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Detail>>;
}

export const detailsOf = (menu: MenuDetails | HandwrittenMenu): Details => ({
  source: menu.source,
  singleton: menu.singleton ?? false,
  required: menu.required ?? [],
  properties: menu.properties,
});
