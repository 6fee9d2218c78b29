/** `RouterItem`: any menu without a description of its own. Its properties are in bags, credentials in one of their own. */
import { itemMenu, menus } from "../menus";
import { ItemMenuError } from "../menus/item";
import { type Menu, wireName } from "../menus/language";
import { isSingleton } from "../menus/singletons";
import type { Values } from "./declaration";
import type { Face, Failure } from "./face";
import { hasUnknown, type Props } from "./plain";

interface Bags {
  readonly properties: Readonly<Props>;
  readonly secretProperties: Readonly<Props>;
}

export const itemFace: Face = {
  kind: "RouterItem",
  optionNames: ["router", "adopt", "runtimeOwned", "path", "key"],
  bags: ["properties", "secretProperties"],
  isOpenable: ({ path, key, properties, secretProperties }) =>
    !hasUnknown(path) &&
    !hasUnknown(key) &&
    ![properties, secretProperties].some((bag) => typeof bag === "string"),
  open,
  identityOf: ({ path, key }) => ({
    path,
    key: Array.isArray(key) ? key.map((name) => wireName(String(name))) : key,
  }),
  mistakes,
  wrap(props, values) {
    const secret = Object.keys(bagsOf(props).secretProperties);
    const split = (wanted: boolean): Values =>
      Object.fromEntries(Object.entries(values).filter(([name]) => secret.includes(name) === wanted));
    return {
      properties: split(false),
      ...(props.secretProperties !== undefined && { secretProperties: split(true) }),
    };
  },
  remark(inputs) {
    const { path } = open(inputs).menu;
    const own = Object.values<Menu>(menus).find((menu) => menu.path === path);
    return (
      own &&
      `RouterItem of ${path}: use ${own.kind}, the class of this menu. It knows the properties and sees what a hand ` +
        "adds to a row; RouterItem compares only the properties that it lists."
    );
  },
  at: (props, name) =>
    name in bagsOf(props).secretProperties ? `secretProperties.${name}` : `properties.${name}`,
};

function open(props: Readonly<Props>): { readonly menu: Menu; readonly given: Readonly<Props> } {
  const { properties, secretProperties } = bagsOf(props);
  const given = { ...properties, ...secretProperties };
  const names = Object.keys(given);
  const menu = itemMenu(String(props.path), keyIn(props, names), names);
  const marked = Object.entries(menu.properties).map(([name, property]) => [
    name,
    name in secretProperties ? { ...property, secret: true } : property,
  ]);
  return { menu: { ...menu, properties: Object.fromEntries(marked) }, given };
}

/** The key's names in the spelling that the properties have: `address-pool` and `addressPool` are one property. */
function keyIn(props: Readonly<Props>, names: readonly string[]): readonly string[] {
  const key = (props.key ?? []) as readonly string[];
  return key.map((wanted) => names.find((name) => wireName(name) === wireName(wanted)) ?? wanted);
}

function bagsOf({ properties, secretProperties }: Readonly<Props>): Bags {
  return { properties: bag(properties), secretProperties: bag(secretProperties) };
}

function bag(value: unknown): Readonly<Props> {
  return typeof value === "object" && value !== null ? (value as Props) : {};
}

function mistakes(inputs: Readonly<Props>): readonly Failure[] {
  const shape = shapeMistakes(inputs);
  if (shape.length > 0 || !itemFace.isOpenable(inputs)) return shape;
  try {
    const { menu } = open(inputs);
    return [...settingsOnly(menu), ...inClear(menu, inputs), ...secretKey(inputs)];
  } catch (error) {
    if (!(error instanceof ItemMenuError)) throw error;
    return [{ property: error.property, reason: error.message }];
  }
}

function shapeMistakes({ path, key, properties, secretProperties }: Readonly<Props>): readonly Failure[] {
  const failures: Failure[] = [];
  if (typeof path !== "string")
    failures.push({ property: "path", reason: 'give the menu, such as "/ip/pool"' });
  if (!hasUnknown(key) && !(Array.isArray(key) && key.every((name) => typeof name === "string"))) {
    failures.push({ property: "key", reason: 'name the properties a row is known by, such as ["name"]' });
  }
  for (const [property, value] of Object.entries({ properties, secretProperties })) {
    const isBag = typeof value === "object" && value !== null && !Array.isArray(value);
    const mayBeLeftOut = property === "secretProperties" && value === undefined;
    if (!isBag && !mayBeLeftOut && !hasUnknown(value)) {
      failures.push({
        property,
        reason: 'use RouterOS properties by name, such as { name: "office", ranges: "…" }',
      });
    }
  }
  return failures;
}

function settingsOnly({ path }: Menu): readonly Failure[] {
  if (!isSingleton(path)) return [];
  const own = Object.values<Menu>(menus).find((menu) => menu.path === path);
  const instead = own ? `use ${own.kind}, the class of this menu` : `set it on the router (${path}/set)`;
  const reason =
    `${path} is one object of settings and has no rows, so there is nothing to add, and RouterItem cannot manage it: ` +
    instead;
  return [{ property: "path", reason }];
}

/** A name that looks like a credential's would keep its value in clear in the state. */
function inClear(menu: Menu, inputs: Readonly<Props>): readonly Failure[] {
  return Object.keys(bagsOf(inputs).properties)
    .filter((name) => menu.properties[name]?.secret)
    .map((name) => ({
      property: `properties.${name}`,
      reason: `${name} looks like a credential: put it into secretProperties, so that its value is kept as a secret`,
    }));
}

function secretKey(inputs: Readonly<Props>): readonly Failure[] {
  const secrets = Object.keys(bagsOf(inputs).secretProperties);
  return keyIn(inputs, secrets)
    .filter((name) => secrets.includes(name))
    .map((name) => ({ property: "key", reason: `${name} is a secret: a row cannot be known by it` }));
}
