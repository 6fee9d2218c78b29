/** What reports tell of a play, worked out once. */
import type { Play } from "../play";

/** Figures of a play, in seconds and counts. */
export interface Figures {
  /** Time without internet, by who used it. */
  readonly outages: readonly { readonly name: string; readonly longest: number; readonly total: number }[];
  readonly switches: number;
  /** Packets that left with another line's address or a private one. */
  readonly leaks: number;
  /** Answers that left by another line than the question came in by. */
  readonly wrongReplies: number;
  /** TCP connections that were reset or given up, and opened again. */
  readonly brokenFlows: number;
  /** Configuration writes of the router's own scripts. */
  readonly writes: number;
}

export function figuresOf({ sources, switches, leaks, writes }: Play): Figures {
  return {
    outages: sources.map(({ name, longestOutage, outageSeconds }) => ({
      name,
      longest: longestOutage,
      total: outageSeconds,
    })),
    switches: switches.length,
    leaks: sum(leaks.map(({ packets }) => packets)),
    wrongReplies: sum(sources.map(({ brokenReplies }) => brokenReplies)),
    brokenFlows: sum(sources.map(({ reconnects }) => reconnects)),
    writes: writes.filter(({ byScript }) => byScript).length,
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** `0`, `0.9`, `12.4`, `240`: seconds as people read them. */
export function seconds(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}

/** `RouterOS 7.21.5, strategy "script"` and the like. */
export function titleOf({
  variant,
  controller,
  isJudged,
  version,
}: {
  readonly variant: { readonly dialect: number; readonly strategy: string };
  readonly controller: string;
  readonly isJudged: boolean;
  readonly version?: string | undefined;
}): string {
  const router = `RouterOS ${version ?? variant.dialect}`;
  return isJudged ? `${router}, strategy "${variant.strategy}"` : `${router}, ${controller} (not judged)`;
}
