/** Rules over several properties, and how `check` applies them. */
import {
  type Condition,
  type CrossRule,
  type Menu,
  type PlainValue,
  type Property,
  unknownMarker,
  unset,
} from "./language";

export type Inputs = Readonly<Record<string, PlainValue | undefined>>;

/** The program gives it: a value, or one not computed yet. */
export function given(inputs: Inputs, name: string): boolean {
  const value = inputs[name];
  return value !== undefined && value !== unset && value !== false && value !== "";
}

/** Its value where that is known already. */
export function known(inputs: Inputs, name: string): PlainValue | undefined {
  const value = inputs[name];
  return value === unknownMarker || value === unset ? undefined : value;
}

/** `property` must be given while another has one of the values. */
export function needs(property: string, when: Condition): CrossRule {
  return {
    property,
    wrong(inputs) {
      const value = known(inputs, when.property);
      if (value === undefined || !when.oneOf.includes(value) || given(inputs, property)) return undefined;
      return `${when.property} "${String(value)}" needs ${property}`;
    },
  };
}

/** One thing that `check` refuses. */
export interface BrokenRule {
  readonly property: string;
  readonly message: string;
}

/**
 * Every cross-field rule and every `when` of a menu that the inputs break. Inputs are canonical; `unset` and the
 * unknown marker may be among them.
 */
export function brokenRules(menu: Menu, inputs: Inputs): readonly BrokenRule[] {
  const broken: BrokenRule[] = [];
  for (const [property, description] of Object.entries(menu.properties)) {
    const message = description.when && misplaced(menu, property, description.when, inputs);
    if (message) broken.push({ property, message });
  }
  for (const rule of menu.rules ?? []) {
    const message = rule.wrong(inputs);
    if (message) broken.push({ property: rule.property, message });
  }
  return broken;
}

function misplaced(menu: Menu, property: string, when: Condition, inputs: Inputs): string | undefined {
  if (!given(inputs, property) || holds(menu, when, inputs) !== false) return undefined;
  const values = when.oneOf.map((value) => `"${String(value)}"`).join(" or ");
  return `${property} has a meaning only with ${when.property} ${values}`;
}

/** Whether a condition holds; `undefined` while the property it looks at is not computed yet. */
export function holds(menu: Menu, when: Condition, inputs: Inputs): boolean | undefined {
  if (inputs[when.property] === unknownMarker) return undefined;
  const other: Property | undefined = menu.properties[when.property];
  const value = known(inputs, when.property) ?? other?.default;
  return value !== undefined && when.oneOf.includes(value);
}
