/** The last word of a program on each child: arguments and options of one row, of a kind, or of a part of the plan. */
import type * as pulumi from "@pulumi/pulumi";
import type { RowStep } from "../plan";

export interface Child {
  /** What the row is known by in the plan: `ISP1 NAT`. */
  readonly key: string;
  readonly kind: RowStep["kind"];
  readonly part: RowStep["part"];
  /** Arguments of its class. */
  args: Record<string, unknown>;
  options: pulumi.CustomResourceOptions;
}

/** Changes a child in place, or gives arguments that are put over its own. */
export type Transform = ((child: Child) => void) | Readonly<Record<string, unknown>>;

/**
 * Transforms by what they are for, the most general first: a part of the plan (`NAT`), a kind (`FirewallNat`), a row
 * (`ISP1 NAT`).
 *
 * @example
 * const transform: Transforms = {
 *   "ISP1 NAT": { log: true },
 *   FirewallMangle: (child) => {
 *     child.options.protect = true;
 *   },
 * };
 */
export type Transforms = Readonly<Record<string, Transform>>;

/** @returns the child as its transforms leave it */
export function transformed(child: Child, transforms: Transforms = {}): Child {
  const result = { ...child, args: { ...child.args }, options: { ...child.options } };
  for (const name of [child.part, child.kind, child.key]) {
    const transform = Object.hasOwn(transforms, name) ? transforms[name] : undefined;
    if (typeof transform === "function") transform(result);
    else if (transform !== undefined) Object.assign(result.args, transform);
  }
  return result;
}

/** Names of transforms that fit nothing: a typing mistake would else pass in silence. */
export function unused(transforms: Transforms, rows: readonly RowStep[]): readonly string[] {
  const known = new Set(rows.flatMap(({ part, kind, key }) => [part, kind, key] as string[]));
  return Object.keys(transforms).filter((name) => !known.has(name));
}
