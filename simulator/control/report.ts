/** What measured traffic says, for people. */
import type { NetworkReport, RequestReport, SourceReport } from "../network";
import { stamp } from "../network/surroundings";

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

/** `2026-01-01 00:00:03.020 POST https://hooks.example.com/notify by ISP1: {"text":"down"}` */
export function requestText({ at, method, protocol, host, path, isp, body }: RequestReport): string {
  const by = isp === undefined ? "" : ` by ${isp}`;
  return `${stamp(at)} ${method} ${protocol}://${host}${path}${by}${body === "" ? "" : `: ${body}`}`;
}
