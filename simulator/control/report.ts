/** What measured traffic says, for people. */
import type { NetworkReport, SourceReport } from "../network";

const headings = [
  "source",
  "kind",
  "sent",
  "delivered",
  "lost",
  "broken",
  "outages",
  "outage s",
  "longest s",
];

const cells = (source: SourceReport): string[] => [
  source.name,
  source.kind,
  ...[source.sent, source.delivered, source.lost, source.brokenReplies, source.outages.length].map(String),
  source.outageSeconds.toFixed(1),
  source.longestOutage.toFixed(1),
];

const counts = (of: Readonly<Record<string, number>>): string =>
  Object.entries(of)
    .map(([name, times]) => `${name}=${times}`)
    .join(" ");

/** A table of sources, then what each lost and why, then leaks and gaps. */
export function reportText(report: NetworkReport): string {
  const rows = [[...headings, "by"], ...report.sources.map((one) => [...cells(one), counts(one.byIsp)])];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const lost = report.sources
    .filter(({ lost }) => lost > 0)
    .map(({ name, reasons }) => `${name} lost: ${counts(reasons)}`);
  const leaks = report.leaks.map(
    ({ traffic, isp, address, kind, packets }) =>
      `leak: ${packets} packets of ${traffic} left ${isp} with the source ${address} (${kind})`,
  );
  return [
    `${report.seconds.toFixed(1)} s measured`,
    ...(report.sources.length === 0 ? ["no sources"] : table),
    ...lost,
    ...(leaks.length === 0 ? ["no leaks"] : leaks),
    ...report.gaps.map((gap) => `not implemented: ${gap}`),
  ].join("\n");
}
