/**
 * `npm run figures`: takes the promised figures of the failover in virtual time, with default arguments, beside the how-to's,
 * and prints them as tables. Exit code 1 when a promise is missed.
 *
 * `npm run figures -- --write` puts them into docs/figures.md and README.md; `--seeds 3` plays fewer seeds than 100.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { type Figure, measure } from "./measure";
import { recursiveRows, scriptRows } from "./rows";
import { figuresDocument, markdown, missedOf, withTable } from "./table";

const root = join(__dirname, "../..");

interface Options {
  readonly seeds: string;
  readonly jobs?: string;
  readonly write: boolean;
}

async function main(): Promise<void> {
  const program = new Command("figures")
    .option("--seeds <number>", "plays of each scenario that has chance in it", "100")
    .option("--jobs <number>", "plays side by side (default: one for each processor)")
    .option("--write", "into docs/figures.md and README.md", false)
    .parse();
  const { seeds, jobs, write } = program.opts<Options>();
  const shared = {
    seeds: Number(seeds),
    against: true,
    ...(jobs !== undefined && { jobs: Number(jobs) }),
    onProgress: (text: string) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
    },
  };
  const script = await measure(scriptRows, { ...shared, strategy: "script" });
  const recursive = await measure(recursiveRows, { ...shared, against: false, strategy: "recursive" });
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  console.log(`strategy: "script"\n\n${markdown(script)}\n\nstrategy: "recursive"\n\n${markdown(recursive)}`);
  if (write) {
    writeFileSync(join(root, "docs/figures.md"), figuresDocument({ script, recursive, seeds: shared.seeds }));
    const readme = join(root, "README.md");
    writeFileSync(readme, withTable(readFileSync(readme, "utf8"), markdown(script.filter(isInReadme))));
  }
  const missed = [...script, ...recursive].flatMap(missedOf);
  if (missed.length === 0) return;
  console.error(`Missed:\n${missed.map((one) => `- ${one}`).join("\n")}`);
  process.exitCode = 1;
}

const isInReadme = ({ row }: Figure): boolean => row.inReadme === true;

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
