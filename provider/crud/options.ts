/** The engine's own arguments, as `check` accepts them. */
import { z } from "zod";
import { type Menu, wireName } from "../menus/language";
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

/** Every argument that is the engine's own, of whatever kind. */
export const optionSchemas: Readonly<Record<string, z.ZodType>> = {
  router: z.string("use the name of a router under routeros:routers").min(1),
  adopt: z.boolean("use true or false"),
  runtimeOwned: z.array(z.string(), "use a list of property names"),
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

/** What is wrong with `runtimeOwned`, by the properties it names. */
export function runtimeOwnedFailures(menu: Menu, inputs: Readonly<Props>): readonly Failure[] {
  const names = inputs.runtimeOwned;
  if (!Array.isArray(names) || hasUnknown(names)) return [];
  const known = new Map(
    Object.entries(menu.properties).map(([name, property]) => [wireName(name), { name, property }]),
  );
  return names.map(String).flatMap((given): Failure[] => {
    const found = known.get(wireName(given));
    const reason = found
      ? notForTheRouter(menu, found)
      : `${menu.kind} has no property "${given}"${didYouMean(given, menu)}`;
    return reason === undefined ? [] : [{ property: "runtimeOwned", reason }];
  });
}

function notForTheRouter(
  menu: Menu,
  { name, property }: { name: string; property: Menu["properties"][string] },
): string | undefined {
  if (keyNames(menu).includes(name)) {
    return `${name} is what the row is known by, so it cannot be the router's to change`;
  }
  if (property.secret)
    return `${name} is a secret: its live value could not be shown, so it cannot be runtime-owned`;
  return undefined;
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
