/**
 * `npx ts-node bench/office-day.ts [hours]`: what a day (default 24 hours) of an office costs on a simulated router that
 * lives: a scheduler entry runs a script every five seconds, which pings four targets on two lines. Once with measured
 * traffic off and twice with it on; the two have to write the same logs, byte for byte. Prints a table and writes JSON to
 * `bench/results/`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Day, desk, officeDay } from "./living-office";

async function main(): Promise<void> {
  const hours = Number(process.argv[2] ?? 24);
  if (!(hours > 0)) throw new Error("The number of hours is a number above 0.");
  const line = (figure: string, { seconds, runs, packets, log }: Day, limit: number) => ({
    figure,
    seconds: Number(seconds.toFixed(2)),
    "at most": (limit * hours) / 24,
    met: seconds <= (limit * hours) / 24,
    runs,
    packets,
    "log bytes": log.length,
  });
  const off = await officeDay(hours, []);
  const [on, again] = [await officeDay(hours, [desk]), await officeDay(hours, [desk])];
  const figures = [
    line(`${hours} h, traffic off`, off, 30),
    line(`${hours} h, one host every 100 ms`, on, 120),
    line(`${hours} h, the same again`, again, 120),
  ];
  console.table(figures);
  const same = on.log === again.log;
  console.log(`The two days with traffic have ${same ? "the same log, byte for byte" : "DIFFERENT LOGS"}.`);
  mkdirSync(join(__dirname, "results"), { recursive: true });
  const file = join(__dirname, "results", "office-day.json");
  writeFileSync(file, `${JSON.stringify({ node: process.version, hours, same, figures }, null, 2)}\n`);
  console.log(`As JSON: ${file}`);
  if (!same) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
