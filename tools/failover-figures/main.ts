/**
 * `npm run figures`: takes the promised figures of the failover in virtual time, with default arguments, beside the how-to's,
 * and prints them as tables. Exit code 1 when a promise is missed.
 *
 * `npm run figures -- --write` puts them into docs/figures.md and README.md; `--seeds 3` plays fewer seeds than 100.
 */
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { fewer, measure } from "./measure";
import { recursiveRows, scriptRows } from "./rows";
import { markdown, missedOf } from "./table";
import { writeFigures } from "./write";

const root = join(__dirname, "../..");

interface Options {
  readonly seeds: number;
  readonly jobs?: number;
  readonly write: boolean;
}

async function main(): Promise<void> {
  const program = new Command("figures")
    .option("--seeds <number>", "plays of each scenario that has chance in it", natural, 100)
    .option("--jobs <number>", "plays side by side (default: one for each processor)", natural)
    .option("--write", "into docs/figures.md and README.md", false)
    .parse();
  const { seeds, jobs, write } = program.opts<Options>();
  const shared = {
    seeds,
    against: true,
    ...(jobs !== undefined && { jobs }),
    ...(process.stderr.isTTY ? { onProgress: overwritten } : { onRehearsal: lineByLine }),
  };
  const script = await measure(scriptRows, { ...shared, strategy: "script" });
  const recursive = await measure(recursiveRows, {
    ...shared,
    seeds: fewer(seeds),
    against: false,
    strategy: "recursive",
  });
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  console.log(`strategy: "script"\n\n${markdown(script)}\n\nstrategy: "recursive"\n\n${markdown(recursive)}`);
  if (write) writeFigures(root, { script, recursive, seeds });
  const missed = [...script, ...recursive].flatMap(missedOf);
  if (missed.length === 0) return;
  console.error(`Missed:\n${missed.map((one) => `- ${one}`).join("\n")}`);
  process.exitCode = 1;
}

/** Where a terminal shows it. */
function overwritten(text: string): void {
  process.stderr.write(`\r\x1b[K${text}`);
}

/** Where it goes into a file. */
function lineByLine(text: string): (missed: readonly string[]) => void {
  const begun = Date.now();
  process.stderr.write(`${text}: begun\n`);
  return (missed) => {
    const lines = [
      `${text}: ended after ${Math.round((Date.now() - begun) / 1000)} s`,
      ...missed.map((one) => `  missed: ${one}`),
    ];
    process.stderr.write(`${lines.join("\n")}\n`);
  };
}

function natural(text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) throw new InvalidArgumentError("a whole number from 1 is needed");
  return Number(text);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
