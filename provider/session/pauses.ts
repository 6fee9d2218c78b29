/** Growing pauses between the repetitions of something, up to a deadline. */

const first = 100;
const longest = 2_000;

/**
 * Each call waits, 100 ms at first and twice as long each time, 2 s at most, and resolves to true; to false at once
 * when the pause would go past `deadline` milliseconds from now.
 */
export function pauses(deadline: number): () => Promise<boolean> {
  const end = Date.now() + deadline;
  let next = first;
  return async () => {
    const pause = next;
    next = Math.min(pause * 2, longest);
    if (Date.now() + pause >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, pause));
    return true;
  };
}
