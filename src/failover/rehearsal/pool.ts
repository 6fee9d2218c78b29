/** Who plays: this process alone, or workers side by side, one for each processor. */
import { availableParallelism } from "node:os";
import { extname, join } from "node:path";
import { pool } from "workerpool";
import { type Played, type PlayTask, playTask } from "./task";

export interface Players {
  play(task: PlayTask): Promise<Played>;
  /** Ends the workers. */
  end(): Promise<void>;
}

/**
 * @param plays how many there will be
 * @param count processors to use. Default all
 */
export function players(plays: number, count = availableParallelism()): Players {
  // A worker has to load everything anew, which takes longer than a play.
  return Math.min(plays, count) > 1 ? workersOf(count) : alone();
}

/** One play after the other, in this process. */
function alone(): Players {
  let isOver = false;
  let last: Promise<unknown> = Promise.resolve();
  return {
    play: (task) => {
      const played = last.then(() => {
        if (isOver) throw new Error("the rehearsal is over");
        return playTask(task);
      });
      last = played.catch(() => undefined);
      return played;
    },
    end: async () => {
      isOver = true;
    },
  };
}

function workersOf(count: number): Players {
  // From sources, workers translate for themselves.
  const isSource = extname(__filename) === ".ts";
  const workers = pool(join(__dirname, `worker${extname(__filename)}`), {
    workerType: "thread",
    maxWorkers: count,
    workerThreadOpts: isSource ? { execArgv: ["-r", "ts-node/register"] } : {},
  });
  return {
    play: async (task) => (await workers.exec("playTask", [task])) as Played,
    end: async () => {
      await workers.terminate();
    },
  };
}
