/** Filter: what must not leave by a line, what may come in, and which connections may not take the short way. */
import type { DualWan, Line, RouterService } from "../../args";
import { addressOf, placeholder, whileUnknown } from "../placeholder";
import { type OrderStep, type RowStep, row } from "../step";
import { lineKey } from "./lines";
import { forwardList, listsReady, memberKey, serviceList, sourceKeys } from "./lists";
import { ordered } from "./ordered";

export function filter(office: DualWan): (RowStep | OrderStep)[] {
  const { names, lines, sourceGuard, routerServices } = office;
  return [
    // One section for all, because only one can be at the top, and what it drops must not stand before what it accepts.
    ...ordered("FirewallFilter", "filter", names.section("dual-wan"), "top", [
      sourceGuard ? lines.map((line) => restrictOutput(office, line)) : [],
      lines.flatMap((line) => blockOnMetered(office, line)),
      acceptForwarded(office),
      routerServices.map((service) => acceptService(office, service)),
      [dropInvalid(office)],
    ]),
    ...fastTrack(office, names.section("dual-wan fasttrack")),
  ];
}

export const guardKey = (office: DualWan, line: Line): string =>
  office.names.ofLine(line.name, "restrict output");

function restrictOutput(office: DualWan, line: Line): RowStep {
  const key = guardKey(office, line);
  const { isKnown } = addressOf(line);
  // The stand-in as a destination tells the sync script that the rule was never switched on.
  const untilFirstSync = isKnown
    ? {}
    : { dstAddress: placeholder(line), ...whileUnknown(isKnown, "dstAddress") };
  return row(
    "FirewallFilter",
    {
      key,
      part: "filter",
      after: [...lineKey(line), ...sourceKeys(office, line)],
      reason: `The router sends nothing by ${line.name} with another address. Switched on by the first sync, after the list has the address: an empty list would let nothing out.`,
    },
    {
      comment: key,
      chain: "output",
      outInterface: line.interface,
      srcAddressList: `!${office.names.sourceList(line.name)}`,
      // What leaves in a tunnel has the address of the inside until IPsec wraps it.
      ipsecPolicy: "out,none",
      action: "drop",
      ...untilFirstSync,
    },
  );
}

function dropInvalid(office: DualWan): RowStep {
  const key = office.names.ofOffice("Invalid by a line");
  return row(
    "FirewallFilter",
    {
      key,
      part: "filter",
      after: office.lines.map(memberKey),
      reason: "What belongs to no connection is not translated: it would leave with a private address.",
    },
    {
      comment: key,
      chain: "forward",
      connectionState: ["invalid"],
      outInterfaceList: office.lan.wanList,
      action: "drop",
    },
  );
}

function blockOnMetered(office: DualWan, line: Line): RowStep[] {
  if (line.blockList === undefined) return [];
  const key = office.names.ofLine(line.name, "metered");
  return [
    row(
      "FirewallFilter",
      {
        key,
        part: "filter",
        after: lineKey(line),
        reason: `${line.name} is paid by volume: hosts of the list ${line.blockList} do not use it.`,
      },
      {
        comment: key,
        chain: "forward",
        outInterface: line.interface,
        srcAddressList: line.blockList,
        action: "reject",
        rejectWith: "icmp-admin-prohibited",
      },
    ),
  ];
}

const settled = ["established", "related"] as ("established" | "related")[];

/** FastTracked packets meet no mangle and no routing mark (manual, "FastTrack"): marked connections must not be. */
function fastTrack(office: DualWan, section: string): (RowStep | OrderStep)[] {
  const { fastTrackRule } = office.lan;
  if (fastTrackRule !== undefined) {
    return [
      row(
        "FirewallFilter",
        {
          key: fastTrackRule,
          part: "filter",
          retain: true,
          reason:
            "The router's own FastTrack rule takes unmarked connections only. It stays when the office is removed.",
        },
        {
          comment: fastTrackRule,
          chain: "forward",
          action: "fasttrack-connection",
          connectionState: settled,
          connectionMark: "no-mark",
          adopt: true,
          runtimeOwned: ["hwOffload", "log", "logPrefix"],
        },
      ),
    ];
  }
  const key = office.names.ofOffice("Marked past FastTrack");
  return ordered("FirewallFilter", "filter", section, "before-fasttrack", [
    [
      row(
        "FirewallFilter",
        {
          key,
          part: "filter",
          reason:
            "Connections with a mark do not take FastTrack, which skips the marks that send them by their line.",
        },
        {
          comment: key,
          chain: "forward",
          connectionState: settled,
          connectionMark: "!no-mark",
          action: "accept",
        },
      ),
    ],
  ]);
}

function acceptForwarded(office: DualWan): RowStep[] {
  return office.inbound.map(({ name, protocol, to, port, toPort, from }) => {
    const key = office.names.ofOffice(`Forwarded ${name}`);
    const list = forwardList(office, name);
    return row(
      "FirewallFilter",
      {
        key,
        part: "filter",
        after: [...listsReady(office), ...from.map((address) => `${list} ${address}`)],
        reason: `What is forwarded to ${to} may come in.`,
      },
      {
        comment: key,
        chain: "forward",
        inInterfaceList: office.lan.wanList,
        connectionNatState: ["dstnat"],
        protocol,
        dstAddress: to,
        dstPort: toPort ?? port,
        ...(from.length > 0 && { srcAddressList: list }),
        action: "accept",
      },
    );
  });
}

function acceptService(office: DualWan, { name, protocol, port, from }: RouterService): RowStep {
  const key = office.names.ofOffice(`Service ${name}`);
  const list = serviceList(office, name);
  return row(
    "FirewallFilter",
    {
      key,
      part: "filter",
      after: [...listsReady(office), ...from.map((address) => `${list} ${address}`)],
      reason: `${protocol} ${port} of the router answers on every line.`,
    },
    {
      comment: key,
      chain: "input",
      inInterfaceList: office.lan.wanList,
      protocol,
      dstPort: port,
      ...(from.length > 0 && { srcAddressList: list }),
      action: "accept",
    },
  );
}
