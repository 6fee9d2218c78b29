/**
 * `npm run bench`: takes the promised figures on simulated routers, prints them as a table, and writes them as JSON to
 * `bench/results/`. Compare ratios, not seconds: the machine is shared. It judges nothing by its exit code.
 *
 * `npm run bench -- 1` takes one round instead of five.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  commandFigures,
  type Figure,
  foreignRowFigures,
  officeFigures,
  previewFigures,
  upFigures,
} from "./figures";
import { planFigures } from "./plans";

async function main(): Promise<void> {
  const rounds = Number(process.argv[2] ?? 5);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error("The number of rounds is a whole number from 1 on.");
  const figures = [
    ...planFigures(rounds),
    ...(await commandFigures()),
    ...(await previewFigures(rounds)),
    ...(await upFigures(rounds)),
    ...(await officeFigures(rounds)),
    ...(await foreignRowFigures(rounds)),
  ];
  console.table(figures.map(line));
  const file = join(__dirname, "results", "figures.json");
  mkdirSync(join(__dirname, "results"), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ node: process.version, rounds, figures }, null, 2)}\n`);
  console.log(`As JSON: ${file}`);
}

function line({ figure, value, unit, limit }: Figure) {
  const rounded = unit === "commands" ? value : Number(value.toFixed(2));
  return {
    figure,
    value: rounded,
    unit,
    "at most": limit ?? "",
    met: limit === undefined ? "" : value <= limit,
  };
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
