/**
 * The menus of a RouterOS version: `data/extracted.json` (RouterOS's own command trees) for what it has, the tables in
 * `data/handwritten` for types, defaults, the menus that the trees lack, and all of 6.49.
 */
import { details, menus, version6 } from "../data/handwritten";
import type { RouterOsVersion } from "./contract";
import { extractedMenus } from "./schema/extracted";
import { type Details, detailsOf, handwrittenMenu, version6Menu } from "./schema/handwritten";
import type { RawMenu } from "./schema/raw";
import { typed } from "./schema/types";
import type { MenuSchema, PropertySchema } from "./schema-types";

const built = new Map<RouterOsVersion, ReadonlyMap<string, MenuSchema>>();

/** Every menu of a version, by path (`/ip/firewall/mangle`). Built once per version; throws on an error in the data. */
export function schemaFor(version: RouterOsVersion): ReadonlyMap<string, MenuSchema> {
  const known = built.get(version);
  if (known !== undefined) return known;
  const schema = new Map(
    rawMenus(version).map(([raw, detail]): [string, MenuSchema] => [
      raw.path,
      menuSchema(raw, detail, version),
    ]),
  );
  built.set(version, schema);
  return schema;
}

/** The menus of a version before they are typed, each with its table; for the count of sources. */
export function rawMenus(version: RouterOsVersion): (readonly [RawMenu, Details])[] {
  const found: (readonly [RawMenu, Details])[] = [];
  for (const [path, raw] of extractedMenus(version)) {
    const detail = details[path];
    if (detail === undefined) throw new Error(`${path}: in the extract, but no table of types by hand`);
    found.push([raw, detailsOf(detail)]);
  }
  if (version === "6.49") found.push(...version6Menus());
  for (const [path, menu] of Object.entries(menus)) {
    const raw = handwrittenMenu(path, menu, version);
    if (raw !== undefined) found.push([raw, detailsOf(menu)]);
  }
  return found;
}

function version6Menus(): (readonly [RawMenu, Details])[] {
  const base = extractedMenus("7.12.2");
  return Object.entries(version6).map(([path, menu]) => {
    const like = menu.like ?? path;
    const raw = base.get(like);
    const detail = details[like];
    if (raw === undefined || detail === undefined) throw new Error(`${path}: no menu ${like} to be like`);
    return [
      version6Menu(path, menu, raw),
      { ...detailsOf(detail), properties: { ...detail.properties, ...menu.properties } },
    ];
  });
}

function menuSchema(raw: RawMenu, detail: Details, version: RouterOsVersion): MenuSchema {
  const properties = new Map<string, PropertySchema>();
  for (const [name, property] of raw.properties) {
    const found = typed(property, detail.properties[name], detail.source, version);
    if (found === undefined) throw new Error(`${raw.path} ${name}: no value type in RouterOS ${version}`);
    properties.set(name, found.schema);
  }
  const stored = [...properties.keys()];
  const extra = (command: string) => [...(raw.argumentsOf.get(command) ?? [])];
  return {
    path: raw.path,
    source: raw.origin.text,
    form: detail.singleton ? "singleton" : "list",
    commands: new Set(raw.commands.keys()),
    subdirs: raw.subdirs,
    properties,
    addArguments: new Set(raw.commands.has("add") ? [...stored, ...extra("add")] : []),
    setArguments: new Set(raw.commands.has("set") ? [...stored, ...extra("set")] : []),
    printArguments: new Set(extra("print")),
    argumentsOf: raw.argumentsOf,
    unsettable: new Set(raw.unset.keys()),
    readOnly: new Set(raw.readOnly.keys()),
    required: detail.required.filter((name) => properties.has(name)),
  };
}
