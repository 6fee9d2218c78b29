/** Routing rules: which packets use which table. */
import type { DualWan, Line } from "../../args";
import { addressOf, furtherAddresses, whileUnknown } from "../placeholder";
import { type OrderStep, type RowStep, row } from "../step";
import { ordered } from "./ordered";
import { tableReady } from "./routes";

export function rules(office: DualWan): (RowStep | OrderStep)[] {
  const section = office.names.section("dual-wan");
  return ordered("RoutingRule", "rules", section, "bottom", [
    ...known(office),
    // A mark is more than an address: RouterOS 7 looks at it before any rule, here its rules come first.
    office.dialect === 6 ? office.lines.map((line) => ofMark(office, line)) : [],
    office.lines.map((line) => ofAddress(office, line)),
    office.lines.flatMap((line) => ofSecondaries(office, line)),
  ]);
}

export const ruleKey = (office: DualWan, line: Line): string => office.names.ofLine(line.name, "rule");
export const markRuleKey = (office: DualWan, line: Line): string =>
  office.names.ofLine(line.name, "mark rule");
export const activeRuleKey = (office: DualWan): string => office.names.ofOffice("Active line rule");

/** Groups of rules before all others, so that no line's table is asked for what is near. */
function known(office: DualWan): RowStep[][] {
  const { dialect, names, lan } = office;
  if (dialect === 7) {
    const key = names.ofOffice("Known networks");
    const first = row(
      "RoutingRule",
      {
        key,
        part: "rules",
        reason:
          "Whatever the router knows a way to, other than a default route, is found in the main table first (min-prefix=0 hides default routes).",
      },
      { comment: key, action: "lookup", minPrefix: 0, table: "main" },
    );
    return [[first]];
  }
  const active = row(
    "RoutingRule",
    {
      key: activeRuleKey(office),
      part: "rules",
      reason: "What is marked for the active line is found in the main table, whatever its source address.",
    },
    { comment: activeRuleKey(office), routingMark: names.activeMark, action: "lookup", table: "main" },
  );
  const networks = lan.networks.map((network) => {
    const key = names.ofOffice(`Known network ${network}`);
    return row(
      "RoutingRule",
      { key, part: "rules", reason: `${network} is inside: it is found in the main table.` },
      { comment: key, dstAddress: network, action: "lookup", table: "main" },
    );
  });
  // Networks first: an answer from a line's address to a host inside must not leave by the line.
  return [networks, [active]];
}

function ofAddress(office: DualWan, line: Line): RowStep {
  const key = ruleKey(office, line);
  const { address, isKnown } = addressOf(line);
  return row(
    "RoutingRule",
    {
      key,
      part: "rules",
      after: tableReady(office, line),
      reason: `What has the address of ${line.name} leaves by ${line.name} or not at all: probes, tunnels, answers.`,
    },
    {
      comment: key,
      srcAddress: `${address}/32`,
      action: "lookup-only-in-table",
      table: office.names.table(line.name),
      ...whileUnknown(isKnown, "srcAddress"),
    },
  );
}

function ofSecondaries(office: DualWan, line: Line): RowStep[] {
  return furtherAddresses(line).map((address) => {
    const key = office.names.ofLine(line.name, `rule ${address}`);
    return row(
      "RoutingRule",
      {
        key,
        part: "rules",
        after: tableReady(office, line),
        reason: `What has the address ${address} leaves by ${line.name} or not at all.`,
      },
      {
        comment: key,
        srcAddress: `${address}/32`,
        action: "lookup-only-in-table",
        table: office.names.table(line.name),
      },
    );
  });
}

/** In RouterOS 6 a mark is a name of its own, and a rule says which table it means. */
function ofMark(office: DualWan, line: Line): RowStep {
  const key = markRuleKey(office, line);
  return row(
    "RoutingRule",
    {
      key,
      part: "rules",
      after: tableReady(office, line),
      reason: `What is marked for ${line.name} uses its table and no other.`,
    },
    {
      comment: key,
      routingMark: office.names.routingMark(line.name),
      action: "lookup-only-in-table",
      table: office.names.table(line.name),
    },
  );
}
