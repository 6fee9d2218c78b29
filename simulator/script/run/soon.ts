/**
 * Work that may have to wait. Most of a script does not: the value is there when a command returns. Only what waits (a
 * ping, a delay) is a generator, which yields the promise that it waits for; what follows it becomes one with it. So a
 * script costs a generator where it waits, and function calls everywhere else.
 */

/** Yields what it waits for, and is resumed with what came of it. */
export type Run<T> = Generator<Promise<unknown>, T, unknown>;

/** A value that is not there yet. */
export class Waiting<T> {
  constructor(readonly run: Run<T>) {}
}

/** A value, or what ends with one. */
export type Soon<T> = T | Waiting<T>;

export function waitFor<T>(promise: Promise<T>): Waiting<T> {
  return new Waiting(awaited(promise));
}

function* awaited<T>(promise: Promise<T>): Run<T> {
  return (yield promise) as T;
}

function* settled<T>(soon: Soon<T>): Run<T> {
  return soon instanceof Waiting ? yield* soon.run : soon;
}

/** What is done with a value as soon as it is there. */
export function after<T, U>(soon: Soon<T>, next: (value: T) => Soon<U>): Soon<U> {
  return soon instanceof Waiting ? new Waiting(continued(soon.run, next)) : next(soon);
}

function* continued<T, U>(run: Run<T>, next: (value: T) => Soon<U>): Run<U> {
  return yield* settled(next(yield* run));
}

/** Does `work`; what it throws, at once or later, goes to `recover`. */
export function attempt<T>(work: () => Soon<T>, recover: (error: unknown) => Soon<T>): Soon<T> {
  let soon: Soon<T>;
  try {
    soon = work();
  } catch (error) {
    return recover(error);
  }
  return soon instanceof Waiting ? new Waiting(guarded(soon.run, recover)) : soon;
}

function* guarded<T>(run: Run<T>, recover: (error: unknown) => Soon<T>): Run<T> {
  let soon: Soon<T>;
  try {
    return yield* run;
  } catch (error) {
    soon = recover(error);
  }
  return yield* settled(soon);
}

/** Takes turns as long as they give true. */
export function repeat(turn: () => Soon<boolean>): Soon<undefined> {
  for (;;) {
    const again = turn();
    if (again instanceof Waiting) return new Waiting(repeated(again.run, turn));
    if (!again) return undefined;
  }
}

function* repeated(first: Run<boolean>, turn: () => Soon<boolean>): Run<undefined> {
  let again = yield* first;
  while (again) again = yield* settled(turn());
  return undefined;
}

/** What `work` makes of each item, one after the other. */
export function collect<T, U>(items: readonly T[], work: (item: T) => Soon<U>): Soon<U[]> {
  const made: U[] = [];
  for (let at = 0; at < items.length; at++) {
    const soon = work(items[at] as T);
    if (soon instanceof Waiting) return new Waiting(collected(soon.run, made, items, at + 1, work));
    made.push(soon);
  }
  return made;
}

function* collected<T, U>(
  first: Run<U>,
  made: U[],
  items: readonly T[],
  from: number,
  work: (item: T) => Soon<U>,
): Run<U[]> {
  made.push(yield* first);
  for (let at = from; at < items.length; at++) made.push(yield* settled(work(items[at] as T)));
  return made;
}

/** Sees work through to its end. */
export async function drive<T>(soon: Soon<T>): Promise<T> {
  if (!(soon instanceof Waiting)) return soon;
  const { run } = soon;
  let step = run.next();
  while (!step.done) {
    let value: unknown;
    try {
      value = await step.value;
    } catch (error) {
      step = run.throw(error);
      continue;
    }
    step = run.next(value);
  }
  return step.value;
}
