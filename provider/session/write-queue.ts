/**
 * One queue of writes per router. The jobs that wait form a group; a group's jobs run one after another and are
 * answered together, after its commit.
 */
import type { Menu } from "../menus/language";
import type { WriteJob, Writer } from "./contract";
import type { Guard } from "./guard";
import { failure, words } from "./messages";
import type { OrphanCheck } from "./orphan";

export interface QueueOptions {
  readonly guard: Guard;
  /** Rejects when nothing may be written any more; asked before each group and each of its jobs. */
  readonly mayWrite: OrphanCheck;
  /** The writer of one job; it calls `acted` for each write command. */
  writerFor(job: WriteJob<unknown>, acted: () => void): Writer;
  /** Forgets what is known about a menu, because a group that wrote to it was undone. */
  forget(menu: Menu): void;
  /** Milliseconds in which jobs that come together meet in one group; default 5. */
  readonly window?: number;
  /** A group takes no further job after this many write commands: RouterOS keeps 100 actions of history, shared with its scripts. Default 40. */
  readonly limit?: number;
}

export interface WriteQueue {
  write<T>(job: WriteJob<T>): Promise<T>;
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly job: WriteJob<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export function createWriteQueue(options: QueueOptions): WriteQueue {
  const { window = 5, limit = 40 } = options;
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, window));
      const collected = inGroupOrder(waiting);
      waiting = [];
      const left = await runGroup(collected, options, limit);
      waiting = [...left, ...waiting];
    }
    running = undefined;
  }

  return {
    write: <T>(job: WriteJob<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ job, resolve: resolve as (value: unknown) => void, reject });
        running ??= work();
      }),
    idle: async () => {
      while (running) await running;
    },
  };
}

/** Runs one group; returns the jobs it had no room for. Never rejects: each job gets its own answer. */
async function runGroup(
  entries: readonly Waiting[],
  options: QueueOptions,
  limit: number,
): Promise<readonly Waiting[]> {
  const { guard, mayWrite, writerFor } = options;
  const group = { menus: new Set<Menu>(), actions: 0 };
  const done: { readonly entry: Waiting; readonly value: unknown }[] = [];
  const queue = [...entries];
  try {
    await mayWrite();
    await guard.begin();
  } catch (error) {
    for (const { reject } of queue) reject(error);
    return [];
  }
  for (let entry = queue.shift(); entry; entry = group.actions < limit ? queue.shift() : undefined) {
    const { job, reject } = entry;
    const acted = () => {
      group.actions += 1;
      group.menus.add(job.menu);
    };
    try {
      await mayWrite();
      done.push({ entry, value: await job.run(writerFor(job, acted)) });
    } catch (error) {
      reject(error);
    }
  }
  await settle(group, done, options);
  return queue;
}

/** Keeps the group and answers its jobs, or takes it back and fails them. */
async function settle(
  group: { readonly menus: ReadonlySet<Menu>; readonly actions: number },
  done: readonly { readonly entry: Waiting; readonly value: unknown }[],
  { guard, forget }: QueueOptions,
): Promise<void> {
  try {
    await guard.prove(group);
    await guard.commit(group);
  } catch (error) {
    const undone = await guard.undo(group, error).then(
      () => "rolled back",
      (undoError) => `not kept (undoing it failed too: ${words(undoError)})`,
    );
    for (const menu of group.menus) forget(menu);
    for (const { entry } of done) {
      entry.reject(failure("rolled-back", `${entry.job.subject}: ${undone}, because ${words(error)}`, error));
    }
    return;
  }
  for (const { entry, value } of done) entry.resolve(value);
}

/**
 * Menu, section, rank. Menus and sections come in the order in which their first job came, which is the order of the
 * program; what has no place keeps its turn.
 */
function inGroupOrder(entries: readonly Waiting[]): Waiting[] {
  const menus = new Map<string, number>();
  const sections = new Map<string, number>();
  const turn = (seen: Map<string, number>, name: string): number => {
    const known = seen.get(name) ?? seen.size;
    seen.set(name, known);
    return known;
  };
  return entries
    .map((entry, index) => {
      const { menu, placement } = entry.job;
      const section = `${menu.path} ${placement ? `in ${placement.section}` : ""}`;
      return { entry, key: [turn(menus, menu.path), turn(sections, section), placement?.rank ?? 0, index] };
    })
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ entry }) => entry);
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
