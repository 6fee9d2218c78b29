/** Inputs of kinds that are no rows (`RuleOrder`, `ScriptRun`): their names are all the engine's own. */
import type { Failure } from "./face";
import { type Props, providerKey } from "./plain";
import { nearest } from "./suggest";

/** What the program gives; `null` counts as left out, as everywhere. */
export function givenIn(news: Readonly<Props>): Props {
  return Object.fromEntries(
    Object.entries(news).filter(([name, value]) => name !== providerKey && (value ?? null) !== null),
  );
}

/** The members of these names, where there are any. */
export function picked(props: Readonly<Props>, names: readonly string[]): Props {
  return Object.fromEntries(
    names.flatMap((name) => (props[name] === undefined ? [] : [[name, props[name]]])),
  );
}

/** Inputs that the kind does not have. */
export function strangers(
  kind: string,
  known: readonly string[],
  inputs: Readonly<Props>,
): readonly Failure[] {
  return Object.keys(inputs)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const suggestion = nearest(name, known);
      const hint = suggestion === undefined ? `it has ${known.join(", ")}` : `did you mean "${suggestion}"?`;
      return { property: name, reason: `${kind} has no property "${name}": ${hint}` };
    });
}
