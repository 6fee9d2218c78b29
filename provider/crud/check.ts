/** Check: a program's inputs → canonical inputs, or what is wrong with them. Nothing here throws for bad input. */

import { brokenRules } from "../menus";
import { type Menu, type PlainValue, unknownMarker, unset } from "../menus/language";
import { keyNames, keyOfValues, propertyOf, sameKey, subjectOf, type Values } from "./declaration";
import type { Environment } from "./environment";
import { explainOnce } from "./explain";
import { type Face, type Failure, optionsOf, runtimeOwnedIn } from "./face";
import { formatKey } from "./ids";
import { keepRuntimeOwned, optionFailures, runtimeOwnedFailures } from "./options";
import { hasUnknown, type Props, providerKey, toPlain } from "./plain";
import { sameWanted } from "./read";
import { nearest } from "./suggest";
import { openSession, versionFailures } from "./version-check";

export interface CheckResult {
  readonly inputs: Props;
  readonly failures: readonly Failure[];
}

/**
 * @param olds the inputs in the state; empty for a resource that is to be created
 * @param news the program's inputs
 */
export async function checkRow(
  environment: Environment,
  face: Face,
  olds: Readonly<Props>,
  news: Readonly<Props>,
): Promise<CheckResult> {
  const inputs = withoutNulls(environment, face, news);
  const shape = [...face.mistakes(inputs), ...optionFailures(face, inputs)];
  // While the menu itself is not known, nothing can be said about properties.
  if (shape.length > 0 || !face.isOpenable(inputs)) return { inputs: toPlain(inputs), failures: shape };
  const { menu, given } = face.open(inputs);
  const remark = face.remark?.(inputs);
  if (remark !== undefined) explainOnce(environment, remark);
  const failures = [...strangers(face, menu, inputs), ...runtimeOwnedFailures(menu, inputs)];
  const values = canonical(face, menu, inputs, given, failures);
  const before = sameMenuBefore(face, olds, menu);
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
  if (before) keepRuntime(environment, menu, inputs, before, values);
  const session = openSession(environment, inputs.router, failures);
  if (session) failures.push(...(await versionFailures(environment, face, inputs, menu, values, session)));
  const key = before && keyOfValues(menu, values);
  if (session && key) {
    environment.claims.declare({ router: session.name, path: menu.path, key: formatKey(key) });
  }
  return { inputs: toPlain({ ...optionsOf(face, inputs), ...face.wrap(inputs, values) }), failures };
}

/** `null` is no third way to say something: the engine takes absent → `null` for no change at all. */
function withoutNulls(environment: Environment, face: Face, news: Readonly<Props>): Props {
  const kept: Props = {};
  for (const [name, value] of Object.entries(news)) {
    if (name === providerKey || value === undefined) continue;
    if (value === null) {
      explainOnce(
        environment,
        `${face.kind}: ${name} is null, which is taken for left out. To clear it on the router, assign unset.`,
      );
    } else if (face.bags.includes(name) && typeof value === "object" && !Array.isArray(value)) {
      kept[name] = withoutNulls(environment, face, value as Props);
    } else kept[name] = value;
  }
  return kept;
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
        const reason = parsed.error.issues.map((issue) => issue.message).join("; ");
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

/** The old inputs' values, where they belong to the same menu. */
function sameMenuBefore(face: Face, olds: Readonly<Props>, menu: Menu): Values | undefined {
  const kept = Object.fromEntries(Object.entries(olds).filter(([name]) => name !== providerKey));
  if (Object.keys(kept).length === 0 || !face.isOpenable(kept) || face.mistakes(kept).length > 0)
    return undefined;
  const before = face.open(kept);
  return before.menu.path === menu.path ? (before.given as Values) : undefined;
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

/** See {@link keepRuntimeOwned}; a row that is to be replaced is created with the new value. */
function keepRuntime(
  environment: Environment,
  menu: Menu,
  inputs: Readonly<Props>,
  before: Values,
  values: Record<string, PlainValue>,
): void {
  const [was, is] = [keyOfValues(menu, before), keyOfValues(menu, values)];
  if (was && is && !sameKey(menu, was, is)) return;
  for (const name of keepRuntimeOwned(runtimeOwnedIn(menu, inputs), before, values)) {
    explainOnce(
      environment,
      `${subjectOf(menu, is)}: ${name} is runtime-owned, so its new value applies only when the row is created; ` +
        "on the router it stays as it is.",
    );
  }
}
