/** Figures as a Markdown table. */
import type { Figure } from "./measure";

/** Players in the order of the columns. */
const heads = new Map([
  ["7", "RouterOS 7"],
  ["6", "RouterOS 6"],
  ["how-to 7", "the how-to, 7"],
  ["how-to 6", "the how-to, 6"],
]);

/** One line for each figure; of several plays the worst and the median. */
export function markdown(figures: readonly Figure[]): string {
  const players = [...heads.keys()].filter((player) => figures.some(({ values }) => values.has(player)));
  const head = [
    "what happens",
    "measured",
    "at most",
    ...players.map((player) => heads.get(player) ?? player),
  ];
  const lines = figures.map(({ row, unit, limit, values }) => [
    row.happens,
    row.figure,
    withUnit(limit, unit),
    ...players.map((player) => cell(values.get(player) ?? [], unit, limit, player)),
  ]);
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cell(values: readonly number[], unit: string, limit: number, player: string): string {
  if (values.length === 0) return "–";
  const sorted = [...values].sort((one, other) => one - other);
  const worst = sorted.at(-1) ?? 0;
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const text =
    worst === median ? withUnit(worst, unit) : `${withUnit(worst, unit)} (median ${number(median)})`;
  return player.startsWith("how-to") && worst > limit ? `**${text}**` : text;
}

const withUnit = (value: number, unit: string): string =>
  unit === "s" ? `${number(value)} s` : number(value);

const number = (value: number): string =>
  value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);

/** Promises that were missed, for people. */
export function missedOf({ row, unit, limit, values }: Figure): readonly string[] {
  return [...values]
    .filter(([player, measured]) => !player.startsWith("how-to") && Math.max(...measured) > limit)
    .map(
      ([player, measured]) =>
        `RouterOS ${player}, ${row.happens}: ${row.figure} ${withUnit(Math.max(...measured), unit)}, at most ${withUnit(limit, unit)}`,
    );
}

const [begin, end] = ["<!-- figures: npm run figures -- --write -->", "<!-- /figures -->"];

/** A document with the table between its marks. @throws Error if it has none */
export function withTable(document: string, table: string): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the document has no place for a table: ${begin} ${end}`);
  return `${document.slice(0, from)}${begin}\n${table}\n${document.slice(to)}`;
}

export interface Tables {
  readonly script: readonly Figure[];
  readonly recursive: readonly Figure[];
  readonly seeds: number;
}

/** The whole text of docs/figures.md. */
export function figuresDocument({ script, recursive, seeds }: Tables): string {
  return `# Figures of the failover

Taken by \`npm run figures -- --write\` on the simulated router, in virtual time, with default arguments, in an office with a
PPPoE and a DHCP line and in one with the lines the other way round. Scenarios with chance in them are played with ${seeds}
seeds, half of them in each of the two offices; seeds choose when faults come and what is lost. A tenth of them do where only
the moment of a fault differs, in rows that name arguments, and where the routes decide. The worst is shown, and the median
where it differs. A switch is any change of the line in use, whoever made it. A loss of 30 % is of round trips: 16.3 % of the
packets in each direction.

The how-to is the one of [how-to.md](how-to.md), played with a tenth of the seeds; what it would miss is bold. It knows no
arguments: rows that name some do not have it. It was written for RouterOS 6. On RouterOS 7 it is played in the form of
[examples/article](../examples/article/README.md), which ends connections by the address of the line that is left: the how-to's
own commands for that very probably find nothing there.

## A script decides

${markdown(script)}

## The routes decide

\`strategy: "recursive"\`. It promises nothing on loss and on lines that come and go.

${markdown(recursive)}
`;
}
