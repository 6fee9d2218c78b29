/** From a fixture's data to arguments of a program, and to texts on the router. */
import { itemMenu, menuOf } from "../../provider/menus";
import {
  keyNamesOf,
  keyOf,
  type Menu,
  propertyName,
  type Row,
  type VersionGate,
  wireName,
} from "../../provider/menus/language";
import { gateProblem } from "../../provider/menus/versions";
import { type Args, type Exercise, type Fixture, isReason, mark } from "./fixture";
import type { Declared } from "./pulumi/stack";

const options = ["adopt", "runtimeOwned", "section", "rank", "anchor", "router", "keyBy"];

/** The kind's menu with the key that the fixture uses. */
export function menuFor({ kind, item, minimal, properties }: Fixture): Menu {
  if (item) return itemMenu(item.path, item.key, Object.keys(properties));
  const menu = menuOf(kind);
  if (!menu) throw new Error(`there is no kind ${kind}`);
  return { ...menu, key: keyOf(menu, minimal.keyBy as string | undefined) };
}

/** Names of what the rows are known by. */
export function keyNames({ key }: Menu): readonly string[] {
  return keyNamesOf(key);
}

/** A resource with these arguments; those that are `undefined` are left out. */
export function declared({ kind, item }: Fixture, args: Args): Declared {
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
  if (!item) return { kind, args: given };
  const part = (wanted: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => wanted(name)));
  const isSecret = (name: string) => item.secret.includes(name);
  const isOption = (name: string) => options.includes(name);
  return {
    kind,
    args: {
      ...part(isOption),
      path: item.path,
      key: item.key,
      properties: part((name) => !isOption(name) && !isSecret(name)),
      ...(item.secret.length > 0 && { secretProperties: part(isSecret) }),
    },
  };
}

/** Where an argument stands among the inputs: `comment`, of a RouterItem `properties.comment`. */
export function inputOf({ item }: Fixture, name: string): string {
  if (!item || options.includes(name)) return name;
  return `${item.secret.includes(name) ? "secretProperties" : "properties"}.${name}`;
}

export function isIn(gate: VersionGate, version: string): boolean {
  return gateProblem(gate, version, "") === undefined;
}

/** The full arguments, without those that this version does not have. */
export function fullArgs(fixture: Fixture, menu: Menu, version: string): Args {
  return Object.fromEntries(
    Object.entries(fixture.full).filter(([name]) => {
      const exercise = fixture.properties[propertyName(name)];
      const ofFixture = exercise === undefined || isReason(exercise) || isIn(exercise, version);
      return ofFixture && isIn(menu.properties[name] ?? {}, version);
    }),
  );
}

/** The properties that are exercised by themselves in this version. */
export function exercises(
  { properties }: Fixture,
  menu: Menu,
  version: string,
): readonly [string, Exercise][] {
  return Object.entries(properties).flatMap(([name, exercise]): [string, Exercise][] => {
    if (isReason(exercise) || !isIn(exercise, version)) return [];
    return isIn(menu.properties[name] ?? {}, version) ? [[name, inVersion(exercise, version)]] : [];
  });
}

function inVersion(exercise: Exercise, version: string): Exercise {
  const { older } = exercise;
  return older && !isIn({ since: older.until }, version)
    ? { ...exercise, texts: undefined, ...older }
    : exercise;
}

/** What RouterOS prints for the first or the second value; undefined for "not set". */
export function textOf({ values, texts }: Exercise, which: 0 | 1): string {
  const value = values[which];
  return texts?.[which] ?? (Array.isArray(value) ? value.join(",") : String(value));
}

/** The texts of a row that can be written, in RouterOS's names: what a person would type to make it again. */
export function writable(menu: Menu, row: Row): Readonly<Record<string, string>> {
  const names = Object.keys(menu.properties).map(wireName);
  // Empty is what RouterOS does not know yet; a presence flag that is on is empty, too, and its default is false.
  const isGiven = (name: string) => row[name] !== undefined && (row[name] !== "" || isFlag(menu, name));
  return Object.fromEntries(names.flatMap((name) => (isGiven(name) ? [[name, row[name] ?? ""]] : [])));
}

function isFlag({ properties }: Menu, wire: string): boolean {
  return properties[propertyName(wire)]?.default === false;
}

/** Whether the suite made a row: its mark is in one of its texts. */
export function isMarked(row: Row): boolean {
  return Object.values(row).some((text) => text.includes(mark));
}

/** Every credential in a fixture: none may show anywhere but under its own name. */
export function secretsOf(fixture: Fixture, menu: Menu): readonly string[] {
  const names = Object.entries(menu.properties)
    .filter(([name, { secret }]) => secret || fixture.item?.secret.includes(name))
    .map(([name]) => name);
  return names.flatMap((name) => {
    const exercise = fixture.properties[name];
    const values = exercise && !isReason(exercise) ? exercise.values : [];
    return [...values, fixture.full[name], fixture.minimal[name]].filter((one) => typeof one === "string");
  }) as readonly string[];
}
