/**
 * Secrets of a program in a plan of plain data. A password from `config.requireSecret` is an output whose value nobody knows
 * while the plan is made, so a stand-in goes through it, and the value takes its place in the resource's argument.
 */
import * as pulumi from "@pulumi/pulumi";
import { escaped } from "../controller/text";

/** A value that may stand where a secret does: in the arguments of a line, or of a notification. */
export interface Seal {
  readonly standIn: string;
  readonly value: pulumi.Output<string>;
}

export interface Sealed<T> {
  /** The arguments with stand-ins. */
  readonly args: T;
  readonly seals: readonly Seal[];
}

/** Like a URL, because one of the places for secrets is a URL. */
const standInOf = (number: number): string => `https://sealed.invalid/${number}/`;

/** Replaces every output in the arguments by a stand-in. Other values are copied. */
export function seal<T>(args: T): Sealed<T> {
  const seals: Seal[] = [];
  const replaced = (value: unknown): unknown => {
    if (pulumi.Output.isInstance(value) || value instanceof Promise) {
      const standIn = standInOf(seals.length);
      seals.push({ standIn, value: pulumi.secret(pulumi.output(value as pulumi.Input<string>)) });
      return standIn;
    }
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, replaced(member)]));
  };
  return { args: replaced(args) as T, seals };
}

/** Arguments of a resource with the values in the place of their stand-ins. */
export function unseal(
  args: Readonly<Record<string, unknown>>,
  seals: readonly Seal[],
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, opened(value, seals)]));
}

function opened(value: unknown, seals: readonly Seal[]): unknown {
  if (typeof value !== "string") return value;
  const inside = seals.filter(({ standIn }) => value.includes(standIn));
  if (inside.length === 0) return value;
  const isWhole = inside[0]?.standIn === value;
  return pulumi.secret(
    pulumi.all(inside.map(({ value: secret }) => secret)).apply((secrets) =>
      inside.reduce((text, { standIn }, index) => {
        const secret = secrets[index] ?? "";
        // Within a script it stands in a text in quotes.
        return text.split(standIn).join(isWhole ? secret : escaped(secret));
      }, value),
    ),
  );
}

/** Where a stand-in got into a place that is no place for a secret. */
export function misplaced(args: unknown, seals: readonly Seal[], at = ""): readonly string[] {
  if (typeof args === "string") {
    const isSealed = seals.some(({ standIn }) => args === standIn);
    return isSealed && !/(password|token|url)$/.test(at) ? [at] : [];
  }
  if (Array.isArray(args)) return args.flatMap((value, index) => misplaced(value, seals, `${at}[${index}]`));
  if (typeof args !== "object" || args === null) return [];
  return Object.entries(args).flatMap(([name, value]) =>
    misplaced(value, seals, at === "" ? name : `${at}.${name}`),
  );
}
