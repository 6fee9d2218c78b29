/** Rules that have to be evaluated in their order. */
import type { Anchor, Kind } from "pulumi-routeros-provider";
import type { OrderedKind, OrderStep, Part, RowStep } from "../step";

/**
 * Gives rules their section and rank, and adds the step that keeps their order. None for none.
 *
 * @param anchor where the section stands among the rules of others
 */
export function ordered(
  kind: OrderedKind & Kind,
  part: Part,
  section: string,
  anchor: Anchor,
  rules: readonly RowStep[],
): (RowStep | OrderStep)[] {
  if (rules.length === 0) return [];
  const placed = rules.map((rule, index) => ({
    ...rule,
    args: { ...rule.args, section, rank: (index + 1) * 10, ...(anchor !== "bottom" && { anchor }) },
  }));
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
  return [...placed, order];
}
