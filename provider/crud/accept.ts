/** Inputs as a program gives them → values in canonical form, and what is wrong with them. Pure: no router is asked. */
import { redact } from "../client/redact";
import { brokenRules } from "../menus";
import { isConfidential, type Menu, type PlainValue, unknownMarker, unset } from "../menus/language";
import { keyNames, propertyOf, type Values } from "./declaration";
import type { Face, Failure } from "./face";
import { listFailures } from "./options";
import { hasUnknown, type Props } from "./plain";
import { sameWanted } from "./read";
import { nearest } from "./suggest";

/** What inputs say, as far as it was accepted. */
export interface Accepted {
  readonly menu: Menu;
  /** Canonical; `unset` and values that are not computed yet may be among them. */
  readonly values: Record<string, PlainValue>;
  readonly failures: readonly Failure[];
}

/**
 * @param inputs for which {@link Face.mistakes} has none and {@link Face.isOpenable} is true; without `null`
 * @param before the values in the state, where the resource is in the state
 */
export function accepted(face: Face, inputs: Readonly<Props>, before?: Values): Accepted {
  const { menu, given } = face.open(inputs);
  const failures = [...strangers(face, menu, inputs), ...listFailures(menu, inputs)];
  const values = canonical(face, menu, inputs, given, failures);
  if (before) keepKnownSpelling(menu, before, values);
  const refused = new Set(failures.map(({ property }) => property));
  failures.push(
    ...missing(face, menu, inputs, given, values).filter(({ property }) => !refused.has(property)),
    ...notClearable(face, menu, inputs, given, before),
  );
  failures.push(
    ...brokenRules(menu, { ...values, ...refusedAsUnknown(menu, given, values) }).map(
      ({ property, message }) => ({
        property: face.at(inputs, property),
        reason: message,
      }),
    ),
  );
  return { menu, values, failures: masked(menu, given, failures) };
}

/** Rules may name the values that they are about. */
function masked(menu: Menu, given: Readonly<Props>, failures: readonly Failure[]): readonly Failure[] {
  const secrets = Object.entries(given).flatMap(([name, value]) =>
    typeof value === "string" && isConfidential(propertyOf(menu, name)) ? [value] : [],
  );
  return failures.map(({ property, reason }) => ({ property, reason: redact(reason, secrets) }));
}

/** Inputs that this kind does not have. */
function strangers(face: Face, menu: Menu, inputs: Readonly<Props>): readonly Failure[] {
  const known = [
    ...face.optionNames,
    ...face.bags,
    ...(face.bags.length > 0 ? [] : Object.keys(menu.properties)),
  ];
  return Object.keys(inputs)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const suggestion = known.find((one) => one === camelCase(name)) ?? nearest(name, known);
      const hint =
        suggestion !== undefined
          ? `did you mean "${suggestion}"?`
          : `nothing in ${menu.path} is called like that in RouterOS 6.49 and 7.12 to 7.24`;
      return { property: name, reason: `${face.kind} has no property "${name}": ${hint}` };
    });
}

function camelCase(name: string): string {
  return name.replace(/[-_]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Each property in its canonical form; what the program leaves out and is assumed, filled in. */
function canonical(
  face: Face,
  menu: Menu,
  inputs: Readonly<Props>,
  given: Readonly<Props>,
  failures: Failure[],
): Record<string, PlainValue> {
  const values: Record<string, PlainValue> = {};
  for (const [name, property] of Object.entries(menu.properties)) {
    const value = given[name];
    if (value === undefined) {
      if (property.assumed !== undefined) values[name] = property.assumed;
    } else if (value === unset || hasUnknown(value)) {
      values[name] = value as PlainValue;
    } else {
      const parsed = property.codec.schema.safeParse(value);
      if (parsed.success) values[name] = parsed.data;
      else {
        const why = parsed.error.issues.map((issue) => issue.message).join("; ");
        // A codec shows what it does not accept; that of a credential does not.
        const reason = property.sensitive
          ? `the value given is not accepted: use ${property.codec.accepts}`
          : why;
        failures.push({ property: face.at(inputs, name), reason: `${name}: ${reason}` });
      }
    }
  }
  return values;
}

/** What was refused already is no reason for a second complaint: cross-field rules take it for not computed yet. */
function refusedAsUnknown(menu: Menu, given: Readonly<Props>, values: Values): Values {
  const refused = Object.keys(menu.properties).filter(
    (name) => given[name] !== undefined && values[name] === undefined,
  );
  return Object.fromEntries(refused.map((name) => [name, unknownMarker]));
}

/** A value that means the same keeps the spelling it has in the state, so that it is no change. */
function keepKnownSpelling(menu: Menu, before: Values, values: Record<string, PlainValue>): void {
  for (const [name, value] of Object.entries(values)) {
    const known = before[name];
    if (known === undefined || hasUnknown(value)) continue;
    const property = propertyOf(menu, name);
    const bothValues = known !== unset && value !== unset;
    if (bothValues && sameWanted(property, known, value)) values[name] = known;
  }
}

/** What the row is known by, and what RouterOS must have. */
function missing(
  face: Face,
  menu: Menu,
  inputs: Readonly<Props>,
  given: Readonly<Props>,
  values: Values,
): readonly Failure[] {
  const required = Object.keys(menu.properties).filter((name) => propertyOf(menu, name).required);
  return [...new Set([...keyNames(menu), ...required])].flatMap((name) => {
    // A value that is wrong was refused already.
    const isGiven = given[name] !== undefined && given[name] !== unset;
    if ((isGiven || values[name] !== undefined) && given[name] !== unset && given[name] !== "") return [];
    return [{ property: face.at(inputs, name), reason: whyNeeded(menu, name) }];
  });
}

function whyNeeded(menu: Menu, name: string): string {
  if (!keyNames(menu).includes(name)) return `${name} is required in ${menu.path}`;
  if (menu.key.by === "properties") return `${name} is required: it is what the row is known by`;
  return (
    "a comment is required: RouterOS keeps nothing else unique in this menu, so the row is known by it. Give it one " +
    'that no other row of the menu has, such as "ISP1 mark conn"'
  );
}

/** Properties that RouterOS cannot clear, asked to be cleared: as `unset`, or by leaving out what was declared before. */
function notClearable(
  face: Face,
  menu: Menu,
  inputs: Readonly<Props>,
  given: Readonly<Props>,
  before: Values | undefined,
): readonly Failure[] {
  return Object.entries(menu.properties).flatMap(([name, property]): Failure[] => {
    if (property.unset !== "never" || keyNames(menu).includes(name) || property.required) return [];
    const at = face.at(inputs, name);
    if (given[name] === unset)
      return [{ property: at, reason: `${name} cannot be unset: ${noWayBack(menu)}` }];
    const dropped =
      given[name] === undefined && before?.[name] !== undefined && property.assumed === undefined;
    if (!dropped || before?.[name] === unset) return [];
    return [
      { property: at, reason: `${name} was declared before and cannot be left out now: ${noWayBack(menu)}` },
    ];
  });
}

function noWayBack(menu: Menu): string {
  return `RouterOS has no way to clear it in ${menu.path}. Declare the value it should have, or replace the resource`;
}
