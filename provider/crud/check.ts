/** Check: a program's inputs → canonical inputs, or what is wrong with them. Nothing here throws for bad input. */
import type { Menu, PlainValue } from "../menus/language";
import { accepted } from "./accept";
import { keyOfValues, sameKey, subjectOf, type Values } from "./declaration";
import type { Environment } from "./environment";
import { explainOnce } from "./explain";
import { type Face, type Failure, namesIn, optionsOf } from "./face";
import { formatKey } from "./ids";
import { keepRuntimeOwned, optionFailures } from "./options";
import { type Props, providerKey, toPlain } from "./plain";
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
  const remark = face.remark?.(inputs);
  if (remark !== undefined) explainOnce(environment, remark);
  const before = sameMenuBefore(face, olds, face.open(inputs).menu);
  const { menu, values, failures: refused } = accepted(face, inputs, before);
  const failures = [...refused];
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

/** The old inputs' values, where they belong to the same menu. */
function sameMenuBefore(face: Face, olds: Readonly<Props>, menu: Menu): Values | undefined {
  const kept = Object.fromEntries(Object.entries(olds).filter(([name]) => name !== providerKey));
  if (Object.keys(kept).length === 0 || !face.isOpenable(kept) || face.mistakes(kept).length > 0)
    return undefined;
  const before = face.open(kept);
  return before.menu.path === menu.path ? (before.given as Values) : undefined;
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
  for (const name of keepRuntimeOwned(namesIn(menu, inputs.runtimeOwned), before, values)) {
    explainOnce(
      environment,
      `${subjectOf(menu, is)}: ${name} is runtime-owned, so its new value applies only when the row is created; ` +
        "on the router it stays as it is.",
    );
  }
}
