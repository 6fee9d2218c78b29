/** What crosses the border to Pulumi's host: a protobuf Struct, which takes plain data only. */
import assert from "node:assert/strict";

export type Props = Readonly<Record<string, unknown>>;

/** The other side's view of `props`. Fails, with the place, on what the host cannot pack: `undefined`, a Date, NaN … */
export function overTheWire(props: Props, what: string): Props {
  return packed(props, what) as Props;
}

function packed(value: unknown, at: string): unknown {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") {
    assert.ok(Number.isFinite(value), `${at} is ${value}`);
    return value;
  }
  if (Array.isArray(value)) return value.map((member, index) => packed(member, `${at}[${index}]`));
  assert.equal(typeof value, "object", `${at} is of type ${typeof value}: Pulumi's host cannot pack it`);
  const prototype = Object.getPrototypeOf(value);
  assert.ok(
    prototype === null || prototype === Object.prototype,
    `${at} is a ${prototype?.constructor?.name}: Pulumi's host would keep {} of it`,
  );
  return Object.fromEntries(
    Object.entries(value as object).map(([name, member]) => [name, packed(member, `${at}.${name}`)]),
  );
}

/**
 * The inputs in which two resources differ, as the engine finds them when `diff` leaves it to it: `null` counts as
 * absent, names that begin with `__` are not looked at. Members of a bag are named with it: `properties.comment`.
 */
export function changedInputs(before: Props, after: Props): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => !name.startsWith("__"))
    .flatMap((name) => {
      const [was, is] = [before[name] ?? undefined, after[name] ?? undefined];
      if (isBag(was) && isBag(is)) return changedInputs(was, is).map((member) => `${name}.${member}`);
      return same(was, is) ? [] : [name];
    });
}

function isBag(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
