/** Reads `data/extracted.json`: the menus of one version as RouterOS's own command trees have them. */
import extractedJson from "../../data/extracted.json";
import type { RouterOsVersion } from "../contract";
import { type Origin, type RawMenu, type RawProperty, within } from "./raw";

interface Span {
  readonly since?: string;
  readonly until?: string;
}
interface Form {
  readonly hint?: string;
  readonly words?: readonly string[];
}
interface Property extends Span, Form {
  readonly changes?: readonly ({ readonly since: string } & Form)[];
}
interface Menu {
  readonly subdirs?: readonly string[];
  readonly commands: Readonly<Record<string, Span>>;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly arguments?: Readonly<Record<string, Readonly<Record<string, Span>>>>;
  readonly unset?: Readonly<Record<string, Span>>;
  readonly readOnly?: Readonly<Record<string, Span>>;
}
interface Data {
  readonly provenance: Readonly<
    Record<string, Readonly<Record<"arguments" | "hints" | "words" | "readOnly", string>>>
  >;
  readonly menus: Readonly<Record<string, Menu>>;
}

const data = extractedJson as unknown as Data;

/** The extracted menus of a version, by path. Empty for 6.49, of which there is no tree. */
export function extractedMenus(version: RouterOsVersion): Map<string, RawMenu> {
  const provenance = data.provenance[version];
  if (provenance === undefined) return new Map();
  const origin = (text: string): Origin => ({ kind: text === "extracted" ? "extracted" : "inferred", text });
  const origins = {
    arguments: origin(provenance.arguments),
    hints: origin(provenance.hints),
    words: origin(provenance.words),
    readOnly: origin(provenance.readOnly),
  };
  return new Map(
    Object.entries(data.menus).map(([path, menu]) => [path, rawMenu(path, menu, version, origins)]),
  );
}

function rawMenu(
  path: string,
  menu: Menu,
  version: RouterOsVersion,
  origins: Record<"arguments" | "hints" | "words" | "readOnly", Origin>,
): RawMenu {
  const present = (names: Readonly<Record<string, Span>> = {}) =>
    Object.keys(names).filter((name) => within(names[name] as Span, version));
  const properties = present(menu.properties).map((name): [string, RawProperty] => {
    const property = menu.properties?.[name] as Property;
    const { hint, words } =
      [...(property.changes ?? [])].reverse().find((c) => within(c, version)) ?? property;
    return [
      name,
      {
        origin: origins.arguments,
        ...(hint === undefined ? {} : { hint, hintOrigin: origins.hints }),
        ...(words === undefined ? {} : { words, wordsOrigin: origins.words }),
      },
    ];
  });
  return {
    path,
    origin: origins.arguments,
    commands: new Map(present(menu.commands).map((name) => [name, origins.arguments])),
    subdirs: menu.subdirs ?? [],
    properties: new Map(properties),
    argumentsOf: new Map(
      Object.entries(menu.arguments ?? {}).map(([command, names]) => [command, new Set(present(names))]),
    ),
    unset: new Map(present(menu.unset).map((name) => [name, origins.words])),
    readOnly: new Map(present(menu.readOnly).map((name) => [name, origins.readOnly])),
  };
}
