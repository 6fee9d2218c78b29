/** One thing that must hold for every kind. */
import type { Menu } from "../../../provider/menus/language";
import { type Bench, differences } from "../bench";
import type { Fixture } from "../fixture";
import type { Stack, Step } from "../pulumi/stack";

export interface Scenario {
  /** A sentence; what a fixture's `without` refers to. */
  readonly name: string;
  /** Whether it needs what only a simulated router can do. */
  readonly simulated?: boolean;
  /** Why it makes no sense for a kind; undefined where it does. */
  readonly not?: (fixture: Fixture, menu: Menu, version: string) => string | undefined;
  run(bench: Bench): Promise<void>;
}

/** The operations of steps, without outputs that changed by themselves: `["drift own: comment", "update own: comment"]`. */
export function said(steps: readonly Step[]): readonly string[] {
  return differences(steps).map(({ op, name, changed }) =>
    changed.length > 0 ? `${op} ${name}: ${changed.join(", ")}` : `${op} ${name}`,
  );
}

/** `.id` as the state knows it. */
export function routerIdOf(stack: Stack, name = "own"): unknown {
  return stack.resources.get(name)?.outputs.routerId;
}
