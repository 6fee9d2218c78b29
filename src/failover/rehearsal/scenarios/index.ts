/** All scenarios of a rehearsal, by group. */
import type { Scenario } from "../scenario";
import { addresses } from "./addresses";
import { faults } from "./faults";
import { people } from "./people";

export const scenarios: readonly Scenario[] = [...faults, ...addresses, ...people];
