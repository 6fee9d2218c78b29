/** Workers that play side by side, one for each processor. */
import { availableParallelism } from "node:os";
import { extname, join } from "node:path";
import { pool } from "workerpool";
import type { Played, PlayTask } from "./task";

export interface Players {
  play(task: PlayTask): Promise<Played>;
  /** Ends the workers. */
  end(): Promise<void>;
}

export function players(count = availableParallelism()): Players {
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
