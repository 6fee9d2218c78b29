/** What a check says, and what it looks at. */
import type { DualWan } from "../args";
import type { Plan } from "../plan";
import type { RouterState } from "../status/rows";

export interface Finding {
  /** `error`: it will not work, or cuts something off. `warning`: it works otherwise than expected. `note`: good to know. */
  readonly level: "error" | "warning" | "note";
  /** Short name of the check, for people and for tests. */
  readonly check: string;
  /** What is the matter, and what to do. */
  readonly message: string;
}

/** An office, and the router that it is for. */
export interface Scene {
  readonly office: DualWan;
  readonly plan: Plan;
  readonly state: RouterState;
}

export type Check = (scene: Scene) => readonly (Finding | false | undefined)[];

const finding =
  (level: Finding["level"]) =>
  (check: string, message: string): Finding => ({ level, check, message });
export const error = finding("error");
export const warning = finding("warning");
export const note = finding("note");
