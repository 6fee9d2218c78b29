/** Marks: a connection's packets use the line that it came in by, or (`flows: "pin"`) that it leaves by. */
import type { DualWan, Line, Pin } from "../../args";
import { addressOf, whileUnknown } from "../placeholder";
import { type OrderStep, type RowArgs, type RowStep, row } from "../step";
import { lineKey } from "./lines";
import { listsReady, localKey, memberKey, pinList } from "./lists";
import { ordered } from "./ordered";
import { tableReady } from "./routes";
import { activeRuleKey, markRuleKey, ruleKey } from "./rules";

export function mangle(office: DualWan): (RowStep | OrderStep)[] {
  const { lines, pins, flows } = office;
  const pinned = flows === "pin";
  return ordered("FirewallMangle", "mangle", office.names.section("dual-wan"), "bottom", [
    lines.map((line) => markArriving(office, line)),
    pins.map((pin) => markPinned(office, pin)),
    lines.map((line) => routeFromInside(office, line)),
    lines.map((line) => routeOwn(office, line)),
    [ownUdp(office)],
    lines.map((line) => routeBySource(office, line)),
    pinned ? lines.map((line) => markLeaving(office, line)) : [],
    pinned ? lines.map((line) => markOwnLeaving(office, line)) : [],
  ]);
}

type MangleArgs = Omit<RowArgs<"FirewallMangle">, "comment">;

/** Steps after which packets may be marked for a line. */
const markable = (office: DualWan, line: Line): readonly string[] => [
  ...tableReady(office, line),
  ...(office.dialect === 6 ? [markRuleKey(office, line)] : []),
];

function rule(key: string, reason: string, after: readonly string[], args: MangleArgs): RowStep {
  return row("FirewallMangle", { key, part: "mangle", reason, after }, { comment: key, ...args });
}

const fresh = { connectionState: ["new"] as "new"[], connectionMark: "no-mark" };

const connectionOf = ({ names }: DualWan, line: Line) =>
  ({ action: "mark-connection", newConnectionMark: names.connectionMark(line.name) }) as const;

const routeTo = ({ names }: DualWan, line: Line) =>
  ({ action: "mark-routing", newRoutingMark: names.routingMark(line.name), passthrough: false }) as const;

/** Neither to the router nor to a network inside: only that may be sent out by a line's table. */
const toOutside = ({ names }: DualWan) => ({
  dstAddressType: "!local",
  dstAddressList: `!${names.localList}`,
});

const fromInside = (office: DualWan) => ({ inInterfaceList: `!${office.lan.wanList}`, ...toOutside(office) });

/** The how-to's rules lack these conditions; on RouterOS 6 its routing rules made up for it. */
const olderForm = { adoptWithout: ["inInterfaceList", "dstAddressType", "dstAddressList"] };

function markArriving(office: DualWan, line: Line): RowStep {
  return rule(
    office.names.ofLine(line.name, "mark conn"),
    `A connection that came in by ${line.name} is remembered, so that its answers leave by ${line.name}.`,
    lineKey(line),
    { chain: "prerouting", inInterface: line.interface, ...fresh, ...connectionOf(office, line) },
  );
}

export const pinKey = ({ names }: DualWan, { line, name }: Pin): string =>
  names.ofLine(line.name, `pin ${name}`);

function markPinned(office: DualWan, pin: Pin): RowStep {
  const { name, hosts, list, protocol, port, mode, line } = pin;
  const from = hosts.length > 0 ? pinList(office, name) : list;
  const way =
    mode === "strict"
      ? `While ${line.name} is down they have no internet.`
      : `While ${line.name} is down the decide script switches this rule off.`;
  return rule(
    pinKey(office, pin),
    `New connections of the pin ${name} use ${line.name}. ${way}`,
    [
      ...listsReady(office),
      ...hosts.map((address) => `${pinList(office, name)} ${address}`),
      ...markable(office, line),
    ],
    {
      chain: "prerouting",
      ...fromInside(office),
      ...fresh,
      ...(from !== undefined && { srcAddressList: from }),
      ...(protocol !== undefined && { protocol }),
      ...(port !== undefined && { dstPort: port }),
      ...connectionOf(office, line),
      ...(mode === "fallback" && { runtimeOwned: ["disabled"] }),
    },
  );
}

