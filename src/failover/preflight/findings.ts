/** What would go wrong with an office on its router, seen before anything is written. Pure: state in, findings out. */
import type { Finding, Scene } from "./finding";
import { ofLines } from "./lines";
import { ofRouter } from "./router";
import { ofRules } from "./rules";

export type { Finding } from "./finding";

/** Every finding, errors first. */
export function findingsOf(scene: Scene): readonly Finding[] {
  const order = { error: 0, warning: 1, note: 2 };
  return [...ofRouter, ...ofLines, ...ofRules]
    .flatMap((check) => check(scene))
    .filter((finding): finding is Finding => finding !== undefined && finding !== false)
    .sort((left, right) => order[left.level] - order[right.level]);
}
