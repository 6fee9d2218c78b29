/** The engine's own arguments, as `check` accepts them. */
import { z } from "zod";
import { isConfidential, type Menu, type Property, wireName } from "../menus/language";
import { keyNames } from "./declaration";
import type { Face, Failure } from "./face";
import { equalPlain, hasUnknown, type Props } from "./plain";
import { nearest } from "./suggest";

const anchor = z.union(
  [
    z.enum(["top", "bottom", "before-first-drop", "before-fasttrack"]),
    z.strictObject({ before: z.string().min(1) }),
    z.strictObject({ after: z.string().min(1) }),
  ],
  {
    error:
      'use "top", "bottom", "before-first-drop", "before-fasttrack", { before: "<comment>" } or { after: "<comment>" }',
  },
);

const propertyNames = z.array(z.string(), "use a list of property names");

/** Every argument that is the engine's own, of whatever kind. */
export const optionSchemas: Readonly<Record<string, z.ZodType>> = {
  router: z.string("use the name of a router under routeros:routers").min(1),
  adopt: z.boolean("use true or false"),
  runtimeOwned: propertyNames,
  sensitive: propertyNames,
  adoptWithout: propertyNames,
  section: z.string("use the name of a section").min(1, "a section needs a name"),
  rank: z.number("use a number: a lower rank is evaluated earlier"),
  anchor,
  keyBy: z.string("use the name of a key"),
};

/** What is wrong with the options, each for itself. */
export function optionFailures(face: Pick<Face, "optionNames">, inputs: Readonly<Props>): readonly Failure[] {
  const given = face.optionNames.filter((name) => inputs[name] !== undefined && !hasUnknown(inputs[name]));
  const wrong = given.flatMap((name): Failure[] => {
    const parsed = optionSchemas[name]?.safeParse(inputs[name]);
    return parsed && !parsed.success
      ? [{ property: name, reason: parsed.error.issues[0]?.message ?? "" }]
      : [];
  });
  const lonely = ["rank", "anchor"].filter(
    (name) => inputs[name] !== undefined && inputs.section === undefined,
  );
  return [
    ...wrong,
    ...lonely.map((property) => ({
      property,
      reason: "has a meaning only with section: give the rule a section",
    })),
  ];
}

/** Options that are lists of properties, with why one of them may not be there. */
const propertyLists: Readonly<Record<string, (menu: Menu, named: Named) => string | undefined>> = {
  runtimeOwned: (menu, { name, property }) => {
    if (keyNames(menu).includes(name))
      return `${name} is what the row is known by, so it cannot be the router's to change`;
    return isConfidential(property)
      ? `${name} is a secret: its live value could not be shown, so it cannot be runtime-owned`
      : undefined;
  },
  sensitive: (menu, { name, property }) => {
    if (keyNames(menu).includes(name))
      return `${name} is what the row is known by: it is in Pulumi's id and in every message, so it cannot be sensitive`;
    return property.matcher
      ? `${name} is a condition: messages about the order of rules show it, so it cannot be sensitive`
      : undefined;
  },
  adoptWithout: (menu, { name, property }) =>
    property.matcher && !keyNames(menu).includes(name)
      ? undefined
      : `${name} is no condition of ${menu.kind}: only conditions may be lacking`,
};

interface Named {
  readonly name: string;
  readonly property: Property;
}

/** What is wrong with the options that are lists of properties, by the properties they name. */
export function listFailures(menu: Menu, inputs: Readonly<Props>): readonly Failure[] {
  const known = new Map(
    Object.entries(menu.properties).map(([name, property]) => [wireName(name), { name, property }]),
  );
  return Object.entries(propertyLists).flatMap(([option, refusal]): Failure[] => {
    const names = inputs[option];
    if (!Array.isArray(names) || hasUnknown(names)) return [];
    return names.map(String).flatMap((given): Failure[] => {
      const found = known.get(wireName(given));
      const reason = found
        ? refusal(menu, found)
        : `${menu.kind} has no property "${given}"${didYouMean(given, menu)}`;
      return reason === undefined ? [] : [{ property: option, reason }];
    });
  });
}

function didYouMean(wrong: string, menu: Menu): string {
  const name = nearest(wrong, Object.keys(menu.properties));
  return name === undefined ? "" : `: did you mean "${name}"?`;
}

/**
 * Runtime-owned properties are written when the row is created and are the router's business afterwards: a new value in
 * the program is put back to the one the row was created with, so that it is no change. Returns the names it concerns.
 */
export function keepRuntimeOwned(
  names: readonly string[],
  before: Readonly<Props>,
  values: Record<string, unknown>,
): readonly string[] {
  const changed = names.filter((name) => !equalPlain(before[name], values[name]));
  for (const name of changed) {
    if (before[name] === undefined) delete values[name];
    else values[name] = before[name];
  }
  return changed;
}
