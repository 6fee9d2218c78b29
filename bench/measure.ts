/** Figures that survive a noisy machine: variants are run in turn, and medians of one run are compared as ratios. */

export interface Variant {
  readonly name: string;
  /** Milliseconds of one run. */
  run(): Promise<number>;
}

export interface Measured {
  readonly name: string;
  readonly median: number;
  readonly runs: readonly number[];
}

/** Runs the variants in turn, `rounds` times, so that what disturbs the machine disturbs all of them. */
export async function interleaved(
  variants: readonly Variant[],
  rounds: number,
): Promise<Map<string, Measured>> {
  const runs = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of variants) {
      const ms = await run();
      runs.get(name)?.push(ms);
      process.stderr.write(`round ${round + 1}/${rounds}  ${name}: ${(ms / 1000).toFixed(2)} s\n`);
    }
  }
  return new Map([...runs].map(([name, all]) => [name, { name, median: median(all), runs: all }]));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
