/** Tables and routes: one table a line, which ends in a blackhole, and the default routes that the office uses. */
import type { DualWan, Line } from "../../args";
import { gatewayOf, placeholder, whileUnknown } from "../placeholder";
import { type RowStep, row, type SettingsStep } from "../step";
import { lineCarries, lineReady } from "./lines";
import { natKey } from "./nat";

/** Distance of the route that ends a line's table. */
const lastInTable = 254;
/** Distance of the blackhole behind a canary's route. */
const behindCanary = 99;

export function tables({ dialect, lines, names }: DualWan): RowStep[] {
  // A routing mark makes its table in RouterOS 6; in 7 the table has to be there before anything names it.
  if (dialect === 6) return [];
  return lines.map((line) =>
    row(
      "RoutingTable",
      {
        key: tableKey(line),
        part: "tables",
        reason: `The routes of ${line.name}, and the mark that leads to them: in RouterOS 7 both have one name.`,
      },
      { name: names.table(line.name), fib: true },
    ),
  );
}

const tableKey = (line: Line): string => `${line.name} table`;

/** Steps after which packets that are sent into a line's table go by the line, or nowhere. */
export const tableReady = (office: DualWan, line: Line): readonly string[] => [
  ...tableStep(office, line),
  office.names.ofLine(line.name, "route"),
  office.names.ofLine(line.name, "blackhole"),
];

const tableStep = ({ dialect }: DualWan, line: Line): readonly string[] =>
  dialect === 6 ? [] : [tableKey(line)];

export function lineRoutes(office: DualWan): RowStep[] {
  return office.lines.flatMap((line) => [
    ...gatewayRoute(office, line),
    lineRoute(office, line),
    blackhole(office, line),
  ]);
}

/** A lease may name a gateway outside of its network: a route to the gateway alone makes it reachable in any case. */
function gatewayRoute(office: DualWan, line: Line): RowStep[] {
  if (line.gateway.by !== "dhcp") return [];
  const key = office.names.ofLine(line.name, "gateway");
  return [
    row(
      "Route",
      {
        key,
        part: "line routes",
        after: lineReady(line),
        reason: `The way to the gateway of ${line.name} itself, which some providers put outside of the leased network.`,
      },
      {
        comment: key,
        dstAddress: `${placeholder(line)}/32`,
        gateway: [line.interface],
        scope: 10,
        // Two lines may have one gateway: equal distances would make the two routes one.
        distance: line.number,
        ...whileUnknown(false, "dstAddress"),
      },
    ),
  ];
}

function lineRoute(office: DualWan, line: Line): RowStep {
  const key = office.names.ofLine(line.name, "route");
  const { gateway, isKnown } = gatewayOf(line);
  return row(
    "Route",
    {
      key,
      part: "line routes",
      after: [...tableStep(office, line), ...lineReady(line)],
      reason: `What is sent into the table of ${line.name} leaves by ${line.name}.`,
    },
    {
      comment: key,
      gateway: [gateway],
      routingTable: office.names.table(line.name),
      distance: 1,
      ...whileUnknown(isKnown, "gateway"),
    },
  );
}

function blackhole(office: DualWan, line: Line): RowStep {
  const key = office.names.ofLine(line.name, "blackhole");
  return row(
    "Route",
    {
      key,
      part: "line routes",
      after: tableStep(office, line),
      reason: `While ${line.name} is down, its packets end here instead of leaving by another line with the wrong address.`,
    },
    { comment: key, blackhole: true, routingTable: office.names.table(line.name), distance: lastInTable },
  );
}

export function defaultRoutes(office: DualWan): (RowStep | SettingsStep)[] {
  const { strategy } = office;
  if (strategy.kind === "script") return office.lines.map((line) => gatewayRow(office, line));
  const { settings } = strategy.checking;
  return [
    ...(settings === undefined ? [] : [checkSettings(settings)]),
    ...office.lines.flatMap((line) =>
      recursive(office, line, strategy.checking.canaries[line.number - 1] ?? []),
    ),
  ];
}

/** Steps after which the office may be given another default route. */
const mayLeave = (office: DualWan, line: Line): readonly string[] => [
  ...lineCarries(line),
  natKey(office, line),
  ...tableReady(office, line),
];

function gatewayRow(office: DualWan, line: Line): RowStep {
  const key = office.names.gateway(line.number);
  const { gateway, isKnown } = gatewayOf(line);
  const unknown = whileUnknown(isKnown, "gateway");
  return row(
    "Route",
    {
      key,
      part: "default routes",
      after: mayLeave(office, line),
      reason: `The office's way by ${line.name}. The decide script moves its distance: ${line.number} in turn, ${line.number + 10} while a later line is to be used.`,
    },
    {
      comment: key,
      gateway: [gateway],
      distance: line.number,
      ...unknown,
      runtimeOwned: ["distance", ...(unknown.runtimeOwned ?? [])],
    },
  );
}

function recursive(office: DualWan, line: Line, canaries: readonly string[]): RowStep[] {
  const { gateway, isKnown } = gatewayOf(line);
  const canaryKey = (canary: string) => office.names.ofLine(line.name, `canary ${canary}`);
  const hosts = canaries.flatMap((canary) => [
    row(
      "Route",
      {
        key: canaryKey(canary),
        part: "default routes",
        after: lineReady(line),
        reason: `${canary} is asked by ${line.name} alone: it stands for the internet behind that line. Everybody in the office reaches it by ${line.name} only.`,
      },
      {
        comment: canaryKey(canary),
        dstAddress: `${canary}/32`,
        gateway: [gateway],
        scope: 10,
        ...whileUnknown(isKnown, "gateway"),
      },
    ),
    row(
      "Route",
      {
        key: `${canaryKey(canary)} blackhole`,
        part: "default routes",
        reason: `Without ${line.name} the question to ${canary} ends here: it must not be answered by another line.`,
      },
      {
        comment: `${canaryKey(canary)} blackhole`,
        dstAddress: `${canary}/32`,
        blackhole: true,
        distance: behindCanary,
      },
    ),
  ]);
  const key = office.names.gateway(line.number);
  return [
    ...hosts,
    row(
      "Route",
      {
        key,
        part: "default routes",
        after: [
          ...mayLeave(office, line),
          ...canaries.flatMap((canary) => [canaryKey(canary), `${canaryKey(canary)} blackhole`]),
        ],
        reason: `The office's way by ${line.name}, as long as one of ${canaries.join(", ")} answers: the router asks them itself, and nothing is written.`,
      },
      {
        comment: key,
        gateway: [...canaries],
        // One more than the scope of the canaries' routes (manual, "Recursive routes").
        targetScope: 11,
        checkGateway: "ping",
        distance: line.number,
      },
    ),
  ];
}

function checkSettings({
  interval,
  timeout,
  count,
}: {
  interval: number;
  timeout: number;
  count: number;
}): SettingsStep {
  return {
    is: "settings",
    kind: "RoutingSettings",
    key: "check-gateway",
    part: "default routes",
    after: [],
    reason:
      "How often the router asks the hosts behind its routes. It holds for every route that is checked (RouterOS 7.21).",
    args: {
      checkGatewayPingInterval: `${interval}ms`,
      checkGatewayPingTimeout: `${timeout}ms`,
      checkGatewayPingCount: count,
    },
  };
}
