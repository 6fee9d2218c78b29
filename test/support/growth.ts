/** How the work of a piece of code grows with what it is given: counted in processor time of this very run, never in seconds. */

export interface Growth<T> {
  readonly small: number;
  readonly large: number;
  /** Makes what is measured ready; not measured itself. */
  readonly ready: (size: number) => T;
  readonly work: (ready: T) => unknown;
}

/** The best of so many runs counts: what else the machine does makes single ones longer. */
const runs = 3;

/**
 * Work for each item at the large size, in work for each at the small size: about 1 where work grows with the number of
 * items, `large / small` where it grows with its square.
 *
 * @example
 * assert.ok((await growth({ small: 1000, large: 20_000, ready: listOf, work: sorted })) < 5);
 */
export async function growth<T>({ small, large, ready, work }: Growth<T>): Promise<number> {
  const perItem = async (size: number): Promise<number> => {
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < runs; run++) {
      const prepared = ready(size);
      const before = process.cpuUsage();
      await work(prepared);
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, user + system);
    }
    return least / size;
  };
  // The first runs are those of code that is not compiled yet.
  await perItem(small);
  const base = await perItem(small);
  return (await perItem(large)) / base;
}
