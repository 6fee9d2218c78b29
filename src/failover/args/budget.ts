/**
 * How long a round of the decide script takes at most, and how long the death of a line stays unseen. The scheduler does
 * not wait for a run to end (manual, "Scheduler"), so a round has to fit into its interval.
 */
import type { DualWan, Line, Probing } from "./model";

/** Milliseconds by which a round may overrun: the uptime that it measures itself by counts whole seconds, and a second for all the rest. */
const slack = 2_000;

/** The name that probes of kind `dns` ask for: reserved, and there (RFC 2606). */
export const askedName = "example.com";

/** Milliseconds that a probe of netwatch waits for its answer. */
export const netwatchTimeout = 2_000;

/** Milliseconds after which a round begins no further ping: as if every target of every line were silent. */
export function probingLimit(lines: readonly Line[], { kind, targets, wait }: Probing): number {
  // Netwatch has asked already; the script only reads what it found.
  return kind === "ping" ? lines.length * targets.length * wait : 0;
}

/** The longest that a round can take, in milliseconds. */
export function longestRound(lines: readonly Line[], probing: Probing): number {
  return probingLimit(lines, probing) + slack;
}

/**
 * The longest time from the death of the line in use beyond its gateway to the switch, in milliseconds: it dies just after
 * it was probed, is found bad in `fail` rounds, and the last of these takes as long as a round can.
 */
export function worstDetection({
  lines,
  interval,
  strategy,
}: Pick<DualWan, "lines" | "interval" | "strategy">): number {
  if (strategy.kind === "script") {
    const { fail, kind } = strategy.probing;
    // What a round reads of netwatch may be as old as its interval, and the probe took its time.
    const stale = kind === "ping" ? 0 : interval + netwatchTimeout;
    return interval * fail + longestRound(lines, strategy.probing) + stale;
  }
  // Every 10 s, 1 s time-out, two misses: hard-wired before 7.21 (manual, "check-gateway").
  const {
    interval: every,
    timeout,
    count,
  } = strategy.checking.settings ?? { interval: 10_000, timeout: 1_000, count: 2 };
  return every * count + timeout;
}