function routeFromInside(office: DualWan, line: Line): RowStep {
  return rule(
    office.names.ofLine(line.name, "mark routing"),
    `Packets from inside that belong to a connection of ${line.name} leave by ${line.name}; never those to the router or between networks inside.`,
    [...listsReady(office), ...markable(office, line)],
    {
      chain: "prerouting",
      connectionMark: office.names.connectionMark(line.name),
      ...fromInside(office),
      ...routeTo(office, line),
      ...olderForm,
    },
  );
}

function routeOwn(office: DualWan, line: Line): RowStep {
  return rule(
    office.names.ofLine(line.name, "mark routing out"),
    `The router's own answers (WinBox, SSH, WireGuard …) leave by the line that they were asked on.`,
    markable(office, line),
    { chain: "output", connectionMark: office.names.connectionMark(line.name), ...routeTo(office, line) },
  );
}

/** DHCP, IKE, NAT traversal, L2TP and VXLAN keep to the address that they were given; DNS may be a probe by a line's address. */
const boundPorts = "68,500,1701,4500,4789,8472";

/**
 * A WireGuard socket keeps the source address that it was last answered on, and would so hang on a dead line for ever (its
 * address still sends it there). Its packets follow the active line instead, and are translated to that line's address.
 */
function ownUdp(office: DualWan): RowStep {
  const { names } = office;
  return rule(
    names.ofOffice("Own UDP follows the active line"),
    "UDP that the router begins (WireGuard above all) keeps the source address that was answered last. It follows the active line all the same, translated to that line's address; IPsec, L2TP and VXLAN stay with theirs.",
    [...office.lan.networks.map(localKey), ...(office.dialect === 6 ? [activeRuleKey(office)] : [])],
    {
      chain: "output",
      protocol: "udp",
      connectionMark: "no-mark",
      srcPort: `!${boundPorts}`,
      dstPort: "!53",
      ...toOutside(office),
      action: "mark-routing",
      newRoutingMark: names.activeMark,
      passthrough: false,
    },
  );
}

function routeBySource(office: DualWan, line: Line): RowStep {
  const { address, isKnown } = addressOf(line);
  return rule(
    office.names.ofLine(line.name, "mangle"),
    `What the router sends from the address of ${line.name} leaves by ${line.name}, also where a routing rule does not see it.`,
    [ruleKey(office, line), ...office.lan.networks.map(localKey), ...markable(office, line)],
    {
      chain: "output",
      srcAddress: address,
      // RouterOS 7 looks at a mark before it looks at any rule; in 6 the rules of the networks inside come first.
      ...(office.dialect === 7 && toOutside(office)),
      ...routeTo(office, line),
      ...whileUnknown(isKnown, "srcAddress"),
    },
  );
}

function markLeaving(office: DualWan, line: Line): RowStep {
  return rule(
    office.names.ofLine(line.name, "mark leaving"),
    `A connection from inside that leaves by ${line.name} stays with it until it ends.`,
    [memberKey(line), ...markable(office, line)],
    { chain: "forward", outInterface: line.interface, ...fresh, ...connectionOf(office, line) },
  );
}

function markOwnLeaving(office: DualWan, line: Line): RowStep {
  return rule(
    office.names.ofLine(line.name, "mark own leaving"),
    `A connection of the router itself that leaves by ${line.name} stays with it until it ends.`,
    [memberKey(line), ...markable(office, line)],
    { chain: "postrouting", outInterface: line.interface, ...fresh, ...connectionOf(office, line) },
  );
}
