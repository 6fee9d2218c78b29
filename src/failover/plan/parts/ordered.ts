/** Rules that have to be evaluated in their order. */
import type { Anchor, Kind } from "pulumi-routeros-provider";
import type { OrderedKind, OrderStep, Part, RowStep } from "../step";

/** Between the ranks of two groups: room for the rules of one. */
const ofGroup = 100_000;

/**
 * Gives rules their section and rank, and adds the step that keeps their order. None for none.
 *
 * @param anchor where the section stands among the rules of others
 * @param groups first to last. Each has ranks of its own, so that a rule more or less in one group changes nothing in the
 * others
 */
export function ordered(
  kind: OrderedKind & Kind,
  part: Part,
  section: string,
  anchor: Anchor,
  groups: readonly (readonly RowStep[])[],
): (RowStep | OrderStep)[] {
  const rules = groups.flatMap((group, place) =>
    group.map((rule, index) => ({
      ...rule,
      args: {
        ...rule.args,
        section,
        rank: place * ofGroup + (index + 1) * 10,
        ...(anchor !== "bottom" && { anchor }),
      },
    })),
  );
  if (rules.length === 0) return [];
  const order: OrderStep = {
    is: "order",
    kind,
    key: `Order of ${section} in ${part}`,
    part,
    section,
    anchor,
    rules: rules.map(({ key }) => key),
    after: rules.map(({ key }) => key),
    reason: "Their order is part of what they do: a rule that is moved is seen, and put back.",
  };
  return [...rules, order];
}
