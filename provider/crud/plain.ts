/**
 * What may cross the border to Pulumi's host, and how.
 *
 * The host packs results into a protobuf Struct: an `undefined`, a bigint or a function in them throws *after* the
 * router was changed (the row exists, the state does not know it), and a Date silently becomes `{}`.
 */
import { type PlainValue, unknownMarker } from "../menus/language";

/** Inputs, outputs or state of one resource, as the host hands them over and takes them back. */
export type Props = Record<string, unknown>;

/** The name under which the host keeps the provider's text; it is passed through and never looked at. */
export const providerKey = "__provider";

/**
 * A deep copy that holds nothing the host cannot pack: `undefined` members are dropped, `undefined` in a list is an
 * error because dropping it would shift the others.
 *
 * @throws TypeError naming the place of a value that is not plain data
 */
export function toPlain(props: Readonly<Props>): Props {
  return plainObject(props, "");
}

function plainObject(value: object, at: string): Props {
  // `fromEntries` and not assignment, which would take a member called `__proto__` for the object's prototype.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, plainValue(member, at === "" ? key : `${at}.${key}`)]),
  );
}

function plainValue(value: unknown, at: string): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((member, index) => plainValue(member, `${at}[${index}]`));
  if (typeof value === "object" && isPlainObject(value)) return plainObject(value, at);
  throw new TypeError(`${at} is ${describe(value)}, which cannot be kept in Pulumi's state`);
}

function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function describe(value: unknown): string {
  if (typeof value === "object") return `a ${value?.constructor?.name ?? "special object"}`;
  return typeof value === "number" ? String(value) : `of type ${typeof value}`;
}

/** Whether a value is not computed yet, wholly or somewhere inside (Pulumi passes a marker in previews). */
export function hasUnknown(value: unknown): boolean {
  if (value === unknownMarker) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

/** Whether two plain values are the same, whatever the order of members. */
export function equalPlain(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a).filter(([, value]) => value !== undefined);
  const right = Object.entries(b).filter(([, value]) => value !== undefined);
  const other = new Map(right);
  return left.length === right.length && left.every(([key, value]) => equalPlain(value, other.get(key)));
}

/** A value as a person would recognise it in a message; long texts are cut. */
export function shown(value: PlainValue): string {
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
