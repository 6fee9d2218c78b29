/** Lines of which one host alone says whether they work: when it dies, they are dead. */
import type { DualWan } from "./model";

/**
 * One sentence for each host that is asked alone. They are allowed, because an office may have one host only that it trusts or
 * that answers probes of its kind.
 */
export function loneTargets({ strategy, lines }: DualWan): readonly string[] {
  if (strategy.kind === "script") {
    const [target, ...more] = strategy.probing.targets;
    return target === undefined || more.length > 0
      ? []
      : [
          `${target} alone says whether a line works: while it is dead every line counts as down, and no failover happens. Take two targets or more`,
        ];
  }
  return lines.flatMap(({ name, number }) => {
    const [target, ...more] = strategy.checking.canaries[number - 1] ?? [];
    return target === undefined || more.length > 0
      ? []
      : [
          `${target} alone says whether ${name} works: when it dies ${name} is left, although it works. Take two targets or more for each line`,
        ];
  });
}
