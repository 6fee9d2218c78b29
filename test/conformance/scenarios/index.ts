import { adoption } from "./adoption";
import { faults } from "./faults";
import { identity } from "./identity";
import { lifecycle } from "./lifecycle";
import type { Scenario } from "./scenario";
import { unknowns } from "./unknowns";

export const scenarios: readonly Scenario[] = [
  ...lifecycle,
  ...identity,
  ...adoption,
  ...faults,
  ...unknowns,
];
