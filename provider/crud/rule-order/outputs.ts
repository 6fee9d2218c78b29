/** Outputs of a RuleOrder: what Pulumi keeps of it, and all that `read` gets back later. */
import type { RouterFacts } from "../../session/contract";
import { schemaVersion } from "../outputs";
import { picked } from "../own-inputs";
import { type Props, toPlain } from "../plain";
import { inputNames } from "./declared";
import { isInOrder, liveOrder, type Standing } from "./standing";

/**
 * `order` is how the rules stand; everything declared stays as it was declared, also where the router deviates:
 * `members` is what the next read compares with, and what `update` takes for the old list. `__stood` is where the
 * section stood among rows of others when it was last in order; a state without it remembers nothing.
 */
export function outputsOf(
  props: Readonly<Props>,
  standing: Standing,
  { fingerprint }: Pick<RouterFacts, "fingerprint">,
): Props {
  const seen = standing.members.flatMap(({ id, row }) => (row ? [[id, row[".id"]]] : []));
  const stood = isInOrder(standing) ? standing.neighbourhood : props.__stood;
  return toPlain({
    ...declaredOf(props),
    order: liveOrder(standing),
    fingerprint,
    __declared: Object.keys(declaredOf(props)).sort(),
    __rowIds: { ...hintsIn(props), ...Object.fromEntries(seen) },
    ...(stood !== undefined && { __stood: stood }),
    schemaVersion,
  });
}

/** The inputs among these properties. */
export function declaredOf(props: Readonly<Props>): Props {
  return picked(props, inputNames);
}

/** `.id` that each rule had when it was last seen: hints, never identities. */
export function hintsIn(props: Readonly<Props>): Readonly<Record<string, string>> {
  return (props.__rowIds ?? {}) as Readonly<Record<string, string>>;
}
