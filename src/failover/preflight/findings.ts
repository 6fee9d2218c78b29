/** What would go wrong with an office on its router, seen before anything is written. Pure: state in, findings out. */
import type { DualWan } from "../args";
import { planDualWan } from "../plan";
import type { RouterState } from "../status/rows";
import type { Finding } from "./finding";
import { ofLines } from "./lines";
import { ofRouter } from "./router";
import { ofRules } from "./rules";

export type { Finding } from "./finding";

/** Every finding, errors first. */
export function findingsOf(office: DualWan, state: RouterState): readonly Finding[] {
  const scene = { office, state, plan: planDualWan(office) };
  const order = { error: 0, warning: 1, note: 2 };
  return [...ofRouter, ...ofLines, ...ofRules]
    .flatMap((check) => check(scene))
    .filter((finding): finding is Finding => finding !== undefined && finding !== false)
    .sort((left, right) => order[left.level] - order[right.level]);
}
