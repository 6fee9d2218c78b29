import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { programError } from "../program-error";
import { resourceKinds } from "../resources/kinds";

const name = z.string().min(1, "a name is needed: it is the resource's name in Pulumi");

/** One object of a site: which kind, which name in Pulumi, and the arguments of its class. */
const object = z.strictObject({
  name,
  kind: z.enum(Object.keys(resourceKinds) as [string, ...string[]]),
  args: z.record(z.string(), z.unknown()),
  /** Names of objects that must exist on the router before this one. */
  after: z.array(name).default([]),
});

/** The order of a section of rules: the names of its rules, first to last. */
const order = z.strictObject({
  name,
  section: z.string().min(1),
  rules: z.array(name).min(1),
  anchor: z
    .union([
      z.enum(["top", "bottom", "before-first-drop", "before-fasttrack"]),
      z.strictObject({ before: z.string() }),
      z.strictObject({ after: z.string() }),
    ])
    .optional(),
  foreign: z.enum(["tolerate", "report", "refuse"]).optional(),
});

/** The configuration value `site` of a stack. */
export const siteSchema = z.strictObject({
  objects: z.array(object).default([]),
  orders: z.array(order).default([]),
});

export type Site = z.output<typeof siteSchema>;

/**
 * Reads a site, and checks that every name it refers to is declared, once.
 * @throws pulumi.RunError that lists every mistake with its place in the configuration.
 */
export function parseSite(value: unknown): Site {
  const result = siteSchema.safeParse(value);
  if (!result.success) {
    const problems = result.error.issues.map(
      (issue) => `site.${issue.path.map(String).join(".")}: ${issue.message}`,
    );
    throw siteError(problems);
  }
  const problems = nameProblems(result.data);
  if (problems.length > 0) throw siteError(problems);
  return result.data;
}

function nameProblems({ objects, orders }: Site): string[] {
  const names = objects.map((one) => one.name);
  const twins = names.filter((one, index) => names.indexOf(one) !== index);
  const unknown = [
    ...objects.flatMap(({ name: from, after }) => after.map((to) => [from, to] as const)),
    ...orders.flatMap(({ name: from, rules }) => rules.map((to) => [from, to] as const)),
  ].filter(([, to]) => !names.includes(to));
  return [
    ...twins.map((twin) => `two objects are named "${twin}"`),
    ...unknown.map(([from, to]) => `"${from}" refers to "${to}", which is not among the objects`),
  ];
}

function siteError(problems: readonly string[]): pulumi.RunError {
  return programError(
    `The configuration value "site" of this stack is not usable:\n- ${problems.join("\n- ")}`,
  );
}
