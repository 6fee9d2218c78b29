/** What a component tells of its office, from what its rows were when they were read or written last. */
import * as pulumi from "@pulumi/pulumi";
import type { DualWan } from "../args";
import { isPlaceholder } from "../plan/placeholder";
import type { RouterState } from "../status/rows";
import { type OfficeStatus, parseRecord, statusOf } from "../status/status";

export interface OfficeOutputs {
  /** Name of the line in use; `""` while it is not known. */
  readonly activeWan: pulumi.Output<string>;
  /** When it took over: date and time, or the uptime while the clock was not set; `""` where nothing is written down. */
  readonly since: pulumi.Output<string>;
  readonly reason: pulumi.Output<string>;
  /** Addresses by line; `""` for one that has none yet. */
  readonly addresses: pulumi.Output<Record<string, string>>;
  /** Next hops by line: an address with its interface, or an interface. */
  readonly gateways: pulumi.Output<Record<string, string>>;
}

/** A child's outputs, as far as they are looked at. */
export interface RowOutputs {
  readonly [name: string]: unknown;
  readonly runtime?: pulumi.Output<Readonly<Record<string, unknown>> | undefined>;
}

/**
 * @param rowOf the resource of a row of the plan; undefined where there is none
 * @param state the router as it was read last; undefined where it was not: then the rows tell what they were when they were read
 * or written, which is before the first run in the deployment that makes them
 */
export function outputsOf(
  office: DualWan,
  rowOf: (key: string) => RowOutputs | undefined,
  state: pulumi.Output<RouterState | undefined>,
): OfficeOutputs {
  const rows = byRows(office, rowOf);
  const status = state.apply((known) => known && statusOf(office, known));
  const told = <T>(output: pulumi.Output<T>, of: (status: OfficeStatus) => T): pulumi.Output<T> =>
    pulumi.all([status, output]).apply(([known, value]) => (known ? of(known) : (value as T)));
  const byLine = (of: (line: OfficeStatus["lines"][number]) => string | undefined) => (known: OfficeStatus) =>
    Object.fromEntries(known.lines.map((line) => [line.name, withoutStandIn(of(line) ?? "")]));
  return {
    activeWan: told(rows.activeWan, ({ active }) => active ?? ""),
    since: told(rows.since, ({ since }) => since ?? ""),
    reason: told(rows.reason, ({ reason }) => reason ?? ""),
    addresses: told(
      rows.addresses,
      byLine(({ address }) => address),
    ),
    gateways: told(
      rows.gateways,
      byLine(({ gateway }) => gateway),
    ),
  };
}

function byRows(office: DualWan, rowOf: (key: string) => RowOutputs | undefined): OfficeOutputs {
  const { lines, names } = office;
  const live = (key: string, property: string): pulumi.Output<string> => {
    const row = rowOf(key);
    if (row === undefined) return pulumi.output("");
    return pulumi
      .all([row.runtime ?? pulumi.output(undefined), pulumi.output(row[property])])
      .apply(([runtime, value]) => textOf(runtime?.[property] ?? value));
  };
  const byLine = (of: (line: DualWan["lines"][number]) => pulumi.Output<string>) =>
    pulumi.all(Object.fromEntries(lines.map((line) => [line.name, of(line)])));
  const record = live(names.script.status, "source").apply(parseRecord);
  const first = lines[0]?.name ?? "";
  const byRoutes = pulumi
    .all(lines.map(({ number }) => pulumi.output(rowOf(names.gateway(number))?.inactive)))
    .apply((inactive) => lines.find((_, index) => inactive[index] !== "true")?.name ?? "");
  const byScript = record.apply((found) => found?.wan ?? first);
  return {
    activeWan: office.strategy.kind === "script" ? byScript : byRoutes,
    since: record.apply((found) => found?.since ?? ""),
    reason: record.apply((found) => found?.why ?? ""),
    addresses: byLine((line) =>
      live(names.ofLine(line.name, "rule"), "srcAddress").apply((text) => withoutStandIn(text)),
    ),
    gateways: byLine((line) =>
      live(names.ofLine(line.name, "route"), "gateway").apply((text) => withoutStandIn(text)),
    ),
  };
}

const textOf = (value: unknown): string =>
  Array.isArray(value)
    ? value.map(String).join(",")
    : value === undefined || value === null
      ? ""
      : String(value);

const withoutStandIn = (text: string): string => (isPlaceholder(text) ? "" : text.replace(/\/32$/, ""));
